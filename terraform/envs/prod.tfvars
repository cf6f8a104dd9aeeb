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

price_source   = "naver"
price_fallback = "catalog"

model = {
  id    = "apac.anthropic.claude-sonnet-4-20250514-v1:0"
  price = { input = 3, output = 15 }
}
