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
  description = "Instruction set of the Lambdas: arm64 or x86_64. envs/ names it, for local `make env`."
  type        = string
  default     = null

  # Without a default of its own: it would plan other zips than make does.
  validation {
    condition     = contains(["arm64", "x86_64"], coalesce(var.architecture, "unknown"))
    error_message = "architecture must be arm64 or x86_64: name it in envs/<environment>.tfvars; for local, `eval \"$(make -s env)\"` names this machine's."
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
  description = "The model on Bedrock: id (of a model or inference profile), region (empty: this one), how it is asked, its price in US dollars per million tokens, an optional guardrail. temperature, top_p and max_tokens are sent only if set; output is tool (a forced tool) or json_schema (structured output)."
  type = object({
    id                = optional(string, "")
    region            = optional(string, "")
    temperature       = optional(number)
    top_p             = optional(number)
    max_tokens        = optional(number, 4096)
    output            = optional(string, "tool")
    prompt_caching    = optional(bool, false)
    timeout_seconds   = optional(number, 25)
    repair_rounds     = optional(number, 2)
    price             = optional(object({ input = number, output = number, cache_read = optional(number), cache_write = optional(number) }))
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

  validation {
    condition     = alltrue([for share in [var.model.temperature, var.model.top_p] : try(share >= 0 && share <= 1, share == null)])
    error_message = "model.temperature and model.top_p must be from 0 to 1."
  }

  validation {
    condition     = contains(["tool", "json_schema"], var.model.output)
    error_message = "model.output must be tool or json_schema."
  }

  validation {
    condition     = var.model.max_tokens >= 256 && var.model.max_tokens <= 16384 && floor(var.model.max_tokens) == var.model.max_tokens
    error_message = "model.max_tokens must be a whole number from 256 to 16384."
  }

  validation {
    condition     = var.model.timeout_seconds >= 1 && var.model.timeout_seconds <= 290 && floor(var.model.timeout_seconds) == var.model.timeout_seconds
    error_message = "model.timeout_seconds must be a whole number from 1 to 290: a Lambda runs for 900 at most, and asks up to three times."
  }

  validation {
    condition     = alltrue([for price in try([var.model.price.input, var.model.price.output, var.model.price.cache_read, var.model.price.cache_write], []) : try(price >= 0, price == null)])
    error_message = "model.price must not be negative."
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

  validation {
    condition     = var.search.seconds > 0 && var.search.seconds <= 60
    error_message = "search.seconds must be above 0 and at most 60."
  }

  validation {
    condition     = var.search.call_seconds > 0 && var.search.call_seconds <= 30
    error_message = "search.call_seconds must be above 0 and at most 30."
  }

  validation {
    condition     = var.search.in_flight >= 1 && var.search.in_flight <= 40 && floor(var.search.in_flight) == var.search.in_flight
    error_message = "search.in_flight must be a whole number from 1 to 40."
  }

  validation {
    condition     = var.search.cache_hours >= 0 && var.search.cache_hours <= 168 && floor(var.search.cache_hours) == var.search.cache_hours
    error_message = "search.cache_hours must be a whole number from 0 to 168."
  }

  validation {
    condition     = var.search.kept_hours >= 1 && var.search.kept_hours <= 720 && floor(var.search.kept_hours) == var.search.kept_hours
    error_message = "search.kept_hours must be a whole number from 1 to 720."
  }
}

variable "shipping_fees" {
  description = "Shipping fees in KRW by shop, for the baskets; empty if they are not known."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for fee in var.shipping_fees : fee >= 0 && fee <= 100000 && floor(fee) == fee])
    error_message = "shipping_fees must be whole numbers of KRW from 0 to 100000."
  }
}

variable "session_ttl_days" {
  description = "Days that a session and its result stay readable."
  type        = number
  default     = 30

  validation {
    condition     = var.session_ttl_days >= 1 && var.session_ttl_days <= 365 && floor(var.session_ttl_days) == var.session_ttl_days
    error_message = "session_ttl_days must be a whole number from 1 to 365."
  }
}

variable "log_retention_days" {
  description = "Days that log events are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days must be a number of days that CloudWatch Logs knows, up to 400: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 or 400."
  }
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

  validation {
    condition     = var.reserved_concurrency == -1 || (var.reserved_concurrency >= 1 && var.reserved_concurrency <= 1000 && floor(var.reserved_concurrency) == var.reserved_concurrency)
    error_message = "reserved_concurrency must be -1 or a whole number from 1 to 1000."
  }
}

