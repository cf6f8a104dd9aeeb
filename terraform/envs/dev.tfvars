environment        = "dev"
architecture       = "arm64"
log_retention_days = 14
session_ttl_days   = 7

customer_managed_key = false
permissions_boundary = true
reserved_concurrency = -1

recipe_source   = "bedrock"
recipe_fallback = "book"

price_source   = "naver"
price_fallback = "catalog"

model = {
  id             = "global.anthropic.claude-sonnet-4-6"
  prompt_caching = true
  price          = { input = 3, output = 15, cache_read = 0.3, cache_write = 3.75 }
}
