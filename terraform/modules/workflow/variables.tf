variable "name" {
  description = "Name of the state machine and its role."
  type        = string
}

variable "sweep_name" {
  description = "Name of the schedule that looks for stuck sessions, and of its role."
  type        = string
}

variable "definition_template" {
  description = "Path of the .asl.json.tftpl; it is rendered with names, seconds and the lists of errors below."
  type        = string
}

variable "timeout_seconds" {
  description = "Seconds that a whole execution may take."
  type        = number

  validation {
    condition     = var.timeout_seconds >= 60 && var.timeout_seconds <= 3600 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds must be a whole number from 60 to 3600."
  }
}

variable "retries" {
  description = "The Retry list of each state, by state."
  type = map(list(object({
    ErrorEquals     = list(string)
    IntervalSeconds = number
    MaxAttempts     = number
    BackoffRate     = number
    JitterStrategy  = string
  })))

  # Few enough that an execution ends within its own time limit; the recipe settings know up to 10.
  validation {
    condition = alltrue([
      for retrier in flatten(values(var.retries)) :
      retrier.IntervalSeconds >= 1 && retrier.IntervalSeconds <= 60 &&
      retrier.MaxAttempts >= 0 && retrier.MaxAttempts <= 10 &&
      retrier.BackoffRate >= 1 && retrier.BackoffRate <= 10
    ])
    error_message = "retries need IntervalSeconds from 1 to 60, MaxAttempts from 0 to 10, BackoffRate from 1 to 10."
  }
}

variable "catchers" {
  description = "The Catch list of every state that MarkSessionFailed stands behind."
  type = list(object({
    ErrorEquals = list(string)
    ResultPath  = string
    Next        = string
  }))
}

variable "function_arns" {
  description = "ARN of each function, without a version, by function."
  type        = map(string)
}

variable "qualified_function_arns" {
  description = "ARN of the published version of each function that new executions call, by function."
  type        = map(string)
}

variable "function_timeouts" {
  description = "Seconds that one invocation may take, by function."
  type        = map(number)

  validation {
    condition     = alltrue([for seconds in var.function_timeouts : seconds >= 1 && seconds <= 900 && floor(seconds) == seconds])
    error_message = "function_timeouts must be whole numbers of seconds from 1 to 900."
  }
}

variable "failure_function" {
  description = "The function, by its key, that is notified of executions that failed, timed out or were aborted."
  type        = string
}

variable "dlq_arn" {
  description = "ARN of the dead-letter queue for events of ended executions."
  type        = string
}

variable "key_arn" {
  description = "ARN of the customer-managed key for logs; null for AWS's own."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds what the role may do; null for none."
  type        = string
}

variable "log_retention_days" {
  description = "Days that log events are kept."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days must be a number of days that CloudWatch Logs knows, up to 400: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 or 400."
  }
}
