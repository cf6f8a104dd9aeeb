"""Nutrition by computation: from amounts, weights and national tables; never from a recipe's author.

The table holds figures per 100 g edible portion, first of Korea's 국가표준식품성분표 10.3 (RDA), then
of USDA's National Nutrient Database for Standard Reference (release 26); each row names its table,
its index there and the food as that table calls it. A food that neither has is a gap that is shown,
not a figure that is made up; so is a nutrient that was not measured.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ai_chef_food.ingredients import table as ingredients
from ai_chef_food.names import known_ingredient
from ai_chef_food.tables import rows
from ai_chef_food.taxonomy import kinds
from ai_chef_food.units import to_grams

Line = tuple[str, Decimal, str]
"""Name, amount, unit of one ingredient."""


class Nutrients(NamedTuple):
    """Energy in kcal, minerals and cholesterol in mg, the others in g; None where not measured."""

    kcal: Decimal | None
    carbohydrate_g: Decimal | None
    fiber_g: Decimal | None
    sugars_g: Decimal | None
    protein_g: Decimal | None
    fat_g: Decimal | None
    sodium_mg: Decimal | None
    potassium_mg: Decimal | None
    phosphorus_mg: Decimal | None
    saturated_fat_g: Decimal | None
    cholesterol_mg: Decimal | None


NUTRIENTS = Nutrients._fields


class Nutrition(NamedTuple):
    """Nutrients per serving, and how much of the recipe they speak of.

    ``coverage`` is the counted share (0 to 1) of the weight of all ingredients that can be weighed,
    water left out. ``gaps`` holds ingredients without figures or without a weight, each with its
    grams per serving if they are known; ``unmeasured`` names nutrients that some counted ingredient
    has no figure for, so that their sum is a lower bound.
    """

    per_serving: Nutrients
    coverage: Decimal
    gaps: tuple[tuple[str, Decimal | None], ...]
    unmeasured: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of the ingredients that are not counted."""
        return tuple(name for name, _ in self.gaps)


@cache
def table() -> dict[str, Nutrients]:
    """Return nutrients per 100 g by canonical ingredient name."""
    return {
        row["name"]: Nutrients(
            **{name: Decimal(row[name]) if row[name] else None for name in NUTRIENTS}
        )
        for row in rows("nutrition")
    }


@cache
def figures(ingredient: str | None) -> Nutrients | None:
    """Return the figures of an ingredient, or of the nearest of its own group that it is a kind of.

    한우 채끝 counts as 소고기등심 does only if the taxonomy calls it so; a family has no figures.
    """
    if ingredient not in ingredients():
        return None
    group = ingredients()[ingredient].group
    return next(
        (
            table()[kind]
            for kind in kinds(ingredient)
            if kind in table() and kind in ingredients() and ingredients()[kind].group == group
        ),
        None,
    )


def nutrition(lines: Iterable[Line], servings: int) -> Nutrition:
    """Weigh `lines` and return what `nutrition_by_weight` says of them."""
    weights = ((name, to_grams(name, amount, unit)) for name, amount, unit in lines)
    return nutrition_by_weight(weights, servings)


def nutrition_by_weight(weights: Iterable[tuple[str, Decimal | None]], servings: int) -> Nutrition:
    """Sum the nutrients of ingredients, each with its grams, and divide by `servings`.

    What is not known stays out of the sums and is named; it never counts as 0 in silence. Saturated
    fat that was not measured counts as all of the fat: it cannot be more.
    """
    sums = dict.fromkeys(NUTRIENTS, Decimal(0))
    counted = weighed = Decimal(0)
    gaps: list[tuple[str, Decimal | None]] = []
    unmeasured: set[str] = set()
    for name, grams in weights:
        ingredient = known_ingredient(name)
        per_100g = figures(ingredient)
        if ingredient != "물":
            weighed += grams or 0
        if grams is None or per_100g is None:
            gaps.append((name, grams / servings if grams is not None else None))
            continue
        if ingredient != "물":
            counted += grams
        for nutrient in NUTRIENTS:
            figure: Decimal | None = getattr(per_100g, nutrient)
            if figure is None and nutrient == "saturated_fat_g":
                figure = per_100g.fat_g
            if figure is None:
                unmeasured.add(nutrient)
            else:
                sums[nutrient] += figure * grams / 100
    return Nutrition(
        per_serving=Nutrients(**{name: total / servings for name, total in sums.items()}),
        coverage=counted / weighed if weighed else Decimal(0),
        gaps=tuple(gaps),
        unmeasured=tuple(name for name in NUTRIENTS if name in unmeasured),
    )
