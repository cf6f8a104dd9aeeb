# The model that writes recipes: its settings as the recipe Lambda reads them, and the right to use it.

locals {
  uses_model = var.recipe_source == "bedrock"

  recipe_environment = merge(
    {
      RECIPE_SOURCE   = var.recipe_source
      RECIPE_FALLBACK = var.recipe_fallback
      LAST_RETRY      = tostring(local.last_retry)
    },
    local.uses_model ? {
      MODEL_ID              = var.model.id
      MODEL_REGION          = var.model.region
      MODEL_TEMPERATURE     = tostring(var.model.temperature)
      MODEL_MAX_TOKENS      = tostring(var.model.max_tokens)
      MODEL_TIMEOUT_SECONDS = tostring(var.model.timeout_seconds)
      MODEL_REPAIR_ROUNDS   = tostring(var.model.repair_rounds)
      MODEL_PRICES          = var.model.price == null ? "{}" : jsonencode({ (var.model.id) = var.model.price })
      GUARDRAIL_ID          = var.model.guardrail_id
      GUARDRAIL_VERSION     = var.model.guardrail_version
    } : {}
  )

  # Every call may take its whole time, and the gate and DynamoDB need theirs.
  recipe_timeout_seconds = local.uses_model ? (1 + var.model.repair_rounds) * var.model.timeout_seconds + 15 : 60

  model_region = var.model.region == "" ? var.region : var.model.region

  # An inference profile routes to its model in several regions: both need the permission.
  inference_profile_prefix = "/^(apac|au|eu|global|jp|us)\\./"
  foundation_model_id      = replace(var.model.id, local.inference_profile_prefix, "")
  is_inference_profile     = local.foundation_model_id != var.model.id
  model_arns = local.is_inference_profile ? [
    "arn:${local.partition}:bedrock:${local.model_region}:${local.account_id}:inference-profile/${var.model.id}",
    "arn:${local.partition}:bedrock:*::foundation-model/${local.foundation_model_id}",
  ] : ["arn:${local.partition}:bedrock:${local.model_region}::foundation-model/${var.model.id}"]

  model_permissions = merge(
    local.uses_model ? {
      AskModel = {
        actions   = ["bedrock:InvokeModel"]
        resources = local.model_arns
      }
    } : {},
    local.uses_model && var.model.guardrail_id != "" ? {
      ApplyGuardrail = {
        actions   = ["bedrock:ApplyGuardrail"]
        resources = ["arn:${local.partition}:bedrock:${local.model_region}:${local.account_id}:guardrail/${var.model.guardrail_id}"]
      }
    } : {}
  )
}
