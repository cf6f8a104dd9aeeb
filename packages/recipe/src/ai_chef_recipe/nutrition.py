"""Nutrition of a recipe, computed from its ingredients whichever source wrote it."""

from decimal import ROUND_HALF_UP, Decimal

from pydantic.alias_generators import to_camel

from ai_chef_common.recipe import Nutrition, NutritionPerServing, Recipe
from ai_chef_food.nutrition import NUTRIENTS, nutrition

SHOWN_TO = {"kcal": Decimal(1), "sodium_mg": Decimal(1)}
GRAMS_SHOWN_TO = Decimal("0.1")
COVERAGE_SHOWN_TO = Decimal("0.01")


def with_nutrition(recipe: Recipe) -> Recipe:
    """Return `recipe` with its nutrition per serving; a figure that it came with is replaced.

    kcal and mg are rounded to whole numbers, grams to tenths, half up.
    """
    lines = [(line.name, line.amount, line.unit) for line in recipe.ingredients]
    found = nutrition(lines, recipe.servings)
    per_serving = {
        name: _rounded(getattr(found.per_serving, name), SHOWN_TO.get(name, GRAMS_SHOWN_TO))
        for name in NUTRIENTS
    }
    told = Nutrition(
        per_serving=NutritionPerServing(**per_serving),
        coverage=_rounded(found.coverage, COVERAGE_SHOWN_TO),
        missing=list(found.missing),
        lower_bounds=[to_camel(name) for name in found.unmeasured],
    )
    return recipe.model_copy(update={"nutrition": told})


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_UP)
