variable "names" {
  description = "Table names by what the tables hold: sessions, results, prices, limits."
  type        = map(string)

  validation {
    condition     = toset(keys(var.names)) == toset(["sessions", "results", "prices", "limits"])
    error_message = "names must have sessions, results, prices and limits, and nothing else."
  }
}

variable "deletion_protection" {
  description = "Whether the tables refuse to be deleted."
  type        = bool
}

variable "key_arn" {
  description = "ARN of the customer-managed key of the items; null for AWS's own."
  type        = string
}
