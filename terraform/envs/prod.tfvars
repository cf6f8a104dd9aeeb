environment         = "prod"
architecture        = "arm64"
log_retention_days  = 90
session_ttl_days    = 30
deletion_protection = true

customer_managed_key = true
permissions_boundary = true
reserved_concurrency = 50

recipe_source   = "bedrock"
recipe_fallback = "book"

# Naver ended its shopping search on 2026-07-31 (notice 32530; it answers 404, SE05): the catalog prices
# every line, and says so, until a search that exists is named or this says "catalog".
price_source   = "naver"
price_fallback = "catalog"

model = {
  id             = "global.anthropic.claude-sonnet-4-6"
  prompt_caching = true
  price          = { input = 3, output = 15, cache_read = 0.3, cache_write = 3.75 }
}
