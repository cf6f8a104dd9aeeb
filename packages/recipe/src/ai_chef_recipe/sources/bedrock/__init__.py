"""Recipes that a model on Amazon Bedrock writes."""
