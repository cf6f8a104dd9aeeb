module "tables" {
  source = "./modules/tables"

  names               = { for table in ["sessions", "results", "prices", "limits"] : table => format(local.name_format, table) }
  deletion_protection = var.deletion_protection
  key_arn             = local.key_arn
}

module "functions" {
  source   = "./modules/lambda_function"
  for_each = local.functions

  name               = format(local.name_format, each.key)
  package            = each.key
  workspace_packages = each.value.workspace_packages
  repository_root    = "${path.root}/.."

  python_version     = var.python_version
  architecture       = var.architecture
  memory_mb          = each.value.memory_mb
  timeout_seconds    = lookup(var.function_timeouts, each.key, each.value.timeout_seconds)
  environment        = merge(local.session_environment, each.value.environment)
  permissions        = merge(each.value.permissions, each.key == local.failure_function ? local.dlq_permissions : {})
  log_retention_days = var.log_retention_days

  service_name         = local.service_name
  reserved_concurrency = var.reserved_concurrency
  snap_start           = var.snap_start
  permissions_boundary = local.permissions_boundary
  key_arn              = local.key_arn
}

module "workflow" {
  source = "./modules/workflow"

  name                    = format(local.name_format, "workflow")
  sweep_name              = format(local.name_format, "sweep")
  definition_template     = "${path.root}/workflow.asl.json.tftpl"
  timeout_seconds         = local.workflow_timeout_seconds
  function_arns           = { for name, function in module.functions : name => function.arn if length(local.functions[name].steps) > 0 }
  qualified_function_arns = { for name, function in module.functions : name => function.qualified_arn if length(local.functions[name].steps) > 0 }
  function_timeouts       = { for name, function in module.functions : name => function.timeout_seconds if length(local.functions[name].steps) > 0 }
  failure_function        = local.failure_function
  retries                 = local.retries
  catchers                = local.catchers
  dlq_arn                 = aws_sqs_queue.dlq.arn
  permissions_boundary    = local.permissions_boundary
  log_retention_days      = var.log_retention_days
  key_arn                 = local.key_arn
}

module "monitoring" {
  source = "./modules/monitoring"

  service_name      = local.service_name
  alarm_name_format = local.name_format
  topic_name        = format(local.name_format, "alarms")
  region            = var.region
  runbook_url       = var.runbook_url
  alarm_emails      = var.alarm_emails
  alarm_thresholds  = var.alarm_thresholds
  key_arn           = local.key_arn
  uses_model        = local.uses_model
  uses_search       = local.uses_search
  model_id          = var.model.id
  state_machine     = module.workflow.state_machine_arn
  api_id            = module.http_api.id
  dlq_name          = aws_sqs_queue.dlq.name
  table_names       = module.tables.names
  functions = {
    for name, function in module.functions : name => {
      name            = function.name
      timeout_seconds = function.timeout_seconds
    }
  }
}
