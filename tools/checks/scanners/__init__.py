"""Scanners of Terraform, of workflows and of dependencies, and for secrets."""
