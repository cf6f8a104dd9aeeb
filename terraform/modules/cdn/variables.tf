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
}
