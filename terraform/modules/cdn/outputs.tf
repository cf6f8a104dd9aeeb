output "url" {
  description = "Address of the distribution, with a slash at its end."
  value       = "https://${aws_cloudfront_distribution.this.domain_name}/"
}
