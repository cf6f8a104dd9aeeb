# The dashboard, rendered from the functions map. What it names in the namespace AiChef is what
# packages/common/src/ai_chef_common/metrics.py lists; a test compares both.

locals {
  own = "AiChef"

  sessions = [
    {
      title = "Sessions by outcome"
      metrics = [
        [local.own, "SessionsCompleted", "service", var.service_name, { stat = "Sum" }],
        [local.own, "SessionFaults", "service", var.service_name, { stat = "SampleCount", label = "SessionsFailed" }],
        [local.own, "SessionFaults", "service", var.service_name, { stat = "Sum", label = "of these, ours to mend" }],
      ]
    },
    {
      title   = "Failed sessions by error code"
      metrics = [[{ expression = "SEARCH('{${local.own},service,errorCode} MetricName=\"SessionsFailed\" service=\"${var.service_name}\"', 'Sum', 300)" }]]
    },
    {
      title = "Workflow"
      metrics = [
        for metric in ["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"] :
        ["AWS/States", metric, "StateMachineArn", var.state_machine, { stat = "Sum" }]
      ]
    },
    {
      title = "Seconds of a whole execution"
      metrics = [
        for stat in ["p50", "p95"] :
        ["AWS/States", "ExecutionTime", "StateMachineArn", var.state_machine, { stat = stat, label = stat }]
      ]
    },
    {
      title   = "Failures by step and error"
      metrics = [[{ expression = "SEARCH('{${local.own},service,step,errorName} MetricName=\"StepFailures\" service=\"${var.service_name}\"', 'Sum', 300)" }]]
    },
    {
      title = "Sessions that only the sweep found, executions without a session"
      metrics = [
        for metric in ["SessionsSwept", "ExecutionsWithoutSession"] :
        [local.own, metric, "service", var.service_name, { stat = "Sum" }]
      ]
    },
    {
      title   = "Undelivered events of ended executions"
      metrics = [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.dlq_name, { stat = "Maximum" }]]
    },
  ]

  lambdas = [
    {
      title = "Lambda successes"
      metrics = concat(
        [for key, function in var.functions : ["AWS/Lambda", "Invocations", "FunctionName", function.name, { id = "i_${key}", stat = "Sum", visible = false }]],
        [for key, function in var.functions : ["AWS/Lambda", "Errors", "FunctionName", function.name, { id = "e_${key}", stat = "Sum", visible = false }]],
        [for key, function in var.functions : [{ expression = "i_${key} - e_${key}", label = key }]],
      )
    },
    {
      title   = "Lambda failures"
      metrics = [for key, function in var.functions : ["AWS/Lambda", "Errors", "FunctionName", function.name, { stat = "Sum", label = key }]]
    },
    {
      title   = "Lambda throttles"
      metrics = [for key, function in var.functions : ["AWS/Lambda", "Throttles", "FunctionName", function.name, { stat = "Sum", label = key }]]
    },
    {
      title   = "Lambda duration p50, milliseconds"
      metrics = [for key, function in var.functions : ["AWS/Lambda", "Duration", "FunctionName", function.name, { stat = "p50", label = key }]]
    },
    {
      title   = "Lambda duration p95, milliseconds"
      metrics = [for key, function in var.functions : ["AWS/Lambda", "Duration", "FunctionName", function.name, { stat = "p95", label = key }]]
    },
  ]

  api = [
    {
      title = "Requests to the API, and those that failed"
      metrics = [
        for metric in ["Count", "4xx", "5xx"] :
        ["AWS/ApiGateway", metric, "ApiId", var.api_id, { stat = "Sum" }]
      ]
    },
    {
      title = "Milliseconds of a request, p50 and p95"
      metrics = [
        for stat in ["p50", "p95"] :
        ["AWS/ApiGateway", "Latency", "ApiId", var.api_id, { stat = stat, label = stat }]
      ]
    },
    {
      title = "Sessions that a ceiling refused, requests that were throttled"
      metrics = concat(
        [for ceiling in ["caller", "day"] : [local.own, "SessionsRefused", "service", var.service_name, "ceiling", ceiling, { stat = "Sum", label = ceiling }]],
        [[local.own, "RequestsThrottled", "ApiId", var.api_id, { stat = "Sum", label = "throttled" }]],
      )
    },
  ]

  tables = [
    {
      title   = "DynamoDB read units"
      metrics = [for key, name in var.table_names : ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", name, { stat = "Sum", label = key }]]
    },
    {
      title   = "DynamoDB write units"
      metrics = [for key, name in var.table_names : ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", name, { stat = "Sum", label = key }]]
    },
    {
      title = "DynamoDB throttles"
      metrics = concat(
        [for key, name in var.table_names : ["AWS/DynamoDB", "ReadThrottleEvents", "TableName", name, { stat = "Sum", label = "${key} reads" }]],
        [for key, name in var.table_names : ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", name, { stat = "Sum", label = "${key} writes" }]],
      )
    },
  ]

  recipes = [
    {
      title   = "Drafts that the gate refused"
      metrics = [[{ expression = "SEARCH('{${local.own},service,source} MetricName=\"GateRefusals\" service=\"${var.service_name}\"', 'Sum', 300)" }]]
    },
    {
      title   = "Rules that refused drafts broke"
      metrics = [[{ expression = "SEARCH('{${local.own},service,rule} MetricName=\"GateRulesBroken\" service=\"${var.service_name}\"', 'Sum', 300)" }]]
    },
    {
      title   = "Recipes that the book stood in for, by reason"
      metrics = [[{ expression = "SEARCH('{${local.own},service,reason} MetricName=\"RecipeFallbacks\" service=\"${var.service_name}\"', 'Sum', 300)" }]]
    },
  ]

  model = [
    {
      title = "Model calls and repair rounds"
      metrics = [
        [local.own, "ModelInputTokens", "service", var.service_name, "model", var.model_id, { stat = "SampleCount", label = "calls" }],
        [local.own, "RepairRounds", "service", var.service_name, "model", var.model_id, { stat = "Sum" }],
      ]
    },
    {
      title = "Model tokens"
      metrics = [
        for metric in ["ModelInputTokens", "ModelOutputTokens", "ModelCacheReadTokens", "ModelCacheWriteTokens"] :
        [local.own, metric, "service", var.service_name, "model", var.model_id, { stat = "Sum" }]
      ]
    },
    {
      title   = "Estimated model cost, US dollars"
      metrics = [[local.own, "ModelCostUsd", "service", var.service_name, "model", var.model_id, { stat = "Sum" }]]
    },
  ]

  prices = [
    {
      title   = "Price coverage, percent of a session's ingredients"
      metrics = [[local.own, "PriceCoverage", "service", var.service_name, { stat = "Average", label = "priced" }]]
    },
  ]

  search = [
    {
      title = "Price cache hits, percent of lookups"
      metrics = [
        [local.own, "PriceCacheHits", "service", var.service_name, { id = "hits", stat = "Sum", visible = false }],
        [local.own, "PriceSearches", "service", var.service_name, { id = "searches", stat = "Sum", visible = false }],
        [{ expression = "100 * hits / (hits + searches)", label = "hits" }],
      ]
    },
    {
      title = "Searches, lookups without the cache, searches that no longer exist"
      metrics = [
        for metric in ["PriceSearches", "PriceCacheOutages", "PriceSearchGone"] :
        [local.own, metric, "service", var.service_name, { stat = "Sum" }]
      ]
    },
  ]

  shown = concat(
    local.sessions, local.api, local.lambdas, local.tables, local.recipes,
    [for widget in local.model : widget if var.uses_model],
    local.prices,
    [for widget in local.search : widget if var.uses_search],
  )
  columns = 3
  width   = 24 / local.columns
  height  = 6
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.service_name
  dashboard_body = jsonencode({
    widgets = [
      for index, widget in local.shown : {
        type   = "metric"
        x      = local.width * (index % local.columns)
        y      = local.height * floor(index / local.columns)
        width  = local.width
        height = local.height
        properties = {
          title   = widget.title
          metrics = widget.metrics
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
        }
      }
    ]
  })
}
