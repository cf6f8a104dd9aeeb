"""The payload that every step after OrchestrateSession receives."""

from ai_chef_common.contracts.base import Contract, ExecutionId, SessionId
from ai_chef_common.contracts.profile import Profile


class StepRequest(Contract):
    """Whose step it is; each Lambda adds what it needs in its own ``requests``."""

    session_id: SessionId
    execution_id: ExecutionId
    profile: Profile
