"""OrchestrateSession and MarkSessionFailed: how a session begins, and how it ends badly."""

from ai_chef_common import cold_start

cold_start.begin()
