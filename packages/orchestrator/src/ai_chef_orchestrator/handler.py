"""OrchestrateSession opens a session; MarkSessionFailed, ended executions and sweeps close failed ones."""

from typing import Self

from pydantic import BaseModel

from ai_chef_common import cold_start, metrics
from ai_chef_common.contracts.sizes import PROFILE_BYTES
from ai_chef_common.errors import InvalidInput
from ai_chef_common.normalize import normalize
from ai_chef_common.sessions.model import Execution, FailOutcome, FailureRecord, KeyHashes
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings, load_settings
from ai_chef_common.step import Event, Step
from ai_chef_orchestrator.executions import Executions
from ai_chef_orchestrator.failures import of_caught_error, of_execution_status
from ai_chef_orchestrator.requests import (
    ExecutionEnded,
    MarkFailedRequest,
    OpenSessionRequest,
    SessionOpened,
    SweepRequest,
    from_status_change,
    session_id_of,
)
from ai_chef_orchestrator.sweep import sweep

store = SessionStore(load_settings(StepSettings))


class FailureMarked(BaseModel):
    """Body of the two ways of marking a failure: what came of it, and the code to fail with."""

    outcome: FailOutcome
    code: str

    @classmethod
    def of(cls, record: FailureRecord) -> Self:
        """Return the body for what the store answered."""
        return cls(outcome=record.outcome, code=record.failure.code)


@Step(
    "OrchestrateSession",
    OpenSessionRequest,
    sessions=store,
    invalid=InvalidInput,
    most_bytes=PROFILE_BYTES,
)
def open_session(request: OpenSessionRequest) -> SessionOpened:
    """Normalize the profile and open the session for this execution."""
    given = request.input
    profile = normalize(given.profile)
    store.open(
        given.session_id,
        Execution(request.execution_started_at, request.execution_id),
        KeyHashes(given.holder, given.reader),
    )
    return SessionOpened(session_id=given.session_id, profile=profile)


@Step("MarkSessionFailed", MarkFailedRequest, sessions=store)
def mark_failed(request: MarkFailedRequest) -> FailureMarked:
    """Record the error that a state of the workflow was caught with.

    An input that names no session has nothing to be marked: only the code goes back.
    """
    execution = Execution(request.execution_started_at, request.execution_id)
    failure = of_caught_error(request.error.error)
    session_id = session_id_of(request.input)
    if session_id is None:
        return FailureMarked(outcome=FailOutcome.NOT_FOUND, code=failure.code)
    return FailureMarked.of(store.record_failure(session_id, execution, failure))


@Step("ExecutionEnded", ExecutionEnded, sessions=store)
def execution_ended(request: ExecutionEnded) -> FailureMarked:
    """Record that an execution ended badly, whatever else did or did not run.

    One whose input names no session has nothing to be recorded: it is counted, and that is all. To
    raise would have its event tried again, and kept with its input for two weeks.
    """
    failure = of_execution_status(request.status, request.error, request.cause)
    if request.session_id is None:
        metrics.emit("ExecutionsWithoutSession")
        return FailureMarked(outcome=FailOutcome.NOT_FOUND, code=failure.code)
    execution = Execution(request.execution_started_at, request.execution_id)
    return FailureMarked.of(store.record_failure(request.session_id, execution, failure))


class SweepDone(BaseModel):
    """Body of a sweep: how many sessions were marked failed, and how many are still worked on."""

    failed: int
    at_work: int


@Step("SweepSessions", SweepRequest, sessions=store)
def sweep_sessions(request: SweepRequest) -> SweepDone:
    """Mark failed the sessions in processing that no execution is at work on any more."""
    swept = sweep(store, Executions())
    metrics.emit("SessionsSwept", swept.failed)
    return SweepDone(failed=swept.failed, at_work=swept.at_work)


def handler(event: Event, context: object) -> Event:
    """Route by the shape of the event: status change, sweep, caught error, or execution input."""
    if "detail-type" in event:
        return execution_ended(from_status_change(event), context)
    if "sweep" in event:
        return sweep_sessions(event, context)
    if "error" in event:
        return mark_failed(event, context)
    return open_session(event, context)


cold_start.end()
