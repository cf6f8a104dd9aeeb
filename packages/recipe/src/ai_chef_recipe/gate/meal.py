"""What makes a dish a meal: the least energy and protein of one serving, by target.

Half of an even third of a day's need (rule of this project) by 2020 한국인 영양소 섭취기준: 1,900 kcal
and 50 g of protein for women of 30 to 49; 2,500 kcal, for men of that age, for whoever gains muscle,
whose protein is a limit of that diet. A baby eats milk beside it: there is no least.
"""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from ai_chef_common.contracts.profile import Target
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.parsing import ParsedRecipe

COUNTED_ENOUGH = Decimal("0.9")
"""Below this share of the weight that is counted, a low figure may be for want of knowledge."""


SHOWN_TO = Decimal("0.1")


class Meal(NamedTuple):
    """The least of one serving."""

    kcal: Decimal
    protein_g: Decimal


ADULT = Meal(Decimal(300), Decimal(8))
GAINING = Meal(Decimal(400), Decimal(8))


def meal_of(target: Target) -> Meal | None:
    """Return the least that a serving for this target has, or None for babies."""
    if target is Target.BABY_FOOD:
        return None
    return GAINING if target is Target.MUSCLE_GAIN else ADULT


def meal_violations(recipe: ParsedRecipe, target: Target) -> Iterator[Violation]:
    """Yield a fact for each figure of a serving that is less than that of a meal."""
    meal = meal_of(target)
    if meal is None or recipe.nutrition.coverage < COUNTED_ENOUGH:
        return
    serving = recipe.nutrition.per_serving
    for name, value, least, unit in (
        ("열량", serving.kcal, meal.kcal, "kcal"),
        ("단백질", serving.protein_g, meal.protein_g, "g"),
    ):
        if value is not None and value < least:
            shown = value.quantize(SHOWN_TO, ROUND_DOWN)
            yield Violation(
                GateRule.PLAUSIBILITY,
                f"1인분의 {name}이 {shown} {unit}입니다. 한 끼는 {least} {unit} 이상이어야 합니다.",
            )
