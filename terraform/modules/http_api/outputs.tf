output "id" {
  description = "Id of the API."
  value       = aws_apigatewayv2_api.this.id
}

output "endpoint" {
  description = "Address that the API answers at, without a slash at its end."
  value       = aws_apigatewayv2_api.this.api_endpoint
}
