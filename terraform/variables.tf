variable "environment" {
  description = "Name of the environment; the last part of every resource name."
  type        = string

  validation {
    condition     = contains(["local", "dev", "prod"], var.environment)
    error_message = "environment must be local, dev or prod."
  }
}

variable "region" {
  description = "AWS region that everything is deployed to."
  type        = string
  default     = "ap-northeast-2"
}

variable "architecture" {
  description = "Instruction set of the Lambdas: arm64, or x86_64 (local: the machine's own)."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be arm64 or x86_64."
  }
}

variable "python_version" {
  description = "Python version of the Lambdas, as in .python-version."
  type        = string
  default     = "3.13"
}

variable "recipe_source" {
  description = "Where recipes come from: book."
  type        = string
  default     = "book"

  validation {
    condition     = contains(["book"], var.recipe_source)
    error_message = "recipe_source must be book."
  }
}

variable "price_source" {
  description = "Where prices come from: catalog."
  type        = string
  default     = "catalog"

  validation {
    condition     = contains(["catalog"], var.price_source)
    error_message = "price_source must be catalog."
  }
}

variable "session_ttl_days" {
  description = "Days that a session and its result stay readable."
  type        = number
  default     = 30
}

variable "log_retention_days" {
  description = "Days that log events are kept."
  type        = number
  default     = 30
}

variable "deletion_protection" {
  description = "Whether the tables refuse to be deleted."
  type        = bool
  default     = false
}

variable "function_timeouts" {
  description = "Seconds that a function may run, by function name, where it differs from the map in functions.tf."
  type        = map(number)
  default     = {}
}
