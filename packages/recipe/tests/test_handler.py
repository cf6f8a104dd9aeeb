from typing import TYPE_CHECKING, Any

from ai_chef_common.contract import parse
from ai_chef_common.phases import Phase
from ai_chef_common.recipe import Recipe
from ai_chef_common.session import Execution
from ai_chef_common.sessions import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_recipe.handler import handler

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def test_the_seeds_profile_gets_a_recipe_and_the_session_moves_on(
    settings: StepSettings, dynamodb: "DynamoDBClient", profile: dict[str, Any]
) -> None:
    store = SessionStore(settings)
    store.open("sess_abc123", Execution("2026-01-31T09:00:00.000Z", "execution:1"))

    answer = handler(
        {"sessionId": "sess_abc123", "executionId": "execution:1", "profile": profile}, None
    )

    recipe = parse(Recipe, answer["body"])
    assert recipe.servings == 2
    assert recipe.nutrition is not None
    assert recipe.nutrition.per_serving.kcal > 0
    assert recipe.allergens is not None
    assert recipe.allergens.not_assessed == []
    session = store.get("sess_abc123")
    assert session is not None
    assert session.phase is Phase.RECIPE_COMPLETED
