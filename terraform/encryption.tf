# One customer-managed key for what is kept: tables, logs, secret, topic, queue, the functions'
# environment. Without it (an option) AWS's own keys encrypt them. The state machine keeps AWS's own
# key: the events of its executions must carry the input, which names the session.

locals {
  # Only once the key may be used: see below.
  key_arn = one(terraform_data.key_usable[*].output)
}

data "aws_iam_policy_document" "key" {
  # checkov:skip=CKV_AWS_109: in a key policy the resource * is the key itself, and the account's IAM policies must be able to manage it
  # checkov:skip=CKV_AWS_111: in a key policy the resource * is the key itself
  # checkov:skip=CKV_AWS_356: in a key policy the resource * is the key itself

  # Without this statement nobody could ever change the key again; it lets IAM policies decide.
  statement {
    sid = "AccountDecidesByItsPolicies"
    actions = [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:RetireGrant",
      "kms:RevokeGrant",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "LogGroups"
    resources = ["*"]
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${local.partition}:logs:${var.region}:${local.account_id}:log-group:/aws/*"]
    }
  }

  # Alarms publish to the topic; events that cannot be delivered go to the queue.
  statement {
    sid       = "AlarmsAndUndeliveredEvents"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_kms_key" "this" {
  count = var.customer_managed_key ? 1 : 0

  description             = "AI Chef ${var.environment}: tables, logs, secret, topic, queue, environment variables."
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_protection ? 30 : 7
  policy                  = data.aws_iam_policy_document.key.json
}

# The deploy role may use keys by their tags, and those take up to five minutes to count (KMS Developer
# Guide, "ABAC for AWS KMS"). What is encrypted with a new key waits for that; a person with wider
# rights does not wait.
resource "terraform_data" "key_usable" {
  count = var.customer_managed_key ? 1 : 0

  input            = aws_kms_key.this[0].arn
  triggers_replace = aws_kms_key.this[0].key_id

  provisioner "local-exec" {
    command = "python3 -m tools.deploy.wait_for_key ${self.input}"

    working_dir = "${path.root}/.."
  }
}

resource "aws_kms_alias" "this" {
  count = var.customer_managed_key ? 1 : 0

  name          = "alias/${local.service_name}"
  target_key_id = aws_kms_key.this[0].key_id

  depends_on = [terraform_data.key_usable]
}
