locals {
  # The one place that knows the tables' keys; the unit tests build their tables from it.
  tables = {
    sessions = { hash_key = "sessionId" }
    results  = { hash_key = "sessionId" }
    prices   = { hash_key = "ingredient" }
    limits   = { hash_key = "name" }
  }

  ttl_attribute = "ttl"
}

resource "aws_dynamodb_table" "this" {
  for_each = local.tables

  name                        = var.names[each.key]
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = each.value.hash_key
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = each.value.hash_key
    type = "S"
  }

  ttl {
    attribute_name = local.ttl_attribute
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.key_arn
  }
}
