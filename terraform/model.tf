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
      MODEL_OUTPUT          = var.model.output
      MODEL_PROMPT_CACHING  = tostring(var.model.prompt_caching)
      MODEL_TIMEOUT_SECONDS = tostring(var.model.timeout_seconds)
      MODEL_REPAIR_ROUNDS   = tostring(var.model.repair_rounds)
      MODEL_PRICES          = var.model.price == null ? "{}" : jsonencode({ (var.model.id) = var.model.price })
      GUARDRAIL_ID          = var.model.guardrail_id
      GUARDRAIL_VERSION     = var.model.guardrail_version
    } : {},
    # Sent only if set: not every model takes every parameter.
    { for name, value in local.inference_parameters : name => tostring(value) if local.uses_model && value != null }
  )

  inference_parameters = {
    MODEL_TEMPERATURE = var.model.temperature
    MODEL_TOP_P       = var.model.top_p
    MODEL_MAX_TOKENS  = var.model.max_tokens
  }

  # Every call may take its whole time, and the gate and DynamoDB need theirs.
  recipe_timeout_seconds = local.uses_model ? (1 + var.model.repair_rounds) * var.model.timeout_seconds + 15 : 60

  model_region = var.model.region == "" ? var.region : var.model.region

  # An inference profile routes to its model in other regions: profile and model need the permission.
  # A global one asks for the model in its own region and in none (Bedrock User Guide, "Global
  # cross-Region inference"); a geographic one in every region of its geography, which AWS extends.
  inference_profile_prefix = "/^(apac|au|eu|global|jp|us)\\./"
  foundation_model_id      = replace(var.model.id, local.inference_profile_prefix, "")
  is_inference_profile     = local.foundation_model_id != var.model.id
  destination_regions = (
    !local.is_inference_profile ? [local.model_region] :
    startswith(var.model.id, "global.") ? [local.model_region, ""] : ["*"]
  )
  model_arns = concat(
    local.is_inference_profile ? ["arn:${local.partition}:bedrock:${local.model_region}:${local.account_id}:inference-profile/${var.model.id}"] : [],
    [for region in local.destination_regions : "arn:${local.partition}:bedrock:${region}::foundation-model/${local.foundation_model_id}"],
  )

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
