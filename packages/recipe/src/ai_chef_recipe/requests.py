"""What the workflow sends to GenerateRecipe and ReuseRecipe."""

from typing import Annotated

from pydantic import Field

from ai_chef_common.contracts.base import SessionId
from ai_chef_common.contracts.step import StepRequest


class GenerateRecipeRequest(StepRequest):
    """GenerateRecipe, and ReuseRecipe with ``reprice_of``, the session that has the recipe.

    ``retry_count`` is 0 at the first try, rising with each retry of the state.
    """

    retry_count: Annotated[int, Field(ge=0)] = 0
    reprice_of: SessionId | None = None
