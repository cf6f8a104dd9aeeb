"""Settings of GenerateRecipe."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, Json, model_validator

from ai_chef_common.settings import StepSettings
from ai_chef_recipe.sources.bedrock.model import Usage
from ai_chef_recipe.sources.bedrock.prompt import Output

TOKENS_PER_PRICE = 1_000_000


class TokenPrice(BaseModel):
    """US dollars per million tokens, as Bedrock's price list gives them.

    What is read from the cache or written to it costs as much as other input where the list has no
    price of its own.
    """

    input: Annotated[Decimal, Field(ge=0)]
    output: Annotated[Decimal, Field(ge=0)]
    cache_read: Annotated[Decimal, Field(ge=0)] | None = None
    cache_write: Annotated[Decimal, Field(ge=0)] | None = None

    def cost(self, usage: Usage) -> Decimal:
        """Return the estimated cost of one call in US dollars."""
        read = self.input if self.cache_read is None else self.cache_read
        written = self.input if self.cache_write is None else self.cache_write
        spent = (
            self.input * usage.input_tokens
            + self.output * usage.output_tokens
            + read * usage.cache_read_tokens
            + written * usage.cache_write_tokens
        )
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
    model_temperature: Annotated[float, Field(ge=0, le=1)] | None = None
    model_top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    model_max_tokens: Annotated[int, Field(ge=256, le=16_384)] | None = None
    model_output: Output = "tool"
    model_prompt_caching: bool = False
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
