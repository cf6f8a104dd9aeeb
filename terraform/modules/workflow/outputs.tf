output "state_machine_arn" {
  description = "ARN to start executions of."
  value       = aws_sfn_state_machine.this.arn
}
