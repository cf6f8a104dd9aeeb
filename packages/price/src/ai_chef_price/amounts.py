"""How much has to be bought."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from ai_chef_common.recipe import Ingredient
from ai_chef_food.units import to_grams


def need_grams(ingredient: Ingredient) -> Decimal | None:
    """Return the grams that a recipe needs of an ingredient, or None if they are not known."""
    return ingredient.grams or to_grams(ingredient.name, ingredient.amount, ingredient.unit)


def packs_for(need: Decimal, pack_grams: Decimal) -> int:
    """Return how many whole packs cover the need, at least one."""
    return max(1, int((need / pack_grams).to_integral_value(ROUND_CEILING)))


def won_per_100g(pack_price: int, pack_grams: Decimal) -> int:
    """Return the price by weight in KRW per 100 g, rounded half up."""
    return int((pack_price * 100 / pack_grams).to_integral_value(ROUND_HALF_UP))
