# What the workflow tries again, and what happens to every other error: the Retry and Catch lists of
# workflow.asl.json.tftpl, and LAST_RETRY of the recipe function. The names without a dot are classes
# of packages/common/src/ai_chef_common/errors.py.

locals {
  # As AWS recommends for every Lambda task (Step Functions Developer Guide, "Handle Lambda service
  # exceptions"), and invocations that were refused for want of concurrency.
  lambda_service_errors = [
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
  ]

  store_errors = ["StoreUnavailable", "StoreContention"]

  # By state: its own transient errors, and how often it is tried again.
  retried_states = {
    OrchestrateSession = { errors = [], attempts = 3 }
    GenerateRecipe = {
      errors   = ["RecipeSourceUnavailable", "RecipeModelThrottled", "RecipeModelTimedOut"]
      attempts = 3
    }
    ReuseRecipe    = { errors = [], attempts = 3 }
    FetchPrices    = { errors = ["PriceSourceUnavailable"], attempts = 3 }
    CombineResults = { errors = [], attempts = 3 }
    # More often than a step: a step's failure mostly means that the same table does not answer.
    MarkSessionFailed = { errors = [], attempts = 5 }
  }

  retries = {
    for state, retried in local.retried_states : state => [
      {
        ErrorEquals     = concat(local.lambda_service_errors, local.store_errors, retried.errors)
        IntervalSeconds = 2
        MaxAttempts     = retried.attempts
        BackoffRate     = 2
        JitterStrategy  = "FULL"
      }
    ]
  }

  # States.ALL does not hold States.DataLimitExceeded, and must stand alone.
  catchers = [
    for errors in [["States.DataLimitExceeded"], ["States.ALL"]] : {
      ErrorEquals = errors
      ResultPath  = "$.error"
      Next        = "MarkSessionFailed"
    }
  ]

  # The retry of GenerateRecipe after which none follows: then the fallback stands in.
  last_retry = sum([for retrier in local.retries["GenerateRecipe"] : retrier.MaxAttempts])
}
