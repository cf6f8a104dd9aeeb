# Every name in one place: modules are given theirs.

locals {
  service_name = "ai-chef-${var.environment}"

  # For format(): ai-chef-<thing>-<environment>.
  name_format = "ai-chef-%s-${var.environment}"
}
