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
  description = "arm64 or x86_64."
  type        = string
}

variable "memory_mb" {
  description = "Memory in MB."
  type        = number
}

variable "timeout_seconds" {
  description = "Seconds that one invocation may take."
  type        = number
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
}
