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
  description = "Where recipes come from: book, the embedded recipe book, or bedrock, a model."
  type        = string
  default     = "book"

  validation {
    condition     = contains(["book", "bedrock"], var.recipe_source)
    error_message = "recipe_source must be book or bedrock."
  }
}

variable "recipe_fallback" {
  description = "What stands in when the model's recipe cannot be had: none (the session fails) or book."
  type        = string
  default     = "none"

  validation {
    condition     = contains(["none", "book"], var.recipe_fallback)
    error_message = "recipe_fallback must be none or book."
  }
}

variable "model" {
  description = "The model on Bedrock: id (of a model or inference profile), region (empty: this one), how it is asked, its price in US dollars per million tokens, an optional guardrail."
  type = object({
    id                = optional(string, "")
    region            = optional(string, "")
    temperature       = optional(number, 0.5)
    max_tokens        = optional(number, 4096)
    timeout_seconds   = optional(number, 25)
    repair_rounds     = optional(number, 2)
    price             = optional(object({ input = number, output = number }))
    guardrail_id      = optional(string, "")
    guardrail_version = optional(string, "")
  })
  default = {}

  validation {
    condition     = var.recipe_source != "bedrock" || var.model.id != ""
    error_message = "recipe_source bedrock needs model.id, the id of a model or an inference profile."
  }

  validation {
    condition     = (var.model.guardrail_id == "") == (var.model.guardrail_version == "")
    error_message = "model.guardrail_id and model.guardrail_version belong together."
  }

  validation {
    condition     = contains([0, 1, 2], var.model.repair_rounds)
    error_message = "model.repair_rounds must be 0, 1 or 2."
  }
}

variable "price_source" {
  description = "Where prices come from: catalog, the embedded reference prices, or naver, the shopping search."
  type        = string
  default     = "catalog"

  validation {
    condition     = contains(["catalog", "naver"], var.price_source)
    error_message = "price_source must be catalog or naver."
  }
}

variable "price_fallback" {
  description = "What prices the lines that the search could not: none (they stay gaps) or catalog."
  type        = string
  default     = "none"

  validation {
    condition     = contains(["none", "catalog"], var.price_fallback)
    error_message = "price_fallback must be none or catalog."
  }
}

variable "search" {
  description = "The shopping search: its address, seconds for all lookups and for one answer, lookups in flight, hours that prices serve and are kept, whether lines tell why hits were refused."
  type = object({
    url          = optional(string, "https://openapi.naver.com")
    seconds      = optional(number, 8)
    call_seconds = optional(number, 3)
    in_flight    = optional(number, 10)
    cache_hours  = optional(number, 12)
    kept_hours   = optional(number, 168)
    debug        = optional(bool, false)
  })
  default = {}
}

variable "shipping_fees" {
  description = "Shipping fees in KRW by shop, for the baskets; empty if they are not known."
  type        = map(number)
  default     = {}
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

variable "customer_managed_key" {
  description = "Whether a key of our own encrypts tables, logs, secret, topic and queue; otherwise AWS's own keys do."
  type        = bool
  default     = true
}

variable "permissions_boundary" {
  description = "Whether every role is bounded by the policy that make bootstrap creates; the roles of GitHub's workflows make no others."
  type        = bool
  default     = true
}

variable "reserved_concurrency" {
  description = "Concurrent executions of each function; -1 for no limit beside the account's."
  type        = number
  default     = 50
}

variable "alarm_emails" {
  description = "Addresses that alarms are sent to; each must confirm once."
  type        = list(string)
  default     = []
}

variable "runbook_url" {
  description = "Where people read docs/runbook.md; alarms link to its sections."
  type        = string
  default     = "docs/runbook.md"
}

variable "alarm_thresholds" {
  description = "What alarms when it is exceeded: share of sessions that fail through our fault, seconds of a whole execution at p95, share of a function's time limit at p95, model cost in US dollars per hour, searches of a day."
  type = object({
    failure_ratio         = optional(number, 0.05)
    execution_p95_seconds = optional(number, 60)
    duration_p95_share    = optional(number, 0.8)
    model_usd_per_hour    = optional(number, 5)
    searches_per_day      = optional(number, 20000)
  })
  default = {}
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
