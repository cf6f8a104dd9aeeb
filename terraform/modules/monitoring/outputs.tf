output "dashboard" {
  description = "The dashboard as CloudWatch takes it."
  value       = aws_cloudwatch_dashboard.this.dashboard_body
}

output "topic_arn" {
  description = "ARN of the topic that alarms publish to."
  value       = aws_sns_topic.alarms.arn
}
