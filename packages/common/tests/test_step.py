"""What every handler has around it."""

import itertools
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ai_chef_common import step as runtime
from ai_chef_common.contracts.base import Contract
from ai_chef_common.contracts.step import StepRequest
from ai_chef_common.errors import (
    InvalidStepPayload,
    NoRecipeFits,
    PayloadTooLarge,
    RecipeSourceUnavailable,
    StoreUnavailable,
    UnexpectedError,
)
from ai_chef_common.logs import logger
from ai_chef_common.sessions.model import Execution, Session
from ai_chef_common.sessions.phases import Phase, Status
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_common.step import LambdaHandler, Step

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ID = "sess_abc123"
EXECUTION = Execution("2026-01-31T09:00:00.000Z", "execution:1")


class Answer(Contract):
    value: int


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient") -> SessionStore:
    store = SessionStore(settings, client=dynamodb)
    store.open(ID, EXECUTION)
    return store


@pytest.fixture
def event(profile: dict[str, Any]) -> dict[str, Any]:
    return {"sessionId": ID, "executionId": EXECUTION.id, "profile": profile}


def handler(store: SessionStore, outcome: Any) -> LambdaHandler:
    def work(request: StepRequest) -> Answer:
        if isinstance(outcome, Exception):
            raise outcome
        return Answer(value=outcome)

    return Step(
        "GenerateRecipe",
        StepRequest,
        begins=Phase.RECIPE_GENERATION,
        ends=Phase.RECIPE_COMPLETED,
        sessions=store,
    )(work)


def found(store: SessionStore) -> Session:
    session = store.get(ID)
    assert session is not None
    return session


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")
    ]


def test_the_body_is_wrapped_and_the_phases_are_entered(
    store: SessionStore, event: dict[str, Any]
) -> None:
    answer = handler(store, 7)(event, None)

    assert answer == {"statusCode": 200, "body": {"value": 7}}
    assert found(store).phase is Phase.RECIPE_COMPLETED


@pytest.mark.parametrize(("value", "fits"), [(9, True), (10, False)])
def test_a_body_above_its_limit_fails_the_session_by_name(
    store: SessionStore, event: dict[str, Any], value: int, fits: bool
) -> None:
    step = Step(
        "GenerateRecipe",
        StepRequest,
        begins=Phase.RECIPE_GENERATION,
        ends=Phase.RECIPE_COMPLETED,
        sessions=store,
        most_bytes=len('{"value":9}'),
    )(lambda request: Answer(value=value))

    if fits:
        assert step(event, None)["body"] == {"value": value}
        return
    with pytest.raises(PayloadTooLarge, match="12 bytes, more than 11"):
        step(event, None)
    session = found(store)
    assert session.error is not None
    assert (session.error.code, session.phase) == ("PayloadTooLarge", Phase.RECIPE_GENERATION)


def test_a_permanent_error_marks_the_session_failed_at_once_and_is_raised(
    store: SessionStore, event: dict[str, Any]
) -> None:
    with pytest.raises(NoRecipeFits):
        handler(store, NoRecipeFits(["dislikes"]))(event, None)

    session = found(store)
    assert session.status is Status.FAILED
    assert session.phase is Phase.RECIPE_GENERATION
    assert session.error is not None
    assert session.error.code == "NoRecipeFits"
    assert "싫어하는 재료" in session.error.message


def test_a_transient_error_is_raised_and_does_not_flash_failed(
    store: SessionStore, event: dict[str, Any]
) -> None:
    with pytest.raises(RecipeSourceUnavailable):
        handler(store, RecipeSourceUnavailable("slow"))(event, None)

    assert found(store).status is Status.PROCESSING


def test_a_defect_is_named_by_class_and_place_without_its_text(
    store: SessionStore, event: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnexpectedError, match=r"KeyError at test_step\.py") as caught:
        handler(store, KeyError("땅콩"))(event, None)

    assert "땅콩" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert found(store).status is Status.FAILED
    assert "땅콩" not in capsys.readouterr().out


