"""What every price source can do."""

from collections.abc import Sequence
from typing import Protocol

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceLine


class PriceSource(Protocol):
    """Anything that can price ingredients."""

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        """Return one line for each ingredient, in their order; money is integer KRW.

        A product whose title names one of `allergies` is not taken. What cannot be priced is a line
        that says why.

        Raises
        ------
        PriceSourceUnavailable
            The source cannot be reached now.
        PriceSourceDenied, PriceQuotaExhausted
            The source refuses until someone mends it, or until tomorrow.
        """
        ...
