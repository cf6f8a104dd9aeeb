"""Settings of GenerateRecipe, and the source that they choose."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, Json, model_validator

from ai_chef_common import metrics
from ai_chef_common.aws import bedrock_runtime
from ai_chef_common.clock import Clock, utc_now
from ai_chef_common.settings import StepSettings
from ai_chef_recipe.bedrock import BedrockSource, Converse, Model, Usage
from ai_chef_recipe.book import BookSource
from ai_chef_recipe.sources import RecipeSource

TOKENS_PER_PRICE = 1_000_000


class TokenPrice(BaseModel):
    """US dollars per million tokens, as Bedrock's price list gives them."""

    input: Annotated[Decimal, Field(ge=0)]
    output: Annotated[Decimal, Field(ge=0)]

    def cost(self, usage: Usage) -> Decimal:
        """Return the estimated cost of one call in US dollars."""
        spent = self.input * usage.input_tokens + self.output * usage.output_tokens
        return spent / TOKENS_PER_PRICE


class RecipeSettings(StepSettings):
    """Where recipes come from.

    ``recipe_source``: ``book``, the embedded recipe book, or ``bedrock``, a model.
    ``recipe_fallback``: ``book`` lets the book stand in for the model; every such recipe says so.
    ``last_retry``: the retry of the state machine after which none follows.
    ``model_…``: what `Model` tells; ``model_timeout_seconds`` limits one call, ``model_region`` is
    empty for the Lambda's own region, ``model_prices`` has a `TokenPrice` by model id.
    """

    recipe_source: Literal["book", "bedrock"]
    recipe_fallback: Literal["none", "book"] = "none"
    last_retry: Annotated[int, Field(ge=0, le=10)] = 0
    model_id: str = ""
    model_region: str = ""
    model_temperature: Annotated[float, Field(ge=0, le=1)] = 0.5
    model_max_tokens: Annotated[int, Field(ge=256, le=16_384)] = 4096
    model_timeout_seconds: Annotated[int, Field(ge=1, le=300)] = 25
    model_repair_rounds: Annotated[int, Field(ge=0, le=2)] = 2
    model_prices: Json[dict[str, TokenPrice]] = Field(default_factory=dict)
    guardrail_id: str = ""
    guardrail_version: str = ""

    @model_validator(mode="after")
    def _has_a_model(self) -> Self:
        if self.recipe_source == "bedrock" and not self.model_id:
            raise ValueError("RECIPE_SOURCE=bedrock needs MODEL_ID")
        if bool(self.guardrail_id) != bool(self.guardrail_version):
            raise ValueError("GUARDRAIL_ID and GUARDRAIL_VERSION belong together")
        return self


def choose_source(settings: RecipeSettings, clock: Clock = utc_now) -> RecipeSource:
    """Return the source that the settings name; no client is made before it is used."""
    match settings.recipe_source:
        case "book":
            return BookSource(clock)
        case "bedrock":
            return BedrockSource(
                _model(settings), lambda: _converse(settings), _meter(settings), clock
            )


def choose_fallback(settings: RecipeSettings, clock: Clock = utc_now) -> RecipeSource | None:
    """Return the source that stands in, or None if a failure is to fail."""
    is_needed = settings.recipe_fallback == "book" and settings.recipe_source != "book"
    return BookSource(clock) if is_needed else None


def _model(settings: RecipeSettings) -> Model:
    return Model(
        id=settings.model_id,
        temperature=settings.model_temperature,
        max_tokens=settings.model_max_tokens,
        repair_rounds=settings.model_repair_rounds,
        guardrail_id=settings.guardrail_id,
        guardrail_version=settings.guardrail_version,
    )


def _converse(settings: RecipeSettings) -> Converse:
    region = settings.model_region or None
    return bedrock_runtime(region, settings.model_timeout_seconds).converse


class _Meter:
    """Counts tokens, and estimates cost where the price table knows the model."""

    def __init__(self, model_id: str, price: TokenPrice | None) -> None:
        self._model_id = model_id
        self._price = price

    def __call__(self, usage: Usage) -> None:
        metrics.emit("ModelCalls", model=self._model_id)
        metrics.emit("ModelInputTokens", usage.input_tokens, model=self._model_id)
        metrics.emit("ModelOutputTokens", usage.output_tokens, model=self._model_id)
        if self._price:
            cost = float(self._price.cost(usage))
            metrics.emit("ModelCostUsd", cost, model=self._model_id)


def _meter(settings: RecipeSettings) -> _Meter:
    return _Meter(settings.model_id, settings.model_prices.get(settings.model_id))
