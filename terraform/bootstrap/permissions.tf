# What planning reads and deploying writes, action by action, on AI Chef's own names. A resource * is
# left only where AWS has none finer, each with its reason.

locals {
  regional = "${var.region}:${local.account_id}"
  arns = {
    functions      = "arn:${local.partition}:lambda:${local.regional}:function:${local.any_name}"
    roles          = "arn:${local.partition}:iam::${local.account_id}:role/${local.any_name}"
    tables         = "arn:${local.partition}:dynamodb:${local.regional}:table/${local.any_name}"
    state_machines = "arn:${local.partition}:states:${local.regional}:stateMachine:${local.any_name}"
    executions     = "arn:${local.partition}:states:${local.regional}:execution:${local.any_name}:*"
    apis           = "arn:${local.partition}:apigateway:${var.region}::/apis"
    api_tags       = "arn:${local.partition}:apigateway:${var.region}::/tags"
    schedules      = "arn:${local.partition}:scheduler:${local.regional}:schedule/default/${local.any_name}"
    log_groups     = "arn:${local.partition}:logs:${local.regional}:log-group:/aws/*${local.any_name}"
    rules          = "arn:${local.partition}:events:${local.regional}:rule/${local.any_name}-*"
    secrets        = "arn:${local.partition}:secretsmanager:${local.regional}:secret:${local.any_name}-*" # pragma: allowlist secret
    queues         = "arn:${local.partition}:sqs:${local.regional}:${local.any_name}"
    topics         = "arn:${local.partition}:sns:${local.regional}:${local.any_name}"
    alarms         = "arn:${local.partition}:cloudwatch:${local.regional}:alarm:${local.any_name}"
    dashboards     = "arn:${local.partition}:cloudwatch::${local.account_id}:dashboard/${local.service_name}"
    keys           = "arn:${local.partition}:kms:${local.regional}:key/*"
    aliases        = "arn:${local.partition}:kms:${local.regional}:alias/${local.service_name}"
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "ReadState"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/ai-chef/${var.environment}.tfstate"]
  }

  statement {
    sid = "ReadFunctions"
    actions = [
      "lambda:GetFunction",
      "lambda:GetFunctionCodeSigningConfig",
      "lambda:GetFunctionConcurrency",
      "lambda:GetFunctionConfiguration",
      "lambda:GetFunctionEventInvokeConfig",
      "lambda:GetPolicy",
      "lambda:ListTags",
      "lambda:ListVersionsByFunction",
    ]
    resources = [local.arns.functions, "${local.arns.functions}:*"]
  }

  statement {
    sid       = "ReadRoles"
    actions   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [local.arns.roles]
  }

  statement {
    sid = "ReadTables"
    actions = [
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:ListTagsOfResource",
    ]
    resources = [local.arns.tables]
  }

  statement {
    sid = "ReadStateMachines"
    actions = [
      "states:DescribeStateMachine",
      "states:ListStateMachineVersions",
      "states:ListTagsForResource",
    ]
    resources = [local.arns.state_machines]
  }

  # An API has no name to go by: in the account and region, all of them may be read.
  statement {
    sid       = "ReadApis"
    actions   = ["apigateway:GET"]
    resources = [local.arns.apis, "${local.arns.apis}/*"]
  }

  statement {
    sid       = "ReadRules"
    actions   = ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"]
    resources = [local.arns.rules]
  }

  statement {
    sid       = "ReadSchedules"
    actions   = ["scheduler:GetSchedule"]
    resources = [local.arns.schedules]
  }

  # Never GetSecretValue: neither a plan nor a deploy needs what is in it.
  statement {
    sid       = "ReadSecretsNotTheirValues"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"]
    resources = [local.arns.secrets]
  }

  statement {
    sid = "ReadQueuesTopicsAlarms"
    actions = [
      "cloudwatch:GetDashboard",
      "cloudwatch:ListTagsForResource",
      "sns:GetSubscriptionAttributes",
      "sns:GetTopicAttributes",
      "sns:ListTagsForResource",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ListQueueTags",
    ]
    resources = [local.arns.queues, local.arns.topics, "${local.arns.topics}:*", local.arns.alarms, local.arns.dashboards]
  }

  statement {
    sid = "ReadKeys"
    actions = [
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListResourceTags",
    ]
    resources = [local.arns.keys]
  }

  # When the model ends (make model-issue).
  statement {
    sid     = "ReadModels"
    actions = ["bedrock:GetFoundationModel", "bedrock:GetInferenceProfile"]
    resources = [
      "arn:${local.partition}:bedrock:*::foundation-model/*",
      "arn:${local.partition}:bedrock:*:${local.account_id}:inference-profile/*",
    ]
  }

  statement {
    sid       = "ReadLogGroups"
    actions   = ["logs:DescribeMetricFilters", "logs:ListTagsForResource"]
    resources = [local.arns.log_groups, "${local.arns.log_groups}:*"]
  }

  # These list by name in the whole account and region, which is their only resource.
  statement {
    sid     = "ListByName"
    actions = ["cloudwatch:DescribeAlarms", "logs:DescribeLogGroups"]
    resources = [
      "arn:${local.partition}:cloudwatch:${local.regional}:alarm:*",
      "arn:${local.partition}:logs:${local.regional}:log-group:*",
    ]
  }

  # AWS knows no resource for these two.
  statement {
    sid       = "ListAndValidate"
    actions   = ["kms:ListAliases", "states:ValidateStateMachineDefinition"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "lock" {
  statement {
    sid       = "LockState"
    actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.state.arn}/ai-chef/${var.environment}.tfstate.tflock"]
  }
}

data "aws_iam_policy_document" "write" {
  statement {
    sid       = "WriteState"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.state.arn}/ai-chef/${var.environment}.tfstate"]
  }

  statement {
    sid = "WriteFunctions"
    actions = [
      "lambda:AddPermission",
      "lambda:CreateFunction",
      "lambda:DeleteFunction",
      "lambda:DeleteFunctionConcurrency",
      "lambda:DeleteFunctionEventInvokeConfig",
      "lambda:PublishVersion",
      "lambda:PutFunctionConcurrency",
      "lambda:PutFunctionEventInvokeConfig",
      "lambda:RemovePermission",
      "lambda:TagResource",
      "lambda:UntagResource",
      "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
    ]
    resources = [local.arns.functions, "${local.arns.functions}:*"]
  }

  statement {
    sid = "WriteTables"
    actions = [
      "dynamodb:CreateTable",
      "dynamodb:DeleteTable",
      "dynamodb:TagResource",
      "dynamodb:UntagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable",
      "dynamodb:UpdateTimeToLive",
    ]
    resources = [local.arns.tables]
  }

  statement {
    sid = "WriteStateMachines"
    actions = [
      "states:CreateStateMachine",
      "states:DeleteStateMachine",
      "states:TagResource",
      "states:UntagResource",
      "states:UpdateStateMachine",
    ]
    resources = [local.arns.state_machines]
  }

  statement {
    sid = "WriteRules"
    actions = [
      "events:DeleteRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:TagResource",
      "events:UntagResource",
    ]
    resources = [local.arns.rules]
  }

  statement {
    sid       = "WriteSchedules"
    actions   = ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"]
    resources = [local.arns.schedules]
  }

  statement {
    sid = "WriteSecretsNotTheirValues"
    actions = [
      "secretsmanager:CreateSecret",
      "secretsmanager:DeleteSecret",
      "secretsmanager:TagResource",
      "secretsmanager:UntagResource",
      "secretsmanager:UpdateSecret",
    ]
    resources = [local.arns.secrets]
  }

  statement {
    sid = "WriteQueuesTopicsAlarms"
    actions = [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DeleteDashboards",
      "cloudwatch:PutDashboard",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
      "sns:CreateTopic",
      "sns:DeleteTopic",
      "sns:SetTopicAttributes",
      "sns:Subscribe",
      "sns:TagResource",
      "sns:Unsubscribe",
      "sns:UntagResource",
      "sqs:CreateQueue",
      "sqs:DeleteQueue",
      "sqs:SetQueueAttributes",
      "sqs:TagQueue",
      "sqs:UntagQueue",
    ]
    resources = [local.arns.queues, local.arns.topics, "${local.arns.topics}:*", local.arns.alarms, local.arns.dashboards]
  }

  statement {
    sid = "WriteLogGroups"
    actions = [
      "logs:AssociateKmsKey",
      "logs:CreateLogGroup",
      "logs:DeleteLogGroup",
      "logs:DeleteMetricFilter",
      "logs:DisassociateKmsKey",
      "logs:PutMetricFilter",
      "logs:PutRetentionPolicy",
      "logs:TagResource",
      "logs:UntagResource",
    ]
    resources = [local.arns.log_groups, "${local.arns.log_groups}:*"]
  }

  # Log delivery of state machines belongs to the account; AWS knows no finer resource.
  statement {
    sid = "DeliverLogs"
    actions = [
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:UpdateLogDelivery",
    ]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "roles" {
  # What a role may do is written only while the boundary holds it (boundary.tf).
  statement {
    sid = "WriteRolesWithinTheBoundary"
    actions = [
      "iam:CreateRole",
      "iam:DeleteRolePolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
    ]
    resources = [local.arns.roles]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [local.boundary_arn]
    }
  }

  statement {
    sid = "WriteRoles"
    actions = [
      "iam:DeleteRole",
      "iam:ListInstanceProfilesForRole",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRoleDescription",
    ]
    resources = [local.arns.roles]
  }

  # The roles of the workflows themselves: a deploy cannot widen what deploys.
  statement {
    sid    = "LeaveOwnRolesAlone"
    effect = "Deny"
    actions = [
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/${local.any_github_role}"]
  }

  statement {
    sid       = "PassRolesToTheirServices"
    actions   = ["iam:PassRole"]
    resources = [local.arns.roles]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["lambda.amazonaws.com", "scheduler.amazonaws.com", "states.amazonaws.com"]
    }
  }
}
