# Every alarm is something that a person must act on; its description links to the section of
# docs/runbook.md that has its name. Thresholds are the alarm_thresholds of the environment.

locals {
  of_service = { service = var.service_name }

  # Metrics that are compared as they are.
  plain_alarms = merge(
    {
      stuck-sessions = {
        summary    = "The orchestrator was not notified of the end of an execution: its session may be stuck."
        namespace  = "AWS/SQS"
        metric     = "ApproximateNumberOfMessagesVisible"
        dimensions = { QueueName = var.dlq_name }
        statistic  = "Maximum"
        period     = 60
        times      = 1
        threshold  = 0
      }
      slow-executions = {
        summary    = "One execution in twenty takes longer than people wait."
        namespace  = "AWS/States"
        metric     = "ExecutionTime"
        dimensions = { StateMachineArn = var.state_machine }
        statistic  = "p95"
        period     = 300
        times      = 3
        threshold  = var.alarm_thresholds.execution_p95_seconds * 1000
      }
    },
    {
      for key, function in var.functions : "slow-${key}" => {
        summary    = "One invocation in twenty comes near the function's time limit."
        namespace  = "AWS/Lambda"
        metric     = "Duration"
        dimensions = { FunctionName = function.name }
        statistic  = "p95"
        period     = 300
        times      = 3
        threshold  = var.alarm_thresholds.duration_p95_share * function.timeout_seconds * 1000
      }
    },
    var.uses_model ? {
      model-cost = {
        summary    = "The model costs more in an hour than it is meant to."
        namespace  = local.own
        metric     = "ModelCostUsd"
        dimensions = merge(local.of_service, { model = var.model_id })
        statistic  = "Sum"
        period     = 3600
        times      = 1
        threshold  = var.alarm_thresholds.model_usd_per_hour
      }
    } : {},
    var.uses_search ? {
      search-quota = {
        summary    = "The searches of a day come near the quota of the shopping search."
        namespace  = local.own
        metric     = "PriceSearches"
        dimensions = local.of_service
        statistic  = "Sum"
        period     = 86400
        times      = 1
        threshold  = var.alarm_thresholds.searches_per_day
      }
    } : {},
  )

  # Permanent, and only a deployment mends them. An alarm takes ten metrics: these and two.
  single_causes = [
    "PriceSourceDenied",
    "RecipeModelAccessDenied",
    "RecipeModelMisconfigured",
    "SettingsInvalid",
    "StepMisconfigured",
    "StoreAccessDenied",
    "StoreMisconfigured",
  ]

  throttles = {
    lambda-throttles = {
      summary   = "Invocations are refused for want of concurrency."
      namespace = "AWS/Lambda"
      metrics   = [for key, function in var.functions : { name = "Throttles", dimensions = { FunctionName = function.name } }]
    }
    table-throttles = {
      summary   = "DynamoDB refuses reads or writes."
      namespace = "AWS/DynamoDB"
      metrics = flatten([
        for key, table in var.table_names : [
          for name in ["ReadThrottleEvents", "WriteThrottleEvents"] : { name = name, dimensions = { TableName = table } }
        ]
      ])
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "plain" {
  for_each = local.plain_alarms

  alarm_name          = format(var.alarm_name_format, each.key)
  alarm_description   = "${each.value.summary} What to do: ${var.runbook_url}#${each.key}"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = each.value.times
  treat_missing_data  = "notBreaching"

  namespace          = each.value.namespace
  metric_name        = each.value.metric
  dimensions         = each.value.dimensions
  statistic          = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period             = each.value.period
}

resource "aws_cloudwatch_metric_alarm" "session_failures" {
  alarm_name          = format(var.alarm_name_format, "session-failures")
  alarm_description   = "Sessions fail, and not for what people asked. What to do: ${var.runbook_url}#session-failures"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_thresholds.failure_ratio
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "ratio"
    expression  = "IF(completed + failed >= 5, ours / (completed + failed), 0)"
    label       = "share of sessions that failed through our fault"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = {
      completed = { name = "SessionsCompleted", stat = "Sum" }
      failed    = { name = "SessionFaults", stat = "SampleCount" }
      ours      = { name = "SessionFaults", stat = "Sum" }
    }

    content {
      id = metric_query.key

      metric {
        namespace   = local.own
        metric_name = metric_query.value.name
        dimensions  = local.of_service
        period      = 300
        stat        = metric_query.value.stat
      }
    }
  }
}

# One cause that nobody outside can mend, and no session gets past it: the model is gone, access is
# lost, a key or a version of a function is missing. The share of session-failures needs traffic; this
# needs a single session.
resource "aws_cloudwatch_metric_alarm" "single_cause" {
  alarm_name          = format(var.alarm_name_format, "single-cause")
  alarm_description   = "Every session of 15 minutes failed with one permanent error. What to do: ${var.runbook_url}#single-cause"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "stopped"
    expression  = "IF(FILL(completed, 0) == 0 AND FILL(ours, 0) > 0 AND MAX([${join(", ", [for code in local.single_causes : "FILL(${lower(code)}, 0)"])}]) == FILL(ours, 0), 1, 0)"
    label       = "every session fails with one permanent error"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = merge(
      {
        completed = { name = "SessionsCompleted", dimensions = local.of_service }
        ours      = { name = "SessionFaults", dimensions = local.of_service }
      },
      { for code in local.single_causes : lower(code) => { name = "SessionsFailed", dimensions = merge(local.of_service, { errorCode = code }) } }
    )

    content {
      id = metric_query.key

      metric {
        namespace   = local.own
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        period      = 900
        stat        = "Sum"
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "throttles" {
  for_each = local.throttles

  alarm_name          = format(var.alarm_name_format, each.key)
  alarm_description   = "${each.value.summary} What to do: ${var.runbook_url}#${each.key}"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"

  metric_query {
    id = "total"
    # DynamoDB's metrics are missing while nothing is throttled, and alarms on them ignore what is
    # missing whatever treat_missing_data says: without FILL they would stay in ALARM.
    expression  = "SUM(FILL(METRICS(), 0))"
    label       = each.key
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { for index, metric in each.value.metrics : "m${index}" => metric }

    content {
      id = metric_query.key

      metric {
        namespace   = each.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        period      = 300
        stat        = "Sum"
      }
    }
  }
}
