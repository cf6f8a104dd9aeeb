"""What the workflow sends to FetchPrices."""

from typing import Annotated

from pydantic import Field

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.step import StepRequest


class FetchPricesRequest(StepRequest):
    """FetchPrices."""

    ingredients: Annotated[list[Ingredient], Field(min_length=1, max_length=40)]
