"""OrchestrateSession and MarkSessionFailed: how a session begins, and how it ends badly."""
