"""The front door: starts executions, reads sessions and results, serves the page."""
