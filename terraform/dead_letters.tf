# Events of ended executions that neither EventBridge nor Lambda's own retries could deliver to the
# failure function: a session may be stuck then, and an alarm says so.

locals {
  undelivered = "ai-chef-undelivered-${var.environment}"

  # By its name, so that the function need not wait for the queue, which takes half a minute to make.
  undelivered_arn = "arn:${data.aws_partition.current.partition}:sqs:${var.region}:${local.account_id}:${local.undelivered}"

  dead_letter_permissions = {
    KeepUndelivered = {
      actions   = ["sqs:SendMessage"]
      resources = [local.undelivered_arn]
    }
  }
}

resource "aws_sqs_queue" "undelivered" {
  name                      = local.undelivered
  message_retention_seconds = 1209600
  kms_master_key_id         = local.key_arn
  sqs_managed_sse_enabled   = var.customer_managed_key ? null : true
  policy                    = data.aws_iam_policy_document.undelivered.json
}

data "aws_iam_policy_document" "undelivered" {
  statement {
    sid       = "EventBridgeOfThisAccount"
    actions   = ["sqs:SendMessage"]
    resources = [local.undelivered_arn]

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
