locals {
  # Above the function's own limit, so that Lambda reports the time-out by its name and this one is
  # only the net below it.
  task_timeout_margin_seconds = 5

  settings = {
    timeout_seconds = var.timeout_seconds
    retries         = var.retries
    catchers        = var.catchers
    task_timeouts   = { for name, seconds in var.function_timeouts : name => seconds + local.task_timeout_margin_seconds }
  }

  definition = templatefile(var.definition_template, merge(local.settings, { functions = var.qualified_function_arns }))
}

# The definition with the functions' keys for their ARNs. The definition itself is unknown in a plan
# that publishes a version; this one never is, so that the digest of a plan can name changed steps.
resource "terraform_data" "definition_preview" {
  input = jsondecode(templatefile(var.definition_template, merge(local.settings, {
    functions = { for name in keys(var.function_arns) : name => name }
  })))
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/vendedlogs/states/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.key_arn

  # checkov:skip=CKV_AWS_338: a year of logs would keep more about people than running the system needs
}

resource "aws_sfn_state_machine" "this" {
  name       = var.name
  role_arn   = aws_iam_role.this.arn
  definition = local.definition
  type       = "STANDARD"

  # checkov:skip=CKV_AWS_285: the history holds the profile, which is health data; failures are logged without it
  # Execution data holds the profile, which is health data: it stays out of the logs.
  logging_configuration {
    level                  = "ERROR"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.this.arn}:*"
  }

  tracing_configuration {
    enabled = true
  }

  # Creation checks that the role can write logs: the policy must stand, not only the role.
  depends_on = [aws_iam_role_policy.this]
}

moved {
  from = terraform_data.outline
  to   = terraform_data.definition_preview
}
