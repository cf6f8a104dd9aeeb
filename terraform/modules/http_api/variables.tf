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
}

variable "log_retention_days" {
  description = "Days that the access log is kept."
  type        = number
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
}

variable "service_name" {
  description = "The service whose metrics are watched."
  type        = string
}

variable "runbook_url" {
  description = "Where people read the runbook; each alarm links to the section of its name."
  type        = string
}
