variable "service_name" {
  description = "The service whose metrics are shown and watched; also the name of the dashboard."
  type        = string
}

variable "alarm_name_format" {
  description = "Names of the alarms, for format(): %s is the alarm's section in the runbook."
  type        = string

  validation {
    condition     = length(split("%s", var.alarm_name_format)) == 2
    error_message = "alarm_name_format must hold %s once."
  }
}

variable "topic_name" {
  description = "Name of the topic that alarms publish to."
  type        = string
}

variable "region" {
  description = "Region whose metrics the dashboard shows."
  type        = string
}

variable "runbook_url" {
  description = "Where people read the runbook; each alarm links to the section of its name."
  type        = string
}

variable "alarm_emails" {
  description = "Addresses that alarms are sent to."
  type        = list(string)
}

variable "key_arn" {
  description = "ARN of the customer-managed key of the topic; null for none."
  type        = string
}

variable "functions" {
  description = "By function: its deployed name, the seconds that it may take."
  type = map(object({
    name            = string
    timeout_seconds = number
  }))

  validation {
    condition     = alltrue([for function in var.functions : function.timeout_seconds >= 1 && function.timeout_seconds <= 900])
    error_message = "functions[*].timeout_seconds must be from 1 to 900."
  }
}

variable "state_machine" {
  description = "ARN of the workflow."
  type        = string
}

variable "table_names" {
  description = "Table names by what they hold."
  type        = map(string)
}

variable "dlq_name" {
  description = "Name of the dead-letter queue for events of ended executions."
  type        = string
}

variable "uses_model" {
  description = "Whether a model writes recipes: its tokens and cost are shown and watched."
  type        = bool
}

variable "model_id" {
  description = "The model, as its metrics name it."
  type        = string
}

variable "uses_search" {
  description = "Whether prices come from the shopping search: its quota is watched."
  type        = bool
}

variable "alarm_thresholds" {
  description = "What alarms when it is exceeded; see the root module's variable."
  type = object({
    failure_ratio         = number
    execution_p95_seconds = number
    duration_p95_share    = number
    model_usd_per_hour    = number
    searches_per_day      = number
  })

  validation {
    condition     = var.alarm_thresholds.failure_ratio >= 0 && var.alarm_thresholds.failure_ratio < 1
    error_message = "alarm_thresholds.failure_ratio must be a share from 0 to below 1."
  }

  validation {
    condition     = var.alarm_thresholds.execution_p95_seconds >= 1 && var.alarm_thresholds.execution_p95_seconds <= 600
    error_message = "alarm_thresholds.execution_p95_seconds must be from 1 to 600, the time limit of an execution."
  }

  validation {
    condition     = var.alarm_thresholds.duration_p95_share > 0 && var.alarm_thresholds.duration_p95_share <= 1
    error_message = "alarm_thresholds.duration_p95_share must be a share above 0 and at most 1."
  }

  validation {
    condition     = var.alarm_thresholds.model_usd_per_hour > 0 && var.alarm_thresholds.model_usd_per_hour <= 10000
    error_message = "alarm_thresholds.model_usd_per_hour must be above 0 and at most 10000."
  }

  validation {
    condition     = var.alarm_thresholds.searches_per_day >= 1 && var.alarm_thresholds.searches_per_day <= 1000000
    error_message = "alarm_thresholds.searches_per_day must be from 1 to 1000000."
  }
}

variable "api_id" {
  description = "Id of the HTTP API whose requests are shown."
  type        = string
}
