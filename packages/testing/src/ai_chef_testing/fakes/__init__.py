"""Servers of our own that answer as others' would."""
