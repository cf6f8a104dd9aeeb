"""`ai-chef trace` tells each attempt of each step, `ai-chef forget` deletes what is kept."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from typer.testing import CliRunner

from ai_chef_cli.main import app
from ai_chef_cli.trace import RUNNING, SUCCEEDED, timeline
from ai_chef_common.sessions.model import SessionFailure
from ai_chef_common.sessions.phases import Phase, Status

from .conftest import FakeEnvironment, session

START = datetime(2026, 1, 31, 9, tzinfo=UTC)


def event(seconds: float, kind: str, **details: Any) -> dict[str, Any]:
    return {"timestamp": START + timedelta(seconds=seconds), "type": kind, **details}


def entered(seconds: float, name: str, kind: str = "Task") -> dict[str, Any]:
    return event(seconds, f"{kind}StateEntered", stateEnteredEventDetails={"name": name})


RETRIED = [
    event(0, "ExecutionStarted"),
    entered(0.1, "OrchestrateSession"),
    event(0.1, "TaskScheduled"),
    event(0.3, "TaskSucceeded"),
    entered(0.3, "ChooseRecipe", "Choice"),
    entered(0.3, "GenerateRecipe"),
    event(0.3, "TaskScheduled"),
    event(1.3, "TaskFailed", taskFailedEventDetails={"error": "RecipeModelThrottled"}),
    event(3.3, "TaskScheduled"),
    event(9.3, "TaskSucceeded"),
]


def test_each_attempt_of_a_step_is_told_with_its_duration_and_outcome() -> None:
    history = timeline([*RETRIED, event(9.5, "ExecutionSucceeded")])

    assert [(attempt.step, attempt.number, attempt.outcome) for attempt in history.attempts] == [
        ("OrchestrateSession", 1, SUCCEEDED),
        ("GenerateRecipe", 1, "RecipeModelThrottled"),
        ("GenerateRecipe", 2, SUCCEEDED),
    ]
    assert [round(attempt.seconds or 0, 3) for attempt in history.attempts] == [0.2, 1.0, 6.0]
    assert [round(attempt.began, 3) for attempt in history.attempts] == [0.1, 0.3, 3.3]
    assert history.seconds == 9.5


def test_what_is_still_at_work_has_no_duration() -> None:
    history = timeline(RETRIED[:3])

    assert history.seconds is None
    assert (history.attempts[-1].seconds, history.attempts[-1].outcome) == (None, RUNNING)


def test_a_time_out_is_told_by_its_error() -> None:
    timed_out = event(5, "TaskTimedOut", taskTimedOutEventDetails={"error": "States.Timeout"})

    assert timeline([*RETRIED[:3], timed_out]).attempts[-1].outcome == "States.Timeout"


def test_trace_shows_the_table_and_exits_by_the_outcome(environment: FakeEnvironment) -> None:
    failure = SessionFailure("StepTimedOut", "잠시 뒤 다시 시도해 주세요.")
    environment.states = [session(Phase.RECIPE_GENERATION, status=Status.FAILED, error=failure)]
    environment.events = RETRIED

    shown = CliRunner().invoke(app, ["trace", "sess_1"])
    answer = CliRunner().invoke(app, ["trace", "sess_1", "--json"])

    assert shown.exit_code == answer.exit_code == 1
    for word in ("GenerateRecipe", "RecipeModelThrottled", "6.00", "성공", "실패"):
        assert word in shown.output
    attempts = json.loads(answer.output)["attempts"]
    assert attempts[1] == {
        "step": "GenerateRecipe", "attempt": 1, "began": 0.3, "seconds": 1.0,
        "outcome": "RecipeModelThrottled",
    }  # fmt: skip


def test_trace_of_a_session_that_is_not_kept_exits_2(environment: FakeEnvironment) -> None:
    environment.states = [None]

    assert CliRunner().invoke(app, ["trace", "sess_1"]).exit_code == 2


def test_forget_deletes_once_and_then_has_nothing_to_delete(environment: FakeEnvironment) -> None:
    environment.kept = {"sess_1"}

    first = CliRunner().invoke(app, ["forget", "sess_1"])
    second = CliRunner().invoke(app, ["forget", "sess_1"])

    assert (first.exit_code, second.exit_code) == (0, 2)
    assert "지웠습니다" in first.output
