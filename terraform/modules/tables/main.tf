locals {
  # The one place that knows the tables' keys; the unit tests build their tables from it.
  tables = {
    sessions = { hash_key = "sessionId" }
    results  = { hash_key = "sessionId" }
    prices   = { hash_key = "ingredient" }
    limits   = { hash_key = "name" }
  }

  # Sparse: an item without the hash key is in none of them. What is projected never changes, so that
  # a session costs two writes of the index, one when it opens and one when it ends.
  indexes = {
    sessions = {
      openSessions = { hash_key = "open", range_key = "createdAt", projected = ["executionId", "executionStartedAt"] }
    }
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

  dynamic "attribute" {
    for_each = toset(flatten([for index in values(lookup(local.indexes, each.key, {})) : [index.hash_key, index.range_key]]))

    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = lookup(local.indexes, each.key, {})

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.hash_key
      range_key          = global_secondary_index.value.range_key
      projection_type    = "INCLUDE"
      non_key_attributes = global_secondary_index.value.projected
    }
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
