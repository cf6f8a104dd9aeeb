terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Settings come from envs/<env>.s3.tfbackend; every environment uses the same type.
  backend "s3" {}
}
