"""OrchestrateSession opens a session; MarkSessionFailed and ended executions close one that failed."""

from pydantic import BaseModel

from ai_chef_common.errors import InvalidInput
from ai_chef_common.sessions.model import Execution, FailOutcome
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings, load_settings
from ai_chef_common.step import Event, Step
from ai_chef_orchestrator.failures import of_caught_error, of_execution_status
from ai_chef_orchestrator.normalize import normalize
from ai_chef_orchestrator.requests import (
    ExecutionEnded,
    MarkFailedRequest,
    OpenSessionRequest,
    SessionOpened,
    from_status_change,
)

settings = load_settings(StepSettings)


class FailureMarked(BaseModel):
    """Body of the two ways of marking a failure."""

    outcome: FailOutcome


def store() -> SessionStore:
    """Return the session store of this Lambda."""
    return SessionStore(settings)


@Step("OrchestrateSession", OpenSessionRequest, sessions=store, invalid=InvalidInput)
def open_session(request: OpenSessionRequest) -> SessionOpened:
    """Normalize the profile and open the session for this execution."""
    given = request.input
    profile = normalize(given.profile)
    store().open(given.session_id, Execution(request.execution_started_at, request.execution_id))
    return SessionOpened(session_id=given.session_id, profile=profile)


@Step("MarkSessionFailed", MarkFailedRequest, sessions=store)
def mark_failed(request: MarkFailedRequest) -> FailureMarked:
    """Record the error that a state of the workflow was caught with."""
    execution = Execution(request.execution_started_at, request.execution_id)
    failure = of_caught_error(request.error.error)
    return FailureMarked(outcome=store().record_failure(request.session_id, execution, failure))


@Step("ExecutionEnded", ExecutionEnded, sessions=store)
def execution_ended(request: ExecutionEnded) -> FailureMarked:
    """Record that an execution ended badly, whatever else did or did not run."""
    execution = Execution(request.execution_started_at, request.execution_id)
    failure = of_execution_status(request.status, request.error)
    return FailureMarked(outcome=store().record_failure(request.session_id, execution, failure))


def handler(event: Event, context: object) -> Event:
    """Route by the shape of the event: status change, caught error, or execution input."""
    if "detail-type" in event:
        return execution_ended(from_status_change(event), context)
    if "error" in event:
        return mark_failed(event, context)
    return open_session(event, context)
