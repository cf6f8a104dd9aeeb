"""Which sources of recipes the settings choose, wired to Bedrock and the metrics."""

from ai_chef_common import metrics
from ai_chef_common.clock import Clock, utc_now
from ai_chef_recipe.settings import RecipeSettings, TokenPrice
from ai_chef_recipe.sources.base import RecipeSource
from ai_chef_recipe.sources.bedrock.client import bedrock_runtime
from ai_chef_recipe.sources.bedrock.model import Model, Usage
from ai_chef_recipe.sources.bedrock.source import BedrockSource, Converse
from ai_chef_recipe.sources.cookbook.source import BookSource


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
        repair_rounds=settings.model_repair_rounds,
        temperature=settings.model_temperature,
        top_p=settings.model_top_p,
        max_tokens=settings.model_max_tokens,
        output=settings.model_output,
        prompt_caching=settings.model_prompt_caching,
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
        metrics.emit_all(
            {
                "ModelInputTokens": usage.input_tokens,
                "ModelOutputTokens": usage.output_tokens,
            },
            model=self._model_id,
        )
        if usage.cache_read_tokens or usage.cache_write_tokens:
            metrics.emit_all(
                {
                    "ModelCacheReadTokens": usage.cache_read_tokens,
                    "ModelCacheWriteTokens": usage.cache_write_tokens,
                },
                model=self._model_id,
            )
        if self._price:
            cost = float(self._price.cost(usage))
            metrics.emit("ModelCostUsd", cost, model=self._model_id)


def _meter(settings: RecipeSettings) -> _Meter:
    return _Meter(settings.model_id, settings.model_prices.get(settings.model_id))
