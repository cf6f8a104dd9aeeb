"""Rice for many: cooked from raw rice in place of one instant pack a person."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_food.nutrition import table as nutrients
from ai_chef_food.units import to_grams
from ai_chef_recipe.draft import DraftIngredient, DraftStep

COOKED_RICE = {"밥": "쌀", "현미밥": "현미"}
"""Cooked rice, and what it is cooked from."""

COOKING_RICE = DraftStep(
    text="쌀을 씻어 밥솥에 안치고 눈금까지 물을 부어 밥을 짓는다.", active=5, waiting=35
)
"""Washing, and the time of an ordinary electric cooker, whose marks measure the water (rule of
this project)."""


def with_raw_rice(lines: Sequence[DraftIngredient]) -> list[DraftIngredient]:
    """Return `lines` with raw rice of the same energy in place of cooked rice."""
    return [_raw(line) if line.name in COOKED_RICE else line for line in lines]


def _raw(line: DraftIngredient) -> DraftIngredient:
    raw = COOKED_RICE[line.name]
    grams = to_grams(line.name, Decimal(line.amount), line.unit)
    cooked_kcal, raw_kcal = nutrients()[line.name].kcal, nutrients()[raw].kcal
    if grams is None or cooked_kcal is None or not raw_kcal:
        return line
    rice = (grams * cooked_kcal / raw_kcal).to_integral_value(ROUND_HALF_UP)
    return DraftIngredient(name=raw, amount=f"{rice:f}", unit="g")
