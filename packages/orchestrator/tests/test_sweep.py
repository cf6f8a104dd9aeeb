"""A session that nobody is at work on any more is marked failed, and no other."""

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from ai_chef_common.errors import UnexpectedError
from ai_chef_common.sessions.model import Execution, SessionFailure
from ai_chef_common.sessions.phases import Phase, Status
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_orchestrator.executions import Executions, ExecutionState
from ai_chef_orchestrator.handler import handler
from ai_chef_orchestrator.sweep import MOST_AT_ONCE, sweep
from ai_chef_testing.plugin import FrozenClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_stepfunctions import SFNClient

OWNER = Execution("2026-01-31T09:00:00.000Z", "execution:1")
WAIT = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}


class FakeExecutions(Executions):
    """Knows executions by their id."""

    def __init__(self, **states: ExecutionState) -> None:
        self.states = states

    def state(self, arn: str) -> ExecutionState | None:
        return self.states.get(arn)


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient", clock: FrozenClock) -> SessionStore:
    return SessionStore(settings, client=dynamodb, clock=clock)


def status_of(store: SessionStore, session_id: str = "s") -> tuple[Status, str | None]:
    session = store.get(session_id)
    assert session is not None
    return session.status, session.error.code if session.error else None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (ExecutionState("ABORTED"), "ExecutionAborted"),
        (ExecutionState("TIMED_OUT"), "ExecutionTimedOut"),
        (ExecutionState("FAILED", "RecipeRejected", "…"), "RecipeRejected"),
        (ExecutionState("FAILED", "WorkflowFailed", "StoreUnavailable"), "StoreUnavailable"),
        (ExecutionState("SUCCEEDED"), "WorkflowFailed"),
        (None, "WorkflowFailed"),
    ],
    ids=["aborted", "timed out", "failed", "not marked", "succeeded", "gone"],
)
def test_a_lapsed_session_fails_with_what_its_execution_ended_with(
    store: SessionStore, clock: FrozenClock, state: ExecutionState | None, code: str
) -> None:
    store.open("s", OWNER)
    clock.forward(seconds=901)
    known = {OWNER.id: state} if state else {}

    assert sweep(store, FakeExecutions(**known)) == (1, 0)

    assert status_of(store) == (Status.FAILED, code)


@pytest.mark.parametrize("status", ["RUNNING", "PENDING_REDRIVE"])
def test_a_session_whose_execution_is_at_work_is_left_alone(
    store: SessionStore, clock: FrozenClock, status: str
) -> None:
    store.open("s", OWNER)
    clock.forward(seconds=901)

    assert sweep(store, FakeExecutions(**{OWNER.id: ExecutionState(status)})) == (0, 1)

    assert status_of(store) == (Status.PROCESSING, None)


def test_a_session_within_its_lease_is_left_alone(store: SessionStore, clock: FrozenClock) -> None:
    store.open("s", OWNER)
    clock.forward(seconds=900)

    assert sweep(store, FakeExecutions()) == (0, 0)


def test_a_session_that_ended_meanwhile_keeps_its_end(
    store: SessionStore, clock: FrozenClock
) -> None:
    store.open("s", OWNER)
    clock.forward(seconds=901)

    class EndsMeanwhile(FakeExecutions):
        def state(self, arn: str) -> ExecutionState | None:
            store.fail("s", OWNER.id, SessionFailure("StepTimedOut", "…"))
            return ExecutionState("FAILED", "StepTimedOut")

    assert sweep(store, EndsMeanwhile()) == (0, 0)
    assert status_of(store) == (Status.FAILED, "StepTimedOut")


def test_a_sweep_takes_so_many_and_the_next_one_goes_on(
    store: SessionStore, clock: FrozenClock
) -> None:
    for number in range(MOST_AT_ONCE + 1):
        store.open(f"s{number}", OWNER)
    clock.forward(seconds=901)

    assert sweep(store, FakeExecutions()) == (MOST_AT_ONCE, 0)
    assert sweep(store, FakeExecutions()) == (1, 0)


@pytest.fixture
def machines(dynamodb: "DynamoDBClient") -> "SFNClient":
    client: SFNClient = boto3.client("stepfunctions")
    return client


def started(machines: "SFNClient") -> str:
    machine = machines.create_state_machine(
        name="workflow", definition=json.dumps(WAIT), roleArn="arn:aws:iam::123456789012:role/r"
    )
    return machines.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]


def test_step_functions_is_asked_how_an_execution_stands(machines: "SFNClient") -> None:
    arn = started(machines)
    executions = Executions(machines)

    assert executions.state(arn) == ExecutionState("RUNNING")
    machines.stop_execution(executionArn=arn, error="e", cause="c")

    stopped = executions.state(arn)
    assert stopped is not None
    assert stopped.status == "ABORTED"
    assert executions.state(f"{arn}-none") is None
    assert executions.state("execution:1") is None


def test_the_schedules_event_sweeps(
    settings: StepSettings, machines: "SFNClient", capsys: pytest.CaptureFixture[str]
) -> None:
    past = FrozenClock()
    arn = started(machines)
    SessionStore(settings, clock=past).open("s", Execution("2026-01-31T09:00:00.000Z", arn))
    machines.stop_execution(executionArn=arn)

    answer = handler({"sweep": "sessions"}, None)

    assert answer["body"] == {"failed": 1, "at_work": 0}
    swept = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["SessionsSwept"] for line in swept if "SessionsSwept" in line] == [[1.0]]


def test_a_sweep_that_may_not_look_fails_and_marks_nothing(
    store: SessionStore,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    settings: StepSettings,
) -> None:
    def denied(self: Executions, arn: str) -> Any:
        raise ClientError({"Error": {"Code": "AccessDeniedException"}}, "DescribeExecution")

    store.open("s", OWNER)
    store.advance("s", OWNER.id, Phase.RECIPE_GENERATION)
    monkeypatch.setattr(Executions, "state", denied)
    monkeypatch.setattr(Executions, "__init__", lambda self: None)

    with pytest.raises(UnexpectedError, match="ClientError"):
        handler({"sweep": "sessions"}, None)

    assert store.get("s") is not None
