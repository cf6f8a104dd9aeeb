"""The payload that each step sends to its Lambda; those of opening and closing: `orchestration`."""

from typing import Annotated

from pydantic import Field

from ai_chef_common.contract import Contract, ExecutionId, SessionId
from ai_chef_common.pricing import PriceLine
from ai_chef_common.profile import Profile
from ai_chef_common.recipe import Ingredient, Recipe


class StepRequest(Contract):
    """What every later step receives."""

    session_id: SessionId
    execution_id: ExecutionId
    profile: Profile


class GenerateRecipeRequest(StepRequest):
    """GenerateRecipe, and ReuseRecipe with ``reprice_of``, the session that has the recipe.

    ``retry_count`` is 0 at the first try, rising with each retry of the state.
    """

    retry_count: Annotated[int, Field(ge=0)] = 0
    reprice_of: SessionId | None = None


class FetchPricesRequest(StepRequest):
    """FetchPrices."""

    ingredients: Annotated[list[Ingredient], Field(min_length=1, max_length=40)]


class RecipeResult(Contract):
    """``$.recipeResult`` of the workflow."""

    recipe: Recipe


class PricingResult(Contract):
    """``$.pricingResult`` of the workflow."""

    pricing: list[PriceLine]


class CombineResultsRequest(StepRequest):
    """CombineResults."""

    recipe_result: RecipeResult
    pricing_result: PricingResult
