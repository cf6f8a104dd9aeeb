"""The front door: starts executions, reads sessions and results, serves the page."""

from ai_chef_common import cold_start

cold_start.begin()
