# The dead-letter queue: events of ended executions that neither EventBridge nor Lambda's own retries could deliver to the
# failure function: a session may be stuck then, and an alarm says so.

locals {
  dlq_name = format(local.name_format, "undelivered")

  # By its name, so that the function need not wait for the queue, which takes half a minute to make.
  dlq_arn = "arn:${local.partition}:sqs:${var.region}:${local.account_id}:${local.dlq_name}"

  dlq_permissions = {
    KeepUndelivered = {
      actions   = ["sqs:SendMessage"]
      resources = [local.dlq_arn]
    }
  }
}

resource "aws_sqs_queue" "dlq" {
  name                      = local.dlq_name
  message_retention_seconds = 1209600
  kms_master_key_id         = local.key_arn
  sqs_managed_sse_enabled   = var.customer_managed_key ? null : true
  policy                    = data.aws_iam_policy_document.dlq.json
}

data "aws_iam_policy_document" "dlq" {
  statement {
    sid       = "EventBridgeOfThisAccount"
    actions   = ["sqs:SendMessage"]
    resources = [local.dlq_arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

moved {
  from = aws_sqs_queue.undelivered
  to   = aws_sqs_queue.dlq
}
