# The most that any role of the environment may do, whatever a deploy writes into its policies. The
# deploy role may make and change roles only while they carry this boundary, and cannot change the
# boundary: so it cannot give anybody, through a role of its making, more than is listed here.
# tests/contracts/test_boundary.py compares the list with what the functions and the workflow are given.

locals {
  boundary     = format(local.name_format, "boundary")
  boundary_arn = "arn:${local.partition}:iam::${local.account_id}:policy/${local.boundary}"
}

data "aws_iam_policy_document" "boundary" {
  statement {
    sid = "Items"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [local.arns.tables, "${local.arns.tables}/index/*"]
  }

  statement {
    sid       = "Functions"
    actions   = ["lambda:InvokeFunction"]
    resources = [local.arns.functions, "${local.arns.functions}:*"]
  }

  statement {
    sid       = "Executions"
    actions   = ["states:DescribeExecution", "states:StartExecution", "states:StopExecution"]
    resources = [local.arns.state_machines, local.arns.executions]
  }

  statement {
    sid       = "Secrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [local.arns.secrets]
  }

  statement {
    sid       = "Undelivered"
    actions   = ["sqs:SendMessage"]
    resources = [local.arns.queues]
  }

  # Which model, and in which regions, is a setting of the environment.
  statement {
    sid     = "Models"
    actions = ["bedrock:ApplyGuardrail", "bedrock:InvokeModel"]
    resources = [
      "arn:${local.partition}:bedrock:*::foundation-model/*",
      "arn:${local.partition}:bedrock:*:${local.account_id}:inference-profile/*",
      "arn:${local.partition}:bedrock:*:${local.account_id}:guardrail/*",
    ]
  }

  statement {
    sid       = "OwnLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.arns.log_groups}:*"]
  }

  statement {
    sid = "OwnKey"
    actions = [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]
    resources = [local.arns.keys]

    dynamic "condition" {
      for_each = local.tags

      content {
        test     = "StringEquals"
        variable = "aws:ResourceTag/${condition.key}"
        values   = [condition.value]
      }
    }
  }

  # Log delivery of state machines and X-Ray know no resources.
  statement {
    sid = "LogDeliveryAndTraces"
    actions = [
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:UpdateLogDelivery",
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name        = local.boundary
  description = "The most that any role of AI Chef ${var.environment} may do."
  policy      = data.aws_iam_policy_document.boundary.json
}
