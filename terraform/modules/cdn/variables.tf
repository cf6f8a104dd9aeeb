variable "name" {
  description = "Name of the web ACL and of the policies."
  type        = string
}

variable "origin_domain" {
  description = "Host of the API behind the distribution."
  type        = string
}

variable "requests_per_address" {
  description = "Requests that one address may make in 5 minutes: all, and starts (those by POST)."
  type        = object({ all = number, starts = number })

  # WAF counts no fewer than 10.
  validation {
    condition     = var.requests_per_address.all >= 10 && var.requests_per_address.starts >= 10
    error_message = "requests_per_address.all and requests_per_address.starts must be at least 10."
  }
}
