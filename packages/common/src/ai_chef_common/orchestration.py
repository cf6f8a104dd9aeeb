"""What the workflow sends to open a session, and to mark it failed.

Apart from the other payloads: the orchestrator starts cold without the models of recipes and prices.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from ai_chef_common.contract import Contract, ExecutionId, SessionId, Timestamp
from ai_chef_common.profile import ExecutionInput, Profile


class OpenSessionRequest(Contract):
    """OrchestrateSession: the execution input and who is executing it."""

    input: ExecutionInput
    execution_id: ExecutionId
    execution_started_at: Timestamp


class SessionOpened(Contract):
    """Body out of OrchestrateSession: the normalized input."""

    session_id: SessionId
    profile: Profile


class CaughtError(Contract):
    """What a Catch puts into ``$.error``; the keys are AWS's own spelling."""

    error: Annotated[str, Field(alias="Error"), StringConstraints(max_length=256)]
    cause: Annotated[str, Field(alias="Cause")] = ""


class MarkFailedRequest(Contract):
    """MarkSessionFailed."""

    session_id: SessionId
    execution_id: ExecutionId
    execution_started_at: Timestamp
    error: CaughtError
