from typing import TYPE_CHECKING, Any

from ai_chef_common.sessions.model import Execution
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_price.handler import handler

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def test_every_ingredient_is_priced_in_order_and_the_session_moves_on(
    settings: StepSettings,
    dynamodb: "DynamoDBClient",
    profile: dict[str, Any],
    recipe: dict[str, Any],
) -> None:
    store = SessionStore(settings)
    store.open("sess_abc123", Execution("2026-01-31T09:00:00.000Z", "execution:1"))

    answer = handler(
        {
            "sessionId": "sess_abc123",
            "executionId": "execution:1",
            "profile": profile,
            "ingredients": recipe["ingredients"],
        },
        None,
    )

    assert [line["name"] for line in answer["body"]] == ["아보카도", "닭가슴살"]
    assert [line["price"] for line in answer["body"]] == [4340, 3000]
    session = store.get("sess_abc123")
    assert session is not None
    assert session.phase is Phase.PRICE_COMPLETED
