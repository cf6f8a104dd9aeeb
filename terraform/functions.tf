# The one map of functions. Functions, roles, log groups, permissions and the state machine template
# are all derived from it. Adding a Lambda is adding an entry here and a state in the template.
#
# memory_mb: no function holds 100 MB (make bench, "peak memory"), so the memory is chosen for the CPU
# that comes with it, a whole one at 1,769 MB. A warm call takes 2 to 22 ms of CPU and costs the same
# with any memory; the first call after an import takes 60 to 240 ms, so that a cold call is 0.5 to
# 1.1 s with 512 MB and 0.7 to 1.9 s with 256 MB, which would save 0.1 US dollars a million sessions.
# Beyond 512 the seconds spent waiting for the model or the search would cost more than they gain.
#
# timeout_seconds: two requests to DynamoDB may each take all their tries, 12 s (ai_chef_common/aws.py),
# so that a table that does not answer is reported as such, and retried, before Lambda ends the call.

locals {
  sessions_table_arn = module.tables.arns["sessions"]
  results_table_arn  = module.tables.arns["results"]
  prices_table_arn   = module.tables.arns["prices"]

  # Seconds without any write after which a processing session counts as given up. Above the state
  # machine's own limit: before that its owner may still be at work.
  workflow_timeout_seconds = 600
  session_lease_seconds    = 900

  session_environment = {
    SESSIONS_TABLE        = module.tables.names["sessions"]
    RESULTS_TABLE         = module.tables.names["results"]
    SESSION_TTL_DAYS      = tostring(var.session_ttl_days)
    SESSION_LEASE_SECONDS = tostring(local.session_lease_seconds)
  }

  # By its name: bootstrap/boundary.tf makes it, out of reach of what deploys.
  permissions_boundary = var.permissions_boundary ? "arn:${local.partition}:iam::${local.account_id}:policy/${format(local.name_format, "boundary")}" : null

  # The function that is notified of executions that failed, timed out or were aborted.
  failure_function = "orchestrator"

  functions = {
    orchestrator = {
      steps              = ["OrchestrateSession", "MarkSessionFailed", "ExecutionEnded", "SweepSessions"]
      workspace_packages = ["common", "food"]
      memory_mb          = 512
      timeout_seconds    = 30
      environment        = {}
      permissions = {
        OpenAndFailSessions = {
          actions   = ["dynamodb:PutItem", "dynamodb:UpdateItem"]
          resources = [local.sessions_table_arn]
        }
        FindOpenSessions = {
          actions   = ["dynamodb:Query"]
          resources = ["${local.sessions_table_arn}/index/openSessions"]
        }
        SeeExecutions = {
          actions   = ["states:DescribeExecution"]
          resources = ["arn:${local.partition}:states:${var.region}:${local.account_id}:execution:${format(local.name_format, "workflow")}:*"]
        }
        RemoveEarlierResult = {
          actions   = ["dynamodb:DeleteItem"]
          resources = [local.results_table_arn]
        }
      }
    }
    recipe = {
      steps              = ["GenerateRecipe"]
      workspace_packages = ["common", "food"]
      memory_mb          = 512
      timeout_seconds    = local.recipe_timeout_seconds
      environment        = local.recipe_environment
      permissions = merge(local.model_permissions, {
        AdvanceSessions = {
          actions   = ["dynamodb:UpdateItem"]
          resources = [local.sessions_table_arn]
        }
        ReadRecipesToReprice = {
          actions   = ["dynamodb:GetItem"]
          resources = [local.results_table_arn]
        }
      })
    }
    price = {
      steps              = ["FetchPrices"]
      workspace_packages = ["common", "food"]
      memory_mb          = 512
      timeout_seconds    = 30 + (local.uses_search ? ceil(var.search.seconds) : 0)
      environment        = local.price_environment
      permissions = merge(local.search_permissions, {
        AdvanceSessions = {
          actions   = ["dynamodb:UpdateItem"]
          resources = [local.sessions_table_arn]
        }
      })
    }
    combine = {
      steps              = ["CombineResults"]
      workspace_packages = ["common", "food"]
      memory_mb          = 512
      timeout_seconds    = 30
      environment        = { SHIPPING_FEES = jsonencode(var.shipping_fees) }
      permissions = {
        AdvanceSessions = {
          actions   = ["dynamodb:UpdateItem"]
          resources = [local.sessions_table_arn]
        }
        StoreAndReadResults = {
          actions   = ["dynamodb:GetItem", "dynamodb:PutItem"]
          resources = [local.results_table_arn]
        }
      }
    }
    api = {
      steps              = []
      workspace_packages = ["common", "food"]
      memory_mb          = 512
      timeout_seconds    = 15
      environment        = local.api_environment
      permissions        = local.api_permissions
    }
  }
}
