import json
from typing import TYPE_CHECKING, Any

import pytest

from ai_chef_common.errors import InvalidInput, SessionConflict
from ai_chef_common.sessions.model import Session, SessionFailure
from ai_chef_common.sessions.phases import Phase, Status
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_orchestrator.handler import handler

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ID = "sess_abc123"
STARTED = "2026-01-31T09:00:00.000Z"


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient") -> SessionStore:
    return SessionStore(settings)


def start(profile: Any, execution: str = "execution:1", **more: Any) -> dict[str, Any]:
    return {
        "input": {"sessionId": ID, "profile": profile} | more,
        "executionId": execution,
        "executionStartedAt": STARTED,
    }


def caught(name: str) -> dict[str, Any]:
    return {
        "input": {"sessionId": ID, "profile": {}},
        "executionId": "execution:1",
        "executionStartedAt": STARTED,
        "error": {"Error": name, "Cause": '{"errorMessage": "땅콩"}'},
    }


def ended(status: str, **detail: Any) -> dict[str, Any]:
    return {
        "detail-type": "Step Functions Execution Status Change",
        "source": "aws.states",
        "detail": {
            "executionArn": "execution:1",
            "status": status,
            "startDate": 1769850000000,
            "input": json.dumps({"sessionId": ID, "profile": {}}),
        }
        | detail,
    }


def found(store: SessionStore) -> Session:
    session = store.get(ID)
    assert session is not None
    return session


def test_a_session_is_opened_and_the_normalized_input_returned(
    store: SessionStore, profile: dict[str, Any]
) -> None:
    answer = handler(start(profile | {"allergies": ["peanut"]}), None)

    assert answer["statusCode"] == 200
    assert answer["body"]["sessionId"] == ID
    assert answer["body"]["profile"] == profile | {
        "allergies": ["땅콩"],
        "servings": 2,
        "availableIngredients": [],
        "dislikes": [],
        "notAgain": [],
        "resolvedAllergies": [{"typed": "peanut", "means": ["땅콩"]}],
    }
    assert found(store).phase is Phase.SESSION_STARTED


def test_the_session_item_holds_nothing_of_the_profile(
    store: SessionStore, dynamodb: "DynamoDBClient", profile: dict[str, Any]
) -> None:
    handler(start(profile), None)

    (item,) = dynamodb.scan(TableName="ai-chef-sessions-test")["Items"]
    assert "diabetes" not in json.dumps(item)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"target": "carnivore"}, "input.profile.target"),
        ({"budget": -1}, "input.profile.budget"),
        ({"땅콩알레르기": True}, "input.profile"),
        ({"allergies": ["떵콩"]}, "profile.allergies.0"),
    ],
)
def test_a_bad_input_fails_at_once_and_is_told_field_by_field(
    store: SessionStore, profile: dict[str, Any], change: dict[str, Any], named: str
) -> None:
    with pytest.raises(InvalidInput, match=named):
        handler(start(profile | change), None)

    session = found(store)
    assert session.status is Status.FAILED
    assert session.error is not None
    assert session.error.code == "InvalidInput"
    assert named in session.error.message
    assert "땅콩알레르기" not in session.error.message


def test_the_nearest_names_reach_the_person_and_nobody_else(
    store: SessionStore, profile: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        handler(start(profile | {"allergies": ["땅컹"]}), None)

    error = found(store).error
    assert error is not None
    assert "혹시 땅콩" in error.message
    assert "땅콩" not in str(caught.value) + capsys.readouterr().out


def test_an_unknown_field_beside_the_profile_is_told_by_its_position(
    store: SessionStore, profile: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput, match=r"input: field number 3 is unknown"):
        handler(start(profile, callback="http://127.0.0.1"), None)


@pytest.mark.parametrize("given", [None, [], "text", {}, {"sessionId": "'; DROP"}])
def test_an_input_without_a_usable_session_id_stores_nothing(
    store: SessionStore, dynamodb: "DynamoDBClient", given: Any
) -> None:
    event = {"input": given, "executionId": "execution:1", "executionStartedAt": STARTED}

    with pytest.raises(InvalidInput):
        handler(event, None)

    assert dynamodb.scan(TableName="ai-chef-sessions-test")["Items"] == []


def test_a_second_execution_is_refused_and_does_not_disturb_the_first(
    store: SessionStore, profile: dict[str, Any]
) -> None:
    handler(start(profile), None)
    before = found(store)

    with pytest.raises(SessionConflict):
        handler(start(profile, "execution:2"), None)
    answer = handler(caught("SessionConflict") | {"executionId": "execution:2"}, None)

    assert answer["body"] == {"outcome": "not_owner", "code": "SessionConflict"}
    assert found(store) == before


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("RecipeSourceUnavailable", "RecipeSourceUnavailable"),
        ("Sandbox.Timedout", "StepTimedOut"),
        ("Runtime.ExitError", "StepCrashed"),
        ("States.DataLimitExceeded", "PayloadTooLarge"),
        ("Lambda.KMSAccessDeniedException", "StepMisconfigured"),
        ("KeyError", "WorkflowFailed"),
    ],
)
def test_a_caught_error_is_marked_by_our_code_and_without_its_cause(
    store: SessionStore, profile: dict[str, Any], name: str, code: str
) -> None:
    handler(start(profile), None)

    assert handler(caught(name), None)["body"] == {"outcome": "recorded", "code": code}

    error = found(store).error
    assert error is not None
    assert error.code == code
    assert "땅콩" not in error.message


