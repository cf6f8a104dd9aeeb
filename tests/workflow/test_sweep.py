"""The last net: a session whose execution is over and whose end nobody was notified of."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from ai_chef_common.clock import iso, utc_now
from ai_chef_common.sessions.model import Execution
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_testing.plugin import FrozenClock
from ai_chef_testing.stack.deployed import Deployed, new_session_id
from ai_chef_testing.stack.permissions import without
from tests.security.test_permissions import OF_THE_SWEEP

SCHEDULE = "ai-chef-sweep-local"
EVENT = {"sweep": "sessions"}


@pytest.fixture
def stuck(deployed: Deployed) -> str:
    """Return a session in processing, opened an hour ago by an execution that is over.

    It is not the session of the execution's input, so that no event of its end can mark it.
    """
    arn = deployed.run({"sessionId": new_session_id(), "profile": {}})["executionArn"]
    tables = deployed.outputs["table_names"]
    settings = StepSettings(
        sessions_table=tables["sessions"],
        results_table=tables["results"],
        session_ttl_days=7,
        session_lease_seconds=900,
    )
    an_hour_ago = FrozenClock(utc_now() - timedelta(hours=1))
    session_id = new_session_id()
    store = SessionStore(settings, client=deployed.client("dynamodb"), clock=an_hour_ago)
    store.open(session_id, Execution(iso(an_hour_ago.now), arn))
    return session_id


@pytest.fixture
def every_minute(deployed: Deployed) -> Iterator[None]:
    """Let the schedule come sooner for the time of a test."""
    scheduler = deployed.client("scheduler")
    kept = ("Name", "Description", "FlexibleTimeWindow", "Target", "ScheduleExpression", "State")
    schedule = {
        name: value for name, value in scheduler.get_schedule(Name=SCHEDULE).items() if name in kept
    }
    scheduler.update_schedule(**schedule | {"ScheduleExpression": "rate(1 minutes)"})
    yield
    scheduler.update_schedule(**schedule)


def sweep(deployed: Deployed) -> dict[str, Any]:
    """Invoke the orchestrator as the schedule does; return what it answers."""
    target = deployed.client("scheduler").get_schedule(Name=SCHEDULE)["Target"]
    answer = deployed.client("lambda").invoke(FunctionName=target["Arn"], Payload=target["Input"])
    body: dict[str, Any] = json.loads(answer["Payload"].read())
    return body


def test_the_schedule_marks_a_session_failed_that_nobody_is_at_work_on(
    deployed: Deployed, stuck: str, every_minute: None
) -> None:
    failed = deployed.failed_session(stuck, seconds=90)

    assert failed.error is not None
    assert failed.error.code == "InvalidInput"


def test_the_schedule_comes_every_15_minutes_and_calls_the_published_version(
    deployed: Deployed,
) -> None:
    schedule = deployed.client("scheduler").get_schedule(Name=SCHEDULE)

    assert schedule["ScheduleExpression"] == "rate(15 minutes)"
    assert (
        schedule["Target"]["Arn"] == deployed.outputs["functions"]["orchestrator"]["qualified_arn"]
    )
    assert json.loads(schedule["Target"]["Input"]) == EVENT
    assert schedule["Target"]["DeadLetterConfig"]["Arn"].endswith(":ai-chef-undelivered-local")


@pytest.mark.parametrize("permission", OF_THE_SWEEP, ids=lambda permission: permission.action)
def test_without_a_permission_a_sweep_fails_and_the_next_one_goes_on(
    deployed: Deployed, stuck: str, permission: Any
) -> None:
    with without(deployed, permission):
        assert sweep(deployed)["errorType"] == OF_THE_SWEEP[permission]
        session = deployed.session(stuck)
        assert session is not None
        assert session.status == "processing"

    assert sweep(deployed)["body"]["failed"] >= 1
    deployed.failed_session(stuck)


def test_looking_for_stuck_sessions_reads_only_what_is_open(deployed: Deployed, stuck: str) -> None:
    table = deployed.outputs["table_names"]["sessions"]
    indexed = deployed.client("dynamodb").scan(TableName=table, IndexName="openSessions")["Items"]

    assert stuck in {item["sessionId"]["S"] for item in indexed}
    assert {item["open"]["S"] for item in indexed} == {"yes"}
    sweep(deployed)
    indexed = deployed.client("dynamodb").scan(TableName=table, IndexName="openSessions")["Items"]
    assert stuck not in {item["sessionId"]["S"] for item in indexed}
