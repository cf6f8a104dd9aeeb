# What a deploy may do with keys and APIs. They have no names to go by: their tags of project and
# environment decide. A managed policy of its own, since IAM takes 10,240 characters of inline policies
# for a role, and the rest of the deploy role's (permissions.tf) take most of them.

locals {
  # An API is made in /apis, its stage in /apis/<id>/stages; tags are posted to /tags/<encoded ARN>.
  api_arns = [local.arns.apis, "${local.arns.apis}/*", "${local.arns.api_tags}/*"]
}

data "aws_iam_policy_document" "keys_and_apis" {
  # Tables, secrets, queues and functions are encrypted on behalf of who makes them: the same key.
  statement {
    sid = "WriteKeysAndApis"
    actions = [
      "apigateway:DELETE",
      "apigateway:PATCH",
      "apigateway:POST",
      "apigateway:TagResource",
      "apigateway:UntagResource",
      "kms:CreateAlias",
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DeleteAlias",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:PutKeyPolicy",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ]
    resources = concat([local.arns.keys], local.api_arns)

    dynamic "condition" {
      for_each = local.tags

      content {
        test     = "StringEquals"
        variable = "aws:ResourceTag/${condition.key}"
        values   = [condition.value]
      }
    }
  }

  # Called right after a key is made, while its tags may not count yet; it harms no key.
  statement {
    sid       = "RotateKeys"
    actions   = ["kms:EnableKeyRotation"]
    resources = [local.arns.keys]
  }

  statement {
    sid       = "NameKeys"
    actions   = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"]
    resources = [local.arns.aliases]
  }

  # AWS knows no resource for a key that is being made: it must come with its tags.
  statement {
    sid       = "CreateKeys"
    actions   = ["kms:CreateKey"]
    resources = ["*"]

    dynamic "condition" {
      for_each = local.tags

      content {
        test     = "StringEquals"
        variable = "aws:RequestTag/${condition.key}"
        values   = [condition.value]
      }
    }
  }

  # Making a key, an API or a stage with tags asks for this too, on what has none yet. What has any of
  # ours, as another environment's, cannot be made this one's.
  statement {
    sid       = "CreateApisAndTagWhatIsNew"
    actions   = ["apigateway:POST", "apigateway:TagResource", "kms:TagResource"]
    resources = concat([local.arns.keys], local.api_arns)

    dynamic "condition" {
      for_each = local.tags

      content {
        test     = "StringEquals"
        variable = "aws:RequestTag/${condition.key}"
        values   = [condition.value]
      }
    }

    dynamic "condition" {
      for_each = local.tags

      content {
        test     = "Null"
        variable = "aws:ResourceTag/${condition.key}"
        values   = ["true"]
      }
    }
  }
}

resource "aws_iam_policy" "keys_and_apis" {
  count = local.uses_github ? 1 : 0

  name        = format(local.name_format, "deploy-keys-and-apis")
  description = "What a deploy of ${var.environment} may do with keys and APIs that carry its tags."
  policy      = data.aws_iam_policy_document.keys_and_apis.json
}

resource "aws_iam_role_policy_attachment" "keys_and_apis" {
  count = local.uses_github ? 1 : 0

  role       = aws_iam_role.github["deploy"].name
  policy_arn = aws_iam_policy.keys_and_apis[0].arn
}
