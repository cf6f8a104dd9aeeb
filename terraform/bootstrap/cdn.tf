# What planning reads and a deploy writes with `cdn = true`: CloudFront, which is of no region, and its
# WAF, which lives in us-east-1. A distribution has no name to go by: its tags decide, as for keys and
# APIs. Cache and origin request policies have neither name nor tags in what IAM compares: a deploy may
# change those of the account. Which actions know which resources and tags: Service Authorization
# Reference, "Amazon CloudFront" and "AWS WAF V2".

locals {
  cdn_arns = {
    distributions = "arn:${local.partition}:cloudfront::${local.account_id}:distribution/*"
    policies = [
      "arn:${local.partition}:cloudfront::${local.account_id}:cache-policy/*",
      "arn:${local.partition}:cloudfront::${local.account_id}:origin-request-policy/*",
    ]
    web_acl = "arn:${local.partition}:wafv2:us-east-1:${local.account_id}:global/webacl/${local.service_name}/*"
    # Asked for whenever a web ACL names a rule group of AWS.
    managed_rules = "arn:${local.partition}:wafv2:us-east-1:${local.account_id}:global/managedruleset/*/*"
  }
  cdn_policies = {
    plan   = { read = data.aws_iam_policy_document.cdn_read }
    deploy = { read = data.aws_iam_policy_document.cdn_read, write = data.aws_iam_policy_document.cdn_write }
  }
}

data "aws_iam_policy_document" "cdn_read" {
  statement {
    sid       = "ReadDistributions"
    actions   = ["cloudfront:GetDistribution", "cloudfront:ListTagsForResource"]
    resources = [local.cdn_arns.distributions]
  }

  statement {
    sid       = "ReadCdnPolicies"
    actions   = ["cloudfront:GetCachePolicy", "cloudfront:GetOriginRequestPolicy"]
    resources = local.cdn_arns.policies
  }

  statement {
    sid       = "ReadWebAcls"
    actions   = ["wafv2:GetWebACL", "wafv2:ListTagsForResource"]
    resources = [local.cdn_arns.web_acl]
  }
}

data "aws_iam_policy_document" "cdn_write" {
  # checkov:skip=CKV_AWS_111: CloudFront knows no resource for its policies when they are made, and no tags of them
  # checkov:skip=CKV_AWS_356: CloudFront knows no resource for what is being made; a distribution must come with its tags

  statement {
    sid = "WriteDistributions"
    actions = [
      "cloudfront:DeleteDistribution",
      "cloudfront:TagResource",
      "cloudfront:UntagResource",
      "cloudfront:UpdateDistribution",
    ]
    resources = [local.cdn_arns.distributions]

    dynamic "condition" {
      for_each = local.tags

      content {
        test     = "StringEquals"
        variable = "aws:ResourceTag/${condition.key}"
        values   = [condition.value]
      }
    }
  }

  # AWS knows no resource for a distribution that is being made: it must come with its tags.
  statement {
    sid       = "CreateDistributions"
    actions   = ["cloudfront:CreateDistribution"]
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

  # Making one with tags asks for this too, on what has none yet. Another environment's cannot be made
  # this one's.
  statement {
    sid       = "TagNewDistributions"
    actions   = ["cloudfront:TagResource"]
    resources = [local.cdn_arns.distributions]

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

  # AWS knows no resource for a policy that is being made, and no tags of one.
  statement {
    sid       = "CreateCdnPolicies"
    actions   = ["cloudfront:CreateCachePolicy", "cloudfront:CreateOriginRequestPolicy"]
    resources = ["*"]
  }

  statement {
    sid = "WriteCdnPolicies"
    actions = [
      "cloudfront:DeleteCachePolicy",
      "cloudfront:DeleteOriginRequestPolicy",
      "cloudfront:UpdateCachePolicy",
      "cloudfront:UpdateOriginRequestPolicy",
    ]
    resources = local.cdn_arns.policies
  }

  statement {
    sid       = "WriteWebAcls"
    actions   = ["wafv2:CreateWebACL", "wafv2:UpdateWebACL"]
    resources = [local.cdn_arns.web_acl, local.cdn_arns.managed_rules]
  }

  statement {
    sid       = "DeleteAndTagWebAcls"
    actions   = ["wafv2:DeleteWebACL", "wafv2:TagResource", "wafv2:UntagResource"]
    resources = [local.cdn_arns.web_acl]
  }
}

resource "aws_iam_policy" "cdn" {
  for_each = local.uses_github ? local.cdn_policies.deploy : {}

  name        = format(local.name_format, "cdn-${each.key}")
  description = "What workflows of ${var.environment} may ${each.key} of CloudFront and its WAF."
  policy      = each.value.json
}

resource "aws_iam_role_policy_attachment" "cdn" {
  for_each = local.uses_github ? merge([
    for role, documents in local.cdn_policies : {
      for name in keys(documents) : "${role}-${name}" => { role = role, name = name }
    }
  ]...) : {}

  role       = aws_iam_role.github[each.value.role].name
  policy_arn = aws_iam_policy.cdn[each.value.name].arn
}
