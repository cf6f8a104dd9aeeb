from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import RecipeRejected, SessionNotFound
from ai_chef_common.sessions.model import Execution
from ai_chef_common.sessions.results import ResultStore
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_recipe.generation import generate_recipe
from ai_chef_recipe.reuse import reuse
from ai_chef_recipe.sources.cookbook.source import BookSource

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

EARLIER = "sess_earlier"


@pytest.fixture
def recipe_of(wishes: Callable[..., Profile]) -> Recipe:
    return generate_recipe(BookSource(), wishes(), "x", lambda violations: None)


@pytest.fixture
def results(settings: StepSettings, dynamodb: "DynamoDBClient", recipe_of: Recipe) -> ResultStore:
    store = SessionStore(settings)
    store.open(EARLIER, Execution("2026-01-31T09:00:00.000Z", "execution:1"))
    result: dict[str, Any] = {
        "recipe": recipe_of.to_json(), "pricing": [], "totalCost": 0, "costPerServing": 0,
    }  # fmt: skip
    store.complete(EARLIER, "execution:1", result)
    return ResultStore(settings.results_table)


def test_the_earlier_recipe_comes_back_unchanged(
    results: ResultStore, recipe_of: Recipe, wishes: Callable[..., Profile]
) -> None:
    assert reuse(results, EARLIER, wishes()) == parse(Recipe, recipe_of.to_json())


def test_the_recipe_tells_the_diets_that_it_was_held_against(recipe_of: Recipe) -> None:
    assert recipe_of.diets == ["general"]


def test_a_recipe_that_does_not_fit_the_profile_any_more_is_rejected_by_rule(
    results: ResultStore, recipe_of: Recipe, wishes: Callable[..., Profile]
) -> None:
    with pytest.raises(RecipeRejected, match="dislikes") as caught:
        reuse(results, EARLIER, wishes(dislikes=[recipe_of.ingredients[0].name]))

    assert recipe_of.ingredients[0].name not in str(caught.value)


def test_a_session_without_a_result_is_not_found(
    results: ResultStore, wishes: Callable[..., Profile]
) -> None:
    with pytest.raises(SessionNotFound):
        reuse(results, "sess_unknown", wishes())
