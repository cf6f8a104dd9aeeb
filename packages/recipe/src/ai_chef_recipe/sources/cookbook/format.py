"""The form of one recipe file in the book."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from ai_chef_common.contracts.profile import Target
from ai_chef_recipe.draft import DraftIngredient, RecipeDraft

MEASURED_TO = {"g": Decimal(1), "ml": Decimal(1)}
COUNTED_TO = Decimal("0.25")
"""Household scales show whole grams; pieces and spoons are divided into quarters at the finest."""


def _ingredient(line: object) -> object:
    """Read ``"아보카도 2 개"``: name, amount, unit, the way a cook writes it."""
    if not isinstance(line, str):
        return line
    name, amount, unit = line.rsplit(" ", 2)
    return DraftIngredient(name=name, amount=amount, unit=unit)


class BookRecipe(RecipeDraft, extra="forbid"):
    """One recipe of the book; ``targets`` are those that it was written for, and passes."""

    id: str
    targets: Annotated[list[Target], Field(min_length=1)]
    ingredients: Annotated[
        list[Annotated[DraftIngredient, BeforeValidator(_ingredient)]], Field(min_length=1)
    ]

    def draft(self, servings: int) -> RecipeDraft:
        """Return the recipe for `servings` people, amounts rounded to what household scales can measure.

        An amount is never rounded down to nothing.
        """
        fields = self.model_dump(exclude={"id", "targets"})
        fields["servings"] = servings
        fields["ingredients"] = [
            line.model_copy(
                update={"amount": _scaled(line.amount, line.unit, servings, self.servings)}
            ).model_dump()
            for line in self.ingredients
        ]
        return RecipeDraft.model_validate(fields)


def _scaled(amount: str, unit: str, servings: int, base: int) -> str:
    step = MEASURED_TO.get(unit, COUNTED_TO)
    exact = Decimal(amount) * servings / base
    rounded = (exact / step).to_integral_value(ROUND_HALF_UP) * step
    return f"{max(rounded, step).normalize():f}"
