"""What invokes the orchestrator: two states of the workflow, ends of executions, a schedule."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ai_chef_common.clock import iso
from ai_chef_common.contracts.base import Contract, ExecutionId, SessionId, Timestamp, is_session_id
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.profile import Profile


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
    """MarkSessionFailed.

    Takes the execution input as it came: it may be what the execution failed for, and a path to a
    session id that is not there would fail this state too.
    """

    input: Any
    execution_id: ExecutionId
    execution_started_at: Timestamp
    error: CaughtError


class ExecutionEnded(Contract):
    """The part of a ``Step Functions Execution Status Change`` event that matters here."""

    session_id: SessionId | None
    execution_id: Annotated[str, Field(min_length=1)]
    execution_started_at: Timestamp
    status: str
    error: str | None = None
    cause: str | None = None


class SweepRequest(Contract):
    """What the schedule of ``terraform/modules/workflow/sweep.tf`` sends."""

    sweep: Literal["sessions"]


def session_id_of(execution_input: Any) -> str | None:
    """Return the session id that an execution input names, or None if it names no usable one."""
    named = execution_input.get("sessionId") if isinstance(execution_input, dict) else None
    return named if isinstance(named, str) and is_session_id(named) else None


def from_status_change(event: dict[str, Any]) -> dict[str, Any]:
    """Return the payload for `ExecutionEnded` out of an EventBridge event.

    The event carries the execution's input as JSON text and its start in epoch milliseconds. An
    input that is missing (too large for an event), is no JSON object or names no usable session
    makes ``sessionId`` None.
    """
    detail = event["detail"]
    try:
        given = json.loads(detail.get("input") or "{}")
    except (ValueError, RecursionError):
        given = {}
    return {
        "sessionId": session_id_of(given),
        "executionId": detail["executionArn"],
        "executionStartedAt": iso(datetime.fromtimestamp(detail["startDate"] / 1000, UTC)),
        "status": detail["status"],
        "error": detail.get("error"),
        "cause": detail.get("cause"),
    }
