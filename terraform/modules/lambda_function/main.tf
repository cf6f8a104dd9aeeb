# Created before the function, which would otherwise create it by itself, without retention.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.key_arn

  # checkov:skip=CKV_AWS_338: a year of logs would keep more about people than running the system needs
}

resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_116: Step Functions calls synchronously and catches; what EventBridge cannot deliver goes to the queue of dlq.tf
  # checkov:skip=CKV_AWS_117: it talks to AWS's and the search's public addresses only; a VPC would add a NAT gateway and protect nothing
  # checkov:skip=CKV_AWS_272: a plan shows the digest of every source and the zip is built from those; a signing profile would sign the same bytes

  function_name    = var.name
  role             = aws_iam_role.this.arn
  runtime          = "python${var.python_version}"
  architectures    = [var.architecture]
  handler          = "ai_chef_${var.package}.handler.handler"
  filename         = "${var.repository_root}/${local.zip}"
  source_code_hash = local.digest
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds
  kms_key_arn      = var.key_arn

  reserved_concurrent_executions = var.reserved_concurrency

  # Executions call the published version, so that each finishes on the code it started with.
  publish = true

  environment {
    variables = merge(var.environment, {
      POWERTOOLS_SERVICE_NAME = var.service_name
      POWERTOOLS_LOG_LEVEL    = "INFO"
    })
  }

  # Of published versions only; $LATEST, which nothing calls, starts as ever.
  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []

    content {
      apply_on = "PublishedVersions"
    }
  }

  tracing_config {
    mode = "Active"
  }

  # Lambda's own lines of an invocation that went well (START, END, REPORT) are left out: they are
  # half of what a session logs, and their figures are metrics of AWS/Lambda. Those of one that timed
  # out or crashed stay. Only the JSON format can leave lines out.
  logging_config {
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
    log_group             = aws_cloudwatch_log_group.this.name
  }

  depends_on = [
    terraform_data.package,
    aws_iam_role_policy.this,
  ]
}
