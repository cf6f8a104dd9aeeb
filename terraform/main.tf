module "tables" {
  source = "./modules/tables"

  environment         = var.environment
  deletion_protection = var.deletion_protection
}

module "functions" {
  source   = "./modules/lambda_function"
  for_each = local.functions

  name               = "ai-chef-${each.key}-${var.environment}"
  package            = each.key
  workspace_packages = each.value.workspace_packages
  repository_root    = "${path.root}/.."

  python_version     = var.python_version
  architecture       = var.architecture
  memory_mb          = each.value.memory_mb
  timeout_seconds    = lookup(var.function_timeouts, each.key, each.value.timeout_seconds)
  environment        = merge(local.session_environment, each.value.environment)
  permissions        = each.value.permissions
  log_retention_days = var.log_retention_days
}

module "workflow" {
  source = "./modules/workflow"

  name                    = "ai-chef-workflow-${var.environment}"
  definition_template     = "${path.root}/workflow.asl.json.tftpl"
  timeout_seconds         = local.workflow_timeout_seconds
  function_arns           = { for name, function in module.functions : name => function.arn }
  qualified_function_arns = { for name, function in module.functions : name => function.qualified_arn }
  function_timeouts       = { for name, function in module.functions : name => function.timeout_seconds }
  failure_function        = "orchestrator"
  log_retention_days      = var.log_retention_days
}
