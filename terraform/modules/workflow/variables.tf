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
  description = "ARN of the published version of each function, by function."
  type        = map(string)
}

variable "function_timeouts" {
  description = "Seconds that one invocation may take, by function."
  type        = map(number)
}

variable "failure_function_name" {
  description = "Name of the function told of executions that ended badly."
  type        = string
}

variable "failure_function_version" {
  description = "Published version of that function."
  type        = string
}

variable "failure_function_arn" {
  description = "ARN of that version."
  type        = string
}

variable "log_retention_days" {
  description = "Days that log events are kept."
  type        = number
}
