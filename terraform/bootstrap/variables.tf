variable "environment" {
  description = "Name of the environment: local, dev or prod."
  type        = string

  validation {
    condition     = contains(["dev", "prod", "local"], var.environment)
    error_message = "environment must be local, dev or prod."
  }
}

variable "region" {
  description = "AWS region of the environment."
  type        = string
}

variable "state_bucket" {
  description = "Name of the bucket for the Terraform state, as in envs/<env>.s3.tfbackend."
  type        = string
}

variable "github_repository" {
  description = "Repository whose workflows may plan and deploy, as owner/name; empty for none."
  type        = string
  default     = ""

  validation {
    condition     = var.github_repository == "" || can(regex("^[\\w.-]+/[\\w.-]+$", var.github_repository))
    error_message = "github_repository must be owner/name, or empty."
  }
}

variable "oidc_provider_arn" {
  description = "ARN of the account's provider for GitHub's tokens where it has one already: an account can have only one. Empty to create it."
  type        = string
  default     = ""
}
