"""The payloads of GenerateRecipe and FetchPrices; `orchestration` and `combination` have the others.

Apart, so that each Lambda starts cold with the models that it needs and no others.
"""

from typing import Annotated

from pydantic import Field

from ai_chef_common.contract import Contract, ExecutionId, SessionId
from ai_chef_common.ingredient import Ingredient
from ai_chef_common.profile import Profile


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
