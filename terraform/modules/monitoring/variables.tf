variable "environment" {
  description = "Last part of the names."
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
  description = "By function: its deployed name, the seconds that it may take, the steps that it runs."
  type = map(object({
    name            = string
    timeout_seconds = number
    steps           = list(string)
  }))
}

variable "state_machine" {
  description = "ARN of the workflow."
  type        = string
}

variable "table_names" {
  description = "Table names by what they hold."
  type        = map(string)
}

variable "dead_letters" {
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
}
