# The shopping search that prices come from: its settings as the price Lambda reads them, the secret
# with its credentials (made empty: the value is put by a person, never by Terraform), its rights.

locals {
  uses_search = var.price_source == "naver"

  price_environment = merge(
    {
      PRICE_SOURCE   = var.price_source
      PRICE_FALLBACK = var.price_fallback
    },
    local.uses_search ? {
      PRICES_TABLE       = module.tables.names["prices"]
      NAVER_URL          = var.search.url
      NAVER_CREDENTIALS  = aws_secretsmanager_secret.search[0].name
      PRICE_SECONDS      = tostring(var.search.seconds)
      PRICE_CALL_SECONDS = tostring(var.search.call_seconds)
      PRICE_IN_FLIGHT    = tostring(var.search.in_flight)
      PRICE_CACHE_HOURS  = tostring(var.search.cache_hours)
      PRICE_KEPT_HOURS   = tostring(var.search.kept_hours)
      PRICE_DEBUG        = tostring(var.search.debug)
    } : {}
  )

  search_permissions = local.uses_search ? {
    ReadCredentials = {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [aws_secretsmanager_secret.search[0].arn]
    }
    KeepPrices = {
      actions   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"]
      resources = [local.prices_table_arn]
    }
  } : {}
}

resource "aws_secretsmanager_secret" "search" {
  count = local.uses_search ? 1 : 0

  name        = format(local.name_format, "search")
  description = "Credentials of the shopping search: JSON with clientId and clientSecret."
  # None: a secret that waits for its deletion keeps its name, and turning the search on again would be
  # refused for as long. Nothing is lost for good, the credentials are the search operator's.
  recovery_window_in_days = 0
  kms_key_id              = local.key_arn

  # checkov:skip=CKV2_AWS_57: the search's operator has no interface to rotate credentials with; docs/security.md says how a person does
}
