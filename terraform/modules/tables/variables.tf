variable "environment" {
  description = "Last part of the table names."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the tables refuse to be deleted."
  type        = bool
}
