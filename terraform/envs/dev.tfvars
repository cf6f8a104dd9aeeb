environment        = "dev"
architecture       = "arm64"
log_retention_days = 14
session_ttl_days   = 7
