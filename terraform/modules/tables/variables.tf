variable "environment" {
  description = "Last part of the table names."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the tables refuse to be deleted."
  type        = bool
}

variable "key_arn" {
  description = "ARN of the customer-managed key of the items; null for AWS's own."
  type        = string
}
