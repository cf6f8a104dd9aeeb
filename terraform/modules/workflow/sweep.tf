# The net below execution_ended.tf: Step Functions sends its events at best effort. Every 15 minutes the
# orchestrator looks for sessions in processing that no execution is at work on any more.

resource "aws_scheduler_schedule" "sweep" {
  name        = var.sweep_name
  description = "Looks for sessions that no execution of ${var.name} is at work on any more."

  schedule_expression = "rate(15 minutes)"

  # checkov:skip=CKV_AWS_297: the schedule holds the word sessions and nothing else

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.qualified_function_arns[var.failure_function]
    role_arn = aws_iam_role.sweep.arn
    input    = jsonencode({ sweep = "sessions" })

    # The next sweep comes soon enough.
    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 2
    }

    dead_letter_config {
      arn = var.dlq_arn
    }
  }

  depends_on = [aws_iam_role_policy.sweep]
}

data "aws_iam_policy_document" "assume_sweep" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [split(":", var.dlq_arn)[4]]
    }
  }
}

data "aws_iam_policy_document" "sweep" {
  statement {
    sid       = "InvokePublishedVersions"
    actions   = ["lambda:InvokeFunction"]
    resources = ["${var.function_arns[var.failure_function]}:*"]
  }

  statement {
    sid       = "KeepUndelivered"
    actions   = ["sqs:SendMessage"]
    resources = [var.dlq_arn]
  }

  # The queue is encrypted with it.
  dynamic "statement" {
    for_each = var.key_arn == null ? [] : [var.key_arn]

    content {
      sid       = "UseKey"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role" "sweep" {
  name                 = var.sweep_name
  assume_role_policy   = data.aws_iam_policy_document.assume_sweep.json
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "sweep" {
  name   = "sweep"
  role   = aws_iam_role.sweep.id
  policy = data.aws_iam_policy_document.sweep.json
}
