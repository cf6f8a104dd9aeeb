output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "arn" {
  description = "ARN of the function, without a version."
  value       = aws_lambda_function.this.arn
}

output "qualified_arn" {
  description = "ARN of the published version."
  value       = "${aws_lambda_function.this.arn}:${aws_lambda_function.this.version}"
}

output "version" {
  description = "Number of the published version."
  value       = aws_lambda_function.this.version
}

output "timeout_seconds" {
  description = "Seconds that one invocation may take."
  value       = var.timeout_seconds
}

output "digest" {
  description = "Digest of everything that the zip is made from."
  value       = local.digest
}

output "zip" {
  description = "Path of the zip, from the repository."
  value       = local.zip
}

output "role_name" {
  description = "Name of the function's role."
  value       = aws_iam_role.this.name
}

output "log_group" {
  description = "Name of the function's log group."
  value       = aws_cloudwatch_log_group.this.name
}
