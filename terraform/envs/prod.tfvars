environment         = "prod"
architecture        = "arm64"
log_retention_days  = 90
session_ttl_days    = 30
deletion_protection = true