def test_a_payload_that_breaks_its_contract_is_a_permanent_error(
    store: SessionStore, event: dict[str, Any]
) -> None:
    with pytest.raises(InvalidStepPayload, match="profile: Field required"):
        handler(store, 1)({key: event[key] for key in ("sessionId", "executionId")}, None)

    assert found(store).status is Status.FAILED


@pytest.mark.parametrize("session_id", [None, 7, "", "x" * 65, "a b", {"S": "x"}])
def test_a_payload_without_a_usable_session_id_writes_nothing(
    store: SessionStore, event: dict[str, Any], session_id: object
) -> None:
    with pytest.raises(InvalidStepPayload):
        handler(store, 1)(event | {"sessionId": session_id}, None)

    assert found(store).status is Status.PROCESSING


@pytest.mark.parametrize(
    "second",
    [
        StoreUnavailable("down"),
        ClientError({"Error": {"Code": "NeverSeenBefore"}}, "UpdateItem"),
        KeyError("땅콩"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_the_steps_own_error_is_raised_also_when_the_failure_cannot_be_marked(
    store: SessionStore,
    event: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    second: Exception,
) -> None:
    def unavailable(*_: object) -> None:
        raise second

    monkeypatch.setattr(store, "fail", unavailable)

    with pytest.raises(NoRecipeFits):
        handler(store, NoRecipeFits(["target"]))(event, None)
    assert "땅콩" not in capsys.readouterr().out


def test_log_lines_carry_session_execution_and_phase_but_no_profile(
    store: SessionStore, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = StringIO()
    logger.clear_state()  # of what other handlers of this process appended
    monkeypatch.setattr(logger.registered_handler, "stream", log)

    handler(store, 7)(event, None)

    line = json.loads(log.getvalue())
    assert line["timestamp"].endswith("Z")
    assert (line["sessionId"], line["executionId"], line["phase"]) == (
        ID,
        EXECUTION.id,
        "recipe_generation",
    )
    assert "diabetes" not in json.dumps(line)


def test_the_first_line_of_a_process_tells_the_cold_start_and_no_later_one(
    store: SessionStore, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = StringIO()
    logger.clear_state()  # of what other handlers of this process appended
    monkeypatch.setattr(logger.registered_handler, "stream", log)
    monkeypatch.setattr(runtime, "_earlier_invocations", itertools.count())
    answer = handler(store, 7)

    answer(event, None)
    answer(event, None)

    cold_starts = [json.loads(line)["coldStart"] for line in log.getvalue().splitlines()]
    assert cold_starts == [True, False]


def test_a_line_holds_nothing_but_what_somebody_looks_for(
    store: SessionStore, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each line is paid for by its bytes, four times a session.
    log = StringIO()
    logger.clear_state()  # of what other handlers of this process appended
    monkeypatch.setattr(logger.registered_handler, "stream", log)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")

    handler(store, 7)(event, None)

    assert set(json.loads(log.getvalue())) == {
        "level", "message", "timestamp", "service", "sessionId", "executionId", "phase", "step",
        "coldStart", "durationMs",
    }  # fmt: skip


def test_metrics_tell_failure_by_name(
    store: SessionStore, event: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoRecipeFits):
        handler(store, NoRecipeFits(["target"]))(event, None)

    metrics = [line for line in printed(capsys) if "_aws" in line]
    by_name = {
        metric["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Name"]: metric for metric in metrics
    }
    assert set(by_name) == {
        "StepFailures", "SessionsFailed", "SessionFaults",
    }  # fmt: skip
    assert by_name["StepFailures"]["errorName"] == "NoRecipeFits"
    assert by_name["SessionsFailed"]["errorCode"] == "NoRecipeFits"
    assert by_name["SessionFaults"]["SessionFaults"] == [0.0]
    assert {metric["_aws"]["CloudWatchMetrics"][0]["Namespace"] for metric in metrics} == {"AiChef"}
