# Created before the function, which would otherwise create it by itself, without retention.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function" "this" {
  function_name    = var.name
  role             = aws_iam_role.this.arn
  runtime          = "python${var.python_version}"
  architectures    = [var.architecture]
  handler          = "ai_chef_${var.package}.handler.handler"
  filename         = "${var.repository_root}/${local.zip}"
  source_code_hash = local.digest
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds

  # Executions call the published version, so that each finishes on the code it started with.
  publish = true

  environment {
    variables = merge(var.environment, {
      POWERTOOLS_SERVICE_NAME = var.name
      POWERTOOLS_LOG_LEVEL    = "INFO"
    })
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  depends_on = [
    terraform_data.package,
    aws_iam_role_policy.this,
  ]
}
