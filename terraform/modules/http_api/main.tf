locals {
  # Routes of their own, since they cost money: they are throttled more closely than the rest.
  starting_routes = ["POST /sessions", "POST /sessions/{sessionId}/reprice"]
}

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = "The front door of AI Chef: the page and its API."
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = length(var.allowed_origins) > 0 ? [var.allowed_origins] : []

    content {
      allow_origins  = cors_configuration.value
      allow_methods  = ["DELETE", "GET", "POST"]
      allow_headers  = ["authorization", "content-type", "idempotency-key", "if-none-match"]
      expose_headers = ["etag", "location", "retry-after"]
      max_age        = 3600
    }
  }
}

resource "aws_apigatewayv2_integration" "this" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = var.function_qualified_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = 20000
}

# Everything else, the page among it, goes to the same function: it answers what there is not, too.
resource "aws_apigatewayv2_route" "this" {
  # checkov:skip=CKV_AWS_309: whoever has the key of a session may use it; the function compares keys, and anybody may start one
  for_each = toset([local.default_route, local.starting_routes[0], local.starting_routes[1]])

  api_id             = aws_apigatewayv2_api.this.id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.this.id}"
  authorization_type = "NONE"
}

locals {
  default_route = "$default"
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.throttling.requests_per_second
    throttling_burst_limit = var.throttling.burst
  }

  dynamic "route_settings" {
    for_each = local.starting_routes

    content {
      route_key              = route_settings.value
      throttling_rate_limit  = var.throttling.starts_per_second
      throttling_burst_limit = var.throttling.starts_burst
    }
  }

  # Neither path nor query, which name sessions and foods, nor the caller's address.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this.arn
    format = jsonencode({
      apiId              = "$context.apiId"
      requestId          = "$context.requestId"
      time               = "$context.requestTimeEpoch"
      route              = "$context.routeKey"
      status             = "$context.status"
      responseBytes      = "$context.responseLength"
      latencyMs          = "$context.responseLatency"
      integrationMs      = "$context.integrationLatency"
      integrationFailure = "$context.integrationErrorMessage"
      refusal            = "$context.error.responseType"
    })
  }

  # Settings of a route are refused before the route stands.
  depends_on = [aws_apigatewayv2_route.this]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/apigateway/${var.log_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.key_arn

  # checkov:skip=CKV_AWS_338: a year of logs would keep more about people than running the system needs
}

# For the published version that the integration calls: the new one may be called before the old one
# may no more.
resource "aws_lambda_permission" "this" {
  statement_id  = "HttpApi-${var.function_version}"
  action        = "lambda:InvokeFunction"
  function_name = var.function_name
  qualifier     = var.function_version
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"

  lifecycle {
    create_before_destroy = true
  }
}
