"""Pricing the lines of a recipe: what is one ingredient is bought once.

``연어 10 g`` and ``연어 400 g``, ``대파`` and ``파``, ``마늘`` and ``다진 마늘`` are one purchase each.
The first line of an ingredient carries the packs for all of its lines, the others point to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import FOUR_PLACES, PriceLine, Unpriced
from ai_chef_food.units import weight
from ai_chef_price.matching.products import product_name, requirements_of
from ai_chef_price.sources.protocol import PriceSource


@dataclass
class _Purchase:
    """The places of the lines that are bought together, and what to ask a shop for.

    That is the strictest of their names: the recipe's own words (다진 마늘, 김밥용 김) where all lines
    use the same, the canonical name where they differ and ask for nothing.
    """

    product: str
    name: str
    requirements: frozenset[str]
    places: list[int] = field(default_factory=list)
    grams: Decimal = Decimal(0)

    def suits(self, requirements: frozenset[str]) -> bool:
        """Tell whether one product can satisfy both: 버터 and 무염버터, not 가염버터 and 무염버터."""
        return requirements <= self.requirements or self.requirements <= requirements

    def add(self, place: int, line: Ingredient, grams: Decimal) -> None:
        """Let the line at `place` be bought with the others."""
        requirements = requirements_of(line.name)
        if requirements > self.requirements:
            self.name, self.requirements = line.name, requirements
        elif line.name != self.name and not self.requirements:
            self.name = self.product
        self.places.append(place)
        self.grams += grams

    def as_ingredient(self) -> Ingredient:
        """Return what has to be bought, in grams."""
        grams = self.grams.quantize(FOUR_PLACES, ROUND_HALF_UP)
        return Ingredient(name=self.name, amount=grams, unit="g", grams=grams)


def price_recipe(
    source: PriceSource, ingredients: Sequence[Ingredient], allergies: Sequence[str]
) -> list[PriceLine]:
    """Return one price line for each ingredient, in their order; their prices add up.

    Raises
    ------
    PriceSourceUnavailable, PriceSourceDenied, PriceQuotaExhausted
        As `source` raises them.
    """
    lines = [
        PriceLine.without_price(ingredient.name, Unpriced.UNKNOWN_INGREDIENT)
        for ingredient in ingredients
    ]
    purchases: dict[str, list[_Purchase]] = {}
    for place, ingredient in enumerate(ingredients):
        product, grams = product_name(ingredient.name, ingredients), weight(ingredient)
        if product is None:
            continue
        if grams is None:
            lines[place] = PriceLine.without_price(ingredient.name, Unpriced.UNKNOWN_WEIGHT)
            continue
        _purchase_of(purchases.setdefault(product, []), product, ingredient).add(
            place, ingredient, grams
        )
    bought = [purchase for same in purchases.values() for purchase in same]
    if not bought:
        return lines
    priced = source.price([purchase.as_ingredient() for purchase in bought], allergies)
    for purchase, carrier in zip(bought, priced, strict=True):
        first, *others = purchase.places
        lines[first] = carrier.model_copy(update={"name": ingredients[first].name})
        for place in others:
            name = ingredients[place].name
            lines[place] = (
                PriceLine.shared(name, lines[first])
                if carrier.price is not None
                else lines[first].model_copy(update={"name": name})
            )
    return lines


def _purchase_of(same: list[_Purchase], product: str, ingredient: Ingredient) -> _Purchase:
    requirements = requirements_of(ingredient.name)
    for purchase in same:
        if purchase.suits(requirements):
            return purchase
    means_it = bool(requirements) or product_name(ingredient.name) == product
    name = ingredient.name if means_it else product  # 파 may stand for the 쪽파 of another line
    same.append(_Purchase(product, name, requirements))
    return same[-1]