def test_the_code_that_goes_back_is_the_one_that_the_step_itself_failed_with(
    store: SessionStore, profile: dict[str, Any]
) -> None:
    handler(start(profile), None)
    store.fail(ID, "execution:1", SessionFailure("RecipeRejected", "조건을 줄여 주세요."))

    # The Lambda marked the session, and ran out of time before it could raise.
    assert handler(caught("Sandbox.Timedout"), None)["body"]["code"] == "RecipeRejected"


def test_an_error_after_the_session_was_completed_goes_back_by_its_own_code(
    store: SessionStore, profile: dict[str, Any]
) -> None:
    handler(start(profile), None)
    store.complete(ID, "execution:1", {})

    answer = handler(caught("Sandbox.Timedout"), None)

    assert answer["body"] == {"outcome": "already_ended", "code": "StepTimedOut"}
    assert found(store).status is Status.COMPLETED


@pytest.mark.parametrize("given", [None, [], "text", {}, {"sessionId": None}, {"sessionId": "a/b"}])
def test_an_input_without_a_usable_session_id_fails_with_the_code_and_stores_nothing(
    store: SessionStore, dynamodb: "DynamoDBClient", given: Any
) -> None:
    answer = handler(caught("InvalidInput") | {"input": given}, None)

    assert answer["body"] == {"outcome": "not_found", "code": "InvalidInput"}
    assert dynamodb.scan(TableName="ai-chef-sessions-test")["Items"] == []


@pytest.mark.parametrize(
    ("error", "cause", "code"),
    [
        ("WorkflowFailed", "StoreUnavailable", "StoreUnavailable"),
        ("WorkflowFailed", "Sandbox.Timedout", "StepTimedOut"),
        ("WorkflowFailed", '{"errorMessage": "KeyError"}', "WorkflowFailed"),
        ("WorkflowFailed", None, "WorkflowFailed"),
        ("States.DataLimitExceeded", "StoreUnavailable", "PayloadTooLarge"),
    ],
)
def test_where_marking_failed_the_end_of_the_execution_names_what_was_caught(
    store: SessionStore, profile: dict[str, Any], error: str, cause: str | None, code: str
) -> None:
    handler(start(profile), None)

    handler(ended("FAILED", error=error, cause=cause), None)

    session_error = found(store).error
    assert session_error is not None
    assert session_error.code == code


def test_marking_again_changes_nothing(store: SessionStore, profile: dict[str, Any]) -> None:
    handler(start(profile), None)
    handler(caught("Sandbox.Timedout"), None)
    of_the_session = {"outcome": "already_ended", "code": "StepTimedOut"}

    assert handler(caught("KeyError"), None)["body"] == of_the_session
    assert handler(ended("FAILED", error="KeyError"), None)["body"] == of_the_session

    error = found(store).error
    assert error is not None
    assert error.code == "StepTimedOut"


@pytest.mark.parametrize(
    ("status", "code"), [("ABORTED", "ExecutionAborted"), ("TIMED_OUT", "ExecutionTimedOut")]
)
def test_an_execution_that_was_stopped_leaves_its_session_failed(
    store: SessionStore, profile: dict[str, Any], status: str, code: str
) -> None:
    handler(start(profile), None)

    handler(ended(status), None)

    error = found(store).error
    assert error is not None
    assert error.code == code


def test_an_execution_stopped_before_it_opened_its_session_leaves_a_failed_one(
    store: SessionStore,
) -> None:
    handler(ended("ABORTED"), None)

    assert found(store).status is Status.FAILED


@pytest.mark.parametrize(
    "text",
    [
        None, "", "not json", "[]", "{}", '{"sessionId": 7}', '{"sessionId": "a/b"}',
        '{"sessionId": "' + "a" * 65 + '"}', "[" * 100_000, '{"sessionId": null}',
    ],
)  # fmt: skip
def test_an_ended_execution_that_names_no_session_is_counted_and_nothing_else(
    store: SessionStore,
    dynamodb: "DynamoDBClient",
    capsys: pytest.CaptureFixture[str],
    text: str | None,
) -> None:
    answer = handler(ended("ABORTED", input=text), None)

    assert answer["body"] == {"outcome": "not_found", "code": "ExecutionAborted"}
    assert "ExecutionsWithoutSession" in capsys.readouterr().out
    assert dynamodb.scan(TableName="ai-chef-sessions-test")["Items"] == []
