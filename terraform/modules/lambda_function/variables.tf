variable "name" {
  description = "Name of the function, its role and, under /aws/lambda/, its log group."
  type        = string
}

variable "package" {
  description = "Folder under packages/ that the function is built from; its handler is ai_chef_<package>.handler.handler."
  type        = string
}

variable "workspace_packages" {
  description = "Other folders under packages/ that it depends on; they are part of the zip and of the digest."
  type        = list(string)
}

variable "repository_root" {
  description = "Path from the root module to the repository."
  type        = string
}

variable "python_version" {
  description = "Python version of the runtime, e.g. 3.13."
  type        = string
}

variable "architecture" {
  description = "Instruction set: arm64 or x86_64."
  type        = string
}

variable "memory_mb" {
  description = "Memory in MB."
  type        = number

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb must be a whole number from 128 to 10240."
  }
}

variable "timeout_seconds" {
  description = "Seconds that one invocation may take."
  type        = number

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds must be a whole number from 1 to 900."
  }
}

variable "environment" {
  description = "Environment variables. Never a secret: they are readable in the console and in the state."
  type        = map(string)
}

variable "permissions" {
  description = "What the function may do, by statement id: actions on resources."
  type = map(object({
    actions   = list(string)
    resources = list(string)
  }))
}

variable "service_name" {
  description = "Name under which logs and metrics of all functions of an environment are found together."
  type        = string
}

variable "reserved_concurrency" {
  description = "Concurrent executions kept for, and granted to, the function; -1 for no limit of its own."
  type        = number

  validation {
    condition     = var.reserved_concurrency == -1 || (var.reserved_concurrency >= 1 && var.reserved_concurrency <= 1000 && floor(var.reserved_concurrency) == var.reserved_concurrency)
    error_message = "reserved_concurrency must be -1 or a whole number from 1 to 1000."
  }
}

variable "snap_start" {
  description = "Whether published versions start from a snapshot of the imported function."
  type        = bool
}

variable "key_arn" {
  description = "ARN of the customer-managed key for logs and environment; null for AWS's own."
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
