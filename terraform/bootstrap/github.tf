# GitHub's workflows get credentials for an hour by OIDC; no key of AWS is stored at GitHub. A pull
# request may plan, which only reads. Deploying needs GitHub's environment of the same name, where
# people approve prod, and the branch that pull requests are merged into: an environment alone can be
# named by a workflow of any branch.

locals {
  github      = "token.actions.githubusercontent.com"
  uses_github = var.github_repository != ""
  provider_arn = (
    var.oidc_provider_arn != "" ? var.oidc_provider_arn : one(aws_iam_openid_connect_provider.github[*].arn)
  )

  subjects = {
    plan = [
      "repo:${var.github_repository}:pull_request",
      "repo:${var.github_repository}:ref:refs/heads/main",
    ]
    deploy = ["repo:${var.github_repository}:environment:${var.environment}"]
  }
  # Claims beside the subject that the token must hold (IAM User Guide, "Available keys for AWS OIDC
  # federation": those of GitHub since 2026-01).
  claims = {
    plan   = {}
    deploy = { ref = "refs/heads/main" }
  }
  policies = {
    plan = { read = data.aws_iam_policy_document.read, lock = data.aws_iam_policy_document.lock }
    deploy = {
      read  = data.aws_iam_policy_document.read
      lock  = data.aws_iam_policy_document.lock
      write = data.aws_iam_policy_document.write
      roles = data.aws_iam_policy_document.roles
    }
  }
  attached = merge([
    for role, documents in local.policies : {
      for name, document in documents : "${role}-${name}" => { role = role, name = name, json = document.json }
    }
  ]...)
}

resource "aws_iam_openid_connect_provider" "github" {
  count = local.uses_github && var.oidc_provider_arn == "" ? 1 : 0

  url            = "https://${local.github}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  for_each = local.uses_github ? local.subjects : {}

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:sub"
      values   = each.value
    }

    dynamic "condition" {
      for_each = local.claims[each.key]

      content {
        test     = "StringEquals"
        variable = "${local.github}:${condition.key}"
        values   = [condition.value]
      }
    }
  }
}

resource "aws_iam_role" "github" {
  for_each = data.aws_iam_policy_document.trust

  name                 = format(local.name_format, "github-${each.key}")
  description          = "Taken on by ${var.github_repository} to ${each.key} ${var.environment}."
  assume_role_policy   = each.value.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "github" {
  for_each = local.uses_github ? local.attached : {}

  name   = each.value.name
  role   = aws_iam_role.github[each.value.role].id
  policy = each.value.json
}
