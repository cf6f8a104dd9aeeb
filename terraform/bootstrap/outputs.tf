output "role_arns" {
  description = "ARNs of the roles that the workflows take on: the repository variables AWS_PLAN_ROLE_<ENV> and AWS_DEPLOY_ROLE_<ENV>."
  value       = { for name, role in aws_iam_role.github : name => role.arn }
}