variable "snap_start" {
  description = "Whether published versions start from a snapshot of the imported function. It is paid for by memory and second of each version that is active, and by restore: the plan's digest shows both."
  type        = bool
  default     = false
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

  validation {
    condition     = var.alarm_thresholds.failure_ratio >= 0 && var.alarm_thresholds.failure_ratio < 1
    error_message = "alarm_thresholds.failure_ratio must be a share from 0 to below 1."
  }

  validation {
    condition     = var.alarm_thresholds.execution_p95_seconds >= 1 && var.alarm_thresholds.execution_p95_seconds <= 600
    error_message = "alarm_thresholds.execution_p95_seconds must be from 1 to 600, the time limit of an execution."
  }

  validation {
    condition     = var.alarm_thresholds.duration_p95_share > 0 && var.alarm_thresholds.duration_p95_share <= 1
    error_message = "alarm_thresholds.duration_p95_share must be a share above 0 and at most 1."
  }

  validation {
    condition     = var.alarm_thresholds.model_usd_per_hour > 0 && var.alarm_thresholds.model_usd_per_hour <= 10000
    error_message = "alarm_thresholds.model_usd_per_hour must be above 0 and at most 10000."
  }

  validation {
    condition     = var.alarm_thresholds.searches_per_day >= 1 && var.alarm_thresholds.searches_per_day <= 1000000
    error_message = "alarm_thresholds.searches_per_day must be from 1 to 1000000."
  }
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

  validation {
    condition     = alltrue([for seconds in var.function_timeouts : seconds >= 1 && seconds <= 900 && floor(seconds) == seconds])
    error_message = "function_timeouts must be whole numbers of seconds from 1 to 900."
  }
}

variable "api" {
  description = "The HTTP API: new sessions of a day and of one caller in an hour; requests per second and their burst, in all and of the routes that start sessions; what alarms (share of requests that fail, milliseconds at p95, throttled requests in 5 minutes)."
  type = object({
    sessions_per_day         = optional(number, 2000)
    sessions_per_caller_hour = optional(number, 30)
    throttling = optional(object({
      requests_per_second = optional(number, 200)
      burst               = optional(number, 400)
      starts_per_second   = optional(number, 10)
      starts_burst        = optional(number, 30)
    }), {})
    alarm_thresholds = optional(object({
      failure_ratio = optional(number, 0.01)
      p95_ms        = optional(number, 2000)
      throttled     = optional(number, 100)
    }), {})
  })
  default = {}

  validation {
    condition = (
      var.api.sessions_per_day >= 1 && var.api.sessions_per_day <= 10000000 &&
      var.api.sessions_per_caller_hour >= 1 && var.api.sessions_per_caller_hour <= 1000000
    )
    error_message = "api.sessions_per_day must be from 1 to 10000000, api.sessions_per_caller_hour from 1 to 1000000."
  }

  validation {
    condition = (
      var.api.throttling.requests_per_second >= 1 && var.api.throttling.requests_per_second <= 10000 &&
      var.api.throttling.burst >= 1 && var.api.throttling.burst <= 5000 &&
      var.api.throttling.starts_per_second >= 1 && var.api.throttling.starts_per_second <= 10000 &&
      var.api.throttling.starts_burst >= 1 && var.api.throttling.starts_burst <= 5000
    )
    error_message = "api.throttling must be from 1 to 10000 requests per second, with bursts from 1 to 5000."
  }

  validation {
    condition = (
      var.api.alarm_thresholds.failure_ratio >= 0 && var.api.alarm_thresholds.failure_ratio < 1 &&
      var.api.alarm_thresholds.p95_ms >= 1 && var.api.alarm_thresholds.p95_ms <= 30000 &&
      var.api.alarm_thresholds.throttled >= 0 && var.api.alarm_thresholds.throttled <= 1000000
    )
    error_message = "api.alarm_thresholds: failure_ratio is a share from 0 to below 1, p95_ms from 1 to 30000, throttled from 0 to 1000000."
  }
}

variable "allowed_origins" {
  description = "Origins of other sites whose pages may use the API, e.g. https://example.org; none by default: the page is of the same origin."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.allowed_origins : can(regex("^https?://[^/*]+$", origin))])
    error_message = "allowed_origins must be origins without a path and without wildcards."
  }
}

variable "cdn" {
  description = "Whether CloudFront with rate rules of WAF stands before the API."
  type        = bool
  default     = false
}
