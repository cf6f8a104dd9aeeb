"""The payload that each state of the workflow sends to its Lambda (design table 'Contracts')."""

from typing import Annotated

from pydantic import Field, StringConstraints

from ai_chef_common.contract import Contract, ExecutionId, SessionId, Timestamp
from ai_chef_common.pricing import PriceLine
from ai_chef_common.profile import ExecutionInput, Profile
from ai_chef_common.recipe import Ingredient, Recipe


class OpenSessionRequest(Contract):
    """OrchestrateSession: the execution input and who is executing it."""

    input: ExecutionInput
    execution_id: ExecutionId
    execution_started_at: Timestamp


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


class CaughtError(Contract):
    """What a Catch puts into ``$.error``; the keys are AWS's own spelling."""

    error: Annotated[str, Field(alias="Error"), StringConstraints(max_length=256)]
    cause: Annotated[str, Field(alias="Cause")] = ""


class MarkFailedRequest(Contract):
    """MarkSessionFailed."""

    session_id: SessionId
    execution_id: ExecutionId
    execution_started_at: Timestamp
    error: CaughtError


class SessionOpened(Contract):
    """Body out of OrchestrateSession: the normalized input."""

    session_id: SessionId
    profile: Profile
