provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = "ai-chef"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}
