"""Where prices come from, chosen in one place; nothing else in this package knows which it is."""

from collections.abc import Sequence
from typing import Literal, Protocol

from ai_chef_common.pricing import PriceLine
from ai_chef_common.recipe import Ingredient
from ai_chef_common.settings import StepSettings
from ai_chef_price.catalog import CatalogSource


class PriceSource(Protocol):
    """Anything that can price ingredients."""

    def price(self, ingredients: Sequence[Ingredient]) -> list[PriceLine]:
        """Return one line for each ingredient, in their order; money is integer KRW.

        Raises
        ------
        PriceSourceUnavailable
            The source cannot be reached now.
        IngredientNotPriced
            The source has no price for an ingredient.
        """
        ...


class PriceSettings(StepSettings):
    """``PRICE_SOURCE``: ``catalog``, the embedded reference prices."""

    price_source: Literal["catalog"]


def choose_source(settings: PriceSettings) -> PriceSource:
    """Return the source that the settings name."""
    match settings.price_source:
        case "catalog":
            return CatalogSource()
