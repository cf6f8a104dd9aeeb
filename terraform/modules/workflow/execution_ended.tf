# The net below MarkSessionFailed: an execution that is stopped by a person or runs into its time
# limit never reaches that state. Its status change reaches the orchestrator, so no session is stuck.

resource "aws_cloudwatch_event_rule" "execution_ended" {
  name        = "${var.name}-execution-ended"
  description = "Executions of ${var.name} that failed, timed out or were aborted."

  event_pattern = jsonencode({
    source      = ["aws.states"]
    detail-type = ["Step Functions Execution Status Change"]
    detail = {
      stateMachineArn = [aws_sfn_state_machine.this.arn]
      status          = ["FAILED", "TIMED_OUT", "ABORTED"]
    }
  })
}

resource "aws_cloudwatch_event_target" "execution_ended" {
  rule      = aws_cloudwatch_event_rule.execution_ended.name
  target_id = "orchestrator"
  arn       = var.qualified_function_arns[var.failure_function]

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 20
  }

  dead_letter_config {
    arn = var.dlq_arn
  }

  depends_on = [aws_lambda_permission.execution_ended]
}

# EventBridge only hands the event over; the invocation is Lambda's, with retries of its own.
resource "aws_lambda_function_event_invoke_config" "execution_ended" {
  function_name                = var.function_arns[var.failure_function]
  qualifier                    = local.failure_function_version
  maximum_event_age_in_seconds = 3600
  maximum_retry_attempts       = 2

  destination_config {
    on_failure {
      destination = var.dlq_arn
    }
  }
}

locals {
  failure_function_version = reverse(split(":", var.qualified_function_arns[var.failure_function]))[0]
}

resource "aws_lambda_permission" "execution_ended" {
  # The version is in the id too, so that the old and the new statement can stand side by side.
  statement_id  = "ExecutionEnded-${local.failure_function_version}"
  action        = "lambda:InvokeFunction"
  function_name = var.function_arns[var.failure_function]
  qualifier     = local.failure_function_version
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.execution_ended.arn

  # EventBridge does not try again where it lacks permission: the new version's stands first.
  lifecycle {
    create_before_destroy = true
  }
}
