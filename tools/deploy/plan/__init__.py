"""Plans that a person can review in a minute: a digest of what Terraform is about to do."""
