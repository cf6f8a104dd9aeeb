"""Cheaper equivalents for the dearest lines, when the checkout is over the budget."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceLine
from ai_chef_common.contracts.profile import Profile
from ai_chef_food.household import equivalents, is_at_home
from ai_chef_food.units import weight
from ai_chef_price.sources.protocol import PriceSource

DEAREST_LINES = 3
EQUIVALENTS_EACH = 2
"""At most six more ingredients are priced, which bounds the extra lookups."""

TENTH = Decimal("0.1")


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
    dearest = _dearest_if_over_budget(ingredients, lines, profile)
    in_recipe = {ingredient.name for ingredient in ingredients}
    candidates = [
        (place, equivalent)
        for place in dearest
        for equivalent in _equivalents(ingredients[place], lines[place], profile, in_recipe)
    ]
    if not candidates:
        return list(lines)
    priced = source.price([equivalent for _, equivalent in candidates], profile.allergies)
    cheaper: dict[int, list[PriceLine]] = {}
    for (place, _), alternative in zip(candidates, priced, strict=True):
        if alternative.price is not None and alternative.price < _price(lines[place]):
            short = alternative.model_copy(update={"offers": [], "refused": []})
            cheaper.setdefault(place, []).append(short)
    return [
        line.model_copy(update={"cheaper": sorted(cheaper[place], key=_price)})
        if place in cheaper
        else line
        for place, line in enumerate(lines)
    ]


def _dearest_if_over_budget(
    ingredients: Sequence[Ingredient], lines: Sequence[PriceLine], profile: Profile
) -> list[int]:
    """Return the places of the dearest lines, dearest first, or none within the budget."""
    bought = [
        place
        for place, line in enumerate(lines)
        if line.price and not is_at_home(line.name, profile.pantry, profile.available_ingredients)
    ]
    if profile.budget is None or sum(_price(lines[place]) for place in bought) <= profile.budget:
        return []
    return sorted(bought, key=lambda place: -_price(lines[place]))[:DEAREST_LINES]


def _equivalents(
    ingredient: Ingredient, line: PriceLine, profile: Profile, in_recipe: set[str]
) -> list[Ingredient]:
    """Return what may take the place of a line, by the weight that the line has to cover."""
    grams = line.need_grams or weight(ingredient)
    if grams is None:
        return []
    names = equivalents(
        ingredient.name,
        allergies=profile.allergies,
        dislikes=profile.dislikes,
        diets=profile.diets,
    )
    amount = grams.quantize(TENTH, ROUND_HALF_UP)
    return [
        Ingredient(name=name, amount=amount, unit="g", grams=amount)
        for name in names
        if name not in in_recipe
    ][:EQUIVALENTS_EACH]


def _price(line: PriceLine) -> int:
    return line.price or 0
