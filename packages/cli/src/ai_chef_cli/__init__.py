"""The `ai-chef` command: start a session, watch it, read its result."""
