from typing import TYPE_CHECKING, Any

import pytest

from ai_chef_combine.handler import handler
from ai_chef_common.errors import SessionConflict, SessionNotFound
from ai_chef_common.sessions.model import Execution
from ai_chef_common.sessions.phases import Status
from ai_chef_common.sessions.results import ResultStore
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ID = "sess_abc123"


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient") -> SessionStore:
    store = SessionStore(settings)
    store.open(ID, Execution("2026-01-31T09:00:00.000Z", "execution:1"))
    return store


@pytest.fixture
def event(profile: dict[str, Any], recipe: dict[str, Any]) -> dict[str, Any]:
    pricing = [
        {"name": "아보카도", "price": 3500, "shop": "네이버쇼핑"},
        {"name": "닭가슴살", "price": 8000, "shop": "네이버쇼핑"},
    ]
    return {
        "sessionId": ID,
        "executionId": "execution:1",
        "profile": profile,
        "recipeResult": {"recipe": recipe},
        "pricingResult": {"pricing": pricing},
    }


def test_the_result_is_stored_and_the_session_completed(
    store: SessionStore, settings: StepSettings, event: dict[str, Any]
) -> None:
    answer = handler(event, None)

    assert (answer["body"]["totalCost"], answer["body"]["costPerServing"]) == (11500, 5750)
    stored = ResultStore(settings.results_table).get(ID)
    assert stored is not None
    assert stored.result.to_json() == answer["body"]
    session = store.get(ID)
    assert session is not None
    assert session.status is Status.COMPLETED


def test_a_retry_after_completion_returns_the_stored_result(
    store: SessionStore, event: dict[str, Any]
) -> None:
    first = handler(event, None)
    event["pricingResult"]["pricing"][0]["price"] = 1

    assert handler(event, None) == first


def test_a_retry_after_the_result_was_deleted_fails_by_name(
    store: SessionStore, event: dict[str, Any], dynamodb: "DynamoDBClient"
) -> None:
    handler(event, None)
    dynamodb.delete_item(TableName="ai-chef-results-test", Key={"sessionId": {"S": ID}})

    with pytest.raises(SessionNotFound):
        handler(event, None)


def test_another_execution_completes_nothing(
    store: SessionStore, settings: StepSettings, event: dict[str, Any]
) -> None:
    with pytest.raises(SessionConflict):
        handler(event | {"executionId": "execution:2"}, None)

    assert ResultStore(settings.results_table).get(ID) is None
