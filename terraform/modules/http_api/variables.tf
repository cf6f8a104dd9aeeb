variable "name" {
  description = "Name of the API."
  type        = string
}

variable "log_name" {
  description = "Name of its access log, under /aws/apigateway/."
  type        = string
}

variable "function_name" {
  description = "Name of the function that answers."
  type        = string
}

variable "function_version" {
  description = "Its published version."
  type        = string
}

variable "function_qualified_arn" {
  description = "ARN of that version."
  type        = string
}

variable "allowed_origins" {
  description = "Origins of other sites whose pages may use the API; none for the same origin only."
  type        = list(string)
}

variable "throttling" {
  description = "Requests per second and their burst: of all routes together, and of each that starts sessions."
  type = object({
    requests_per_second = number
    burst               = number
    starts_per_second   = number
    starts_burst        = number
  })

  validation {
    condition = (
      var.throttling.requests_per_second >= 1 && var.throttling.requests_per_second <= 10000 &&
      var.throttling.burst >= 1 && var.throttling.burst <= 5000 &&
      var.throttling.starts_per_second >= 1 && var.throttling.starts_per_second <= 10000 &&
      var.throttling.starts_burst >= 1 && var.throttling.starts_burst <= 5000
    )
    error_message = "throttling must be from 1 to 10000 requests per second, with bursts from 1 to 5000."
  }
}

variable "log_retention_days" {
  description = "Days that the access log is kept."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days must be a number of days that CloudWatch Logs knows, up to 400: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 or 400."
  }
}

variable "key_arn" {
  description = "ARN of the customer-managed key of the access log; null for AWS's own."
  type        = string
}

variable "alarm_topic_arn" {
  description = "ARN of the topic that alarms publish to."
  type        = string
}

variable "alarm_name_format" {
  description = "Names of the alarms, for format(): %s is the alarm's section in the runbook."
  type        = string
}

variable "alarm_thresholds" {
  description = "What alarms when it is exceeded: share of requests that fail, milliseconds at p95, throttled requests in 5 minutes."
  type = object({
    failure_ratio = number
    p95_ms        = number
    throttled     = number
  })

  validation {
    condition = (
      var.alarm_thresholds.failure_ratio >= 0 && var.alarm_thresholds.failure_ratio < 1 &&
      var.alarm_thresholds.p95_ms >= 1 && var.alarm_thresholds.p95_ms <= 30000 &&
      var.alarm_thresholds.throttled >= 0 && var.alarm_thresholds.throttled <= 1000000
    )
    error_message = "alarm_thresholds: failure_ratio is a share from 0 to below 1, p95_ms from 1 to 30000, throttled from 0 to 1000000."
  }
}

variable "service_name" {
  description = "The service whose metrics are watched."
  type        = string
}

variable "runbook_url" {
  description = "Where people read the runbook; each alarm links to the section of its name."
  type        = string
}
