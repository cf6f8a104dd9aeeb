"""Cheaper equivalents for the dearest lines, when the checkout is over the budget."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceLine
from ai_chef_common.contracts.profile import Profile
from ai_chef_food.household import equivalents, is_at_home
from ai_chef_food.units import weight
from ai_chef_price.sources import PriceSource

DEAREST_LINES = 3
EQUIVALENTS_EACH = 2
"""At most six more ingredients are priced: the offer is a help, not a second shopping list."""


def with_cheaper(
    source: PriceSource,
    ingredients: Sequence[Ingredient],
    lines: Sequence[PriceLine],
    profile: Profile,
) -> list[PriceLine]:
    """Return `lines`, the dearest with cheaper equivalents if the checkout is over the budget.

    An equivalent stands in by weight, has passed the allergens, dislikes and forbidden ingredients
    of the profile, and costs less at checkout. Whether the limits per serving still hold is for the
    step that knows the whole recipe.
    """
    bought = [
        (ingredient, line)
        for ingredient, line in zip(ingredients, lines, strict=True)
        if line.price and not is_at_home(line.name, profile.pantry, profile.available_ingredients)
    ]
    total = sum(line.price or 0 for _, line in bought)
    if profile.budget is None or total <= profile.budget:
        return list(lines)
    dearest = sorted(bought, key=lambda pair: -(pair[1].price or 0))[:DEAREST_LINES]
    in_recipe = {ingredient.name for ingredient in ingredients}
    wanted = {
        ingredient.name: _in_place_of(ingredient, profile, in_recipe) for ingredient, _ in dearest
    }
    asked = [equivalent for stand_ins in wanted.values() for equivalent in stand_ins]
    priced = iter(source.price(asked, profile.allergies)) if asked else iter(())
    cheaper: dict[str, list[PriceLine]] = {}
    for ingredient, line in dearest:
        for _ in wanted[ingredient.name]:
            stand_in = next(priced)
            if stand_in.price is not None and stand_in.price < (line.price or 0):
                alternative = stand_in.model_copy(update={"offers": [], "refused": []})
                cheaper.setdefault(line.name, []).append(alternative)
    return [
        line.model_copy(update={"cheaper": sorted(cheaper[line.name], key=_price)})
        if line.name in cheaper
        else line
        for line in lines
    ]


def _in_place_of(ingredient: Ingredient, profile: Profile, taken: set[str]) -> list[Ingredient]:
    grams = weight(ingredient)
    if grams is None:
        return []
    names = equivalents(
        ingredient.name,
        allergies=profile.allergies,
        dislikes=profile.dislikes,
        diets=profile.diets,
    )
    amount = grams.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [
        Ingredient(name=name, amount=amount, unit="g", grams=amount)
        for name in names
        if name not in taken
    ][:EQUIVALENTS_EACH]


def _price(line: PriceLine) -> int:
    return line.price or 0
