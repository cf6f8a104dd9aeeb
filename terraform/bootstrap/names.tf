# The names of an environment in one place, as names.tf of the root module gives them.

locals {
  service_name = "ai-chef-${var.environment}"

  # For format(): ai-chef-<thing>-<environment>; with * for the thing, whatever the environment has.
  name_format = "ai-chef-%s-${var.environment}"
  any_name    = format(local.name_format, "*")

  # Every resource carries them; keys, which have no names, are known by them.
  tags = { Project = "ai-chef", Environment = var.environment }

  # Of every environment: they stand in one account, and none may change another's.
  any_github_role = "ai-chef-github-*"
}
