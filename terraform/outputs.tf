output "state_machine_arn" {
  description = "ARN to start executions of."
  value       = module.workflow.state_machine_arn
}

output "table_names" {
  description = "Table names by what they hold."
  value       = module.tables.names
}

output "functions" {
  description = "Name, published version, source digest and zip of each function."
  value = {
    for name, function in module.functions : name => {
      name          = function.name
      qualified_arn = function.qualified_arn
      digest        = function.digest
      zip           = function.zip
      role_name     = function.role_name
      log_group     = function.log_group
    }
  }
}

output "alarm_topic_arn" {
  description = "ARN of the topic that alarms publish to."
  value       = module.monitoring.topic_arn
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = module.monitoring.dashboard_name
}

output "api_url" {
  description = "Address of the page and the HTTP API."
  value       = var.cdn ? module.cdn[0].url : "${module.http_api.endpoint}/"
}

output "api_id" {
  description = "Id of the HTTP API."
  value       = module.http_api.id
}
