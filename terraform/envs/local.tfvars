environment        = "local"
recipe_source      = "book"
recipe_fallback    = "book" # if a model is asked: make demo MODEL_URL=… MODEL_ID=…
price_source       = "catalog"
log_retention_days = 1
session_ttl_days   = 7

customer_managed_key = false
permissions_boundary = false
reserved_concurrency = -1

api = {
  sessions_per_day         = 100000
  sessions_per_caller_hour = 10000
}
