# The one map of functions. Functions, roles, log groups, permissions and the state machine template
# are all derived from it. Adding a Lambda is adding an entry here and a state in the template.

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
      memory_mb          = 256
      timeout_seconds    = 15
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
      timeout_seconds    = 30
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
      memory_mb          = 256
      timeout_seconds    = 15
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
