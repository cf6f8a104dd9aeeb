environment        = "dev"
log_retention_days = 14
session_ttl_days   = 7
