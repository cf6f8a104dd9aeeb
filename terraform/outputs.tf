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
