# The front door: the HTTP API, its Lambda's settings and rights, what one caller and one day may start.

locals {
  limits_table_arn = module.tables.arns["limits"]

  # By its name: the workflow needs the functions, and so cannot be needed by one of them.
  state_machine_arn = "arn:${data.aws_partition.current.partition}:states:${var.region}:${local.account_id}:stateMachine:ai-chef-workflow-${var.environment}"
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

  name                   = "ai-chef-${var.environment}"
  log_name               = "ai-chef-api-${var.environment}"
  function_name          = module.functions["api"].name
  function_version       = module.functions["api"].version
  function_qualified_arn = module.functions["api"].qualified_arn
  allowed_origins        = var.allowed_origins
  throttling             = var.api.throttling
  log_retention_days     = var.log_retention_days
  key_arn                = local.key_arn
  alarm_topic_arn        = module.monitoring.topic_arn
  alarm_name_format      = "ai-chef-%s-${var.environment}"
  alarm_thresholds       = var.api.alarm_thresholds
  service_name           = "ai-chef-${var.environment}"
  runbook_url            = var.runbook_url
}

module "cdn" {
  source = "./modules/cdn"
  count  = var.cdn ? 1 : 0

  providers = { aws = aws.us_east_1 }

  name                 = "ai-chef-${var.environment}"
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

variable "api" {
  description = "The HTTP API: new sessions of a day and of one caller in an hour; requests per second and their burst, in all and of the routes that start sessions; what alarms (share of requests that fail, milliseconds at p95, throttled requests in 5 minutes)."
  type = object({
    sessions_per_day         = optional(number, 2000)
    sessions_per_caller_hour = optional(number, 30)
    throttling = optional(object({
      requests_per_second = optional(number, 200)
      burst               = optional(number, 400)
      starts_per_second   = optional(number, 10)
      starts_burst        = optional(number, 30)
    }), {})
    alarm_thresholds = optional(object({
      failure_ratio = optional(number, 0.01)
      p95_ms        = optional(number, 2000)
      throttled     = optional(number, 100)
    }), {})
  })
  default = {}

  validation {
    condition     = var.api.sessions_per_day >= 1 && var.api.sessions_per_caller_hour >= 1
    error_message = "api.sessions_per_day and api.sessions_per_caller_hour must be at least 1."
  }
}

variable "allowed_origins" {
  description = "Origins of other sites whose pages may use the API, e.g. https://example.org; none by default: the page is of the same origin."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.allowed_origins : can(regex("^https?://[^/*]+$", origin))])
    error_message = "allowed_origins must be origins without a path and without wildcards."
  }
}

variable "cdn" {
  description = "Whether CloudFront with rate rules of WAF stands before the API."
  type        = bool
  default     = false
}
