# The front door: the HTTP API, its Lambda's settings and rights, what one caller and one day may start.

locals {
  limits_table_arn = module.tables.arns["limits"]

  # By its name: the workflow needs the functions, and so cannot be needed by one of them.
  state_machine_arn = "arn:${local.partition}:states:${var.region}:${local.account_id}:stateMachine:${format(local.name_format, "workflow")}"
  executions_arn    = replace("${local.state_machine_arn}:*", ":stateMachine:", ":execution:")

  api_environment = merge(
    {
      STATE_MACHINE_ARN        = local.state_machine_arn
      LIMITS_TABLE             = module.tables.names["limits"]
      SESSIONS_PER_DAY         = tostring(var.api.sessions_per_day)
      SESSIONS_PER_CALLER_HOUR = tostring(var.api.sessions_per_caller_hour)
    },
    var.cdn ? { CALLER_HEADER = "cloudfront-viewer-address" } : {}
  )

  api_permissions = {
    StartSessions = {
      actions   = ["states:StartExecution"]
      resources = [local.state_machine_arn]
    }
    FollowAndStopSessions = {
      actions   = ["states:DescribeExecution", "states:StopExecution"]
      resources = [local.executions_arn]
    }
    ReadAndForgetSessions = {
      actions   = ["dynamodb:DeleteItem", "dynamodb:GetItem"]
      resources = [local.sessions_table_arn, local.results_table_arn]
    }
    CountSessions = {
      actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
      resources = [local.limits_table_arn]
    }
  }
}

module "http_api" {
  source = "./modules/http_api"

  name                   = local.service_name
  log_name               = format(local.name_format, "api")
  function_name          = module.functions["api"].name
  function_version       = module.functions["api"].version
  function_qualified_arn = module.functions["api"].qualified_arn
  allowed_origins        = var.allowed_origins
  throttling             = var.api.throttling
  log_retention_days     = var.log_retention_days
  key_arn                = local.key_arn
  alarm_topic_arn        = module.monitoring.topic_arn
  alarm_name_format      = local.name_format
  alarm_thresholds       = var.api.alarm_thresholds
  service_name           = local.service_name
  runbook_url            = var.runbook_url
}

module "cdn" {
  source = "./modules/cdn"
  count  = var.cdn ? 1 : 0

  providers = { aws = aws.us_east_1 }

  name                 = local.service_name
  origin_domain        = trimprefix(module.http_api.endpoint, "https://")
  requests_per_address = { all = 3000, starts = 100 }
}

# WAF for CloudFront lives here and nowhere else.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"

  default_tags {
    tags = {
      Project     = "ai-chef"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}
