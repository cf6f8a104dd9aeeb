variable "name" {
  description = "Name of the state machine and its role."
  type        = string
}

variable "definition_template" {
  description = "Path of the .asl.json.tftpl; it is rendered with names and seconds only."
  type        = string
}

variable "timeout_seconds" {
  description = "Seconds that a whole execution may take."
  type        = number
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
}

variable "failure_function" {
  description = "The function, by its key, that is notified of executions that failed, timed out or were aborted."
  type        = string
}

variable "dead_letter_queue_arn" {
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
}
