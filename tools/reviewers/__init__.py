"""Reviewers that are programs: of Terraform, of workflows, of dependencies, and for secrets."""
