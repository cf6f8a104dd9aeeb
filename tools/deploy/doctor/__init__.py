"""Checks before a deploy: will it work, and if not, what is to be done."""
