# Every alarm is something that a person must act on; its description links to the section of
# docs/runbook.md that has its name.

locals {
  of_api = { ApiId = aws_apigatewayv2_api.this.id }

  plain_alarms = {
    slow-requests = {
      summary    = "One request in twenty takes longer than people wait for a page."
      namespace  = "AWS/ApiGateway"
      metric     = "Latency"
      dimensions = local.of_api
      statistic  = "p95"
      times      = 3
      threshold  = var.alarm_thresholds.p95_ms
    }
    api-throttles = {
      summary    = "API Gateway refuses requests: many people, or one that asks without end."
      namespace  = local.own
      metric     = "RequestsThrottled"
      dimensions = local.of_api
      statistic  = "Sum"
      times      = 1
      threshold  = var.alarm_thresholds.throttled
    }
    daily-ceiling = {
      summary    = "As many sessions were started today as are paid for: nobody can start another."
      namespace  = local.own
      metric     = "SessionsRefused"
      dimensions = { service = var.service_name, ceiling = "day" }
      statistic  = "Sum"
      times      = 1
      threshold  = 0
    }
  }

  own = "AiChef"
}

resource "aws_cloudwatch_metric_alarm" "plain" {
  for_each = local.plain_alarms

  alarm_name          = format(var.alarm_name_format, each.key)
  alarm_description   = "${each.value.summary} What to do: ${var.runbook_url}#${each.key}"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = each.value.times
  treat_missing_data  = "notBreaching"

  namespace          = each.value.namespace
  metric_name        = each.value.metric
  dimensions         = each.value.dimensions
  statistic          = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period             = 300
}

resource "aws_cloudwatch_metric_alarm" "failures" {
  alarm_name          = format(var.alarm_name_format, "api-failures")
  alarm_description   = "Requests fail through our fault. What to do: ${var.runbook_url}#api-failures"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.failure_ratio
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "ratio"
    expression  = "IF(requests >= 20, failures / requests, 0)"
    label       = "share of requests that failed through our fault"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { requests = "Count", failures = "5xx" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApiGateway"
        metric_name = metric_query.value
        dimensions  = local.of_api
        period      = 300
        stat        = "Sum"
      }
    }
  }
}

# API Gateway counts what it throttles among all its 4xx: the access log tells it apart.
resource "aws_cloudwatch_log_metric_filter" "throttled" {
  name           = "throttled"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = "{ $.refusal = \"THROTTLED\" }"

  metric_transformation {
    namespace  = local.own
    name       = "RequestsThrottled"
    value      = "1"
    dimensions = { ApiId = "$.apiId" }
  }
}
