"""The form of one recipe file in the book."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ai_chef_common.profile import CookingLevel, Cuisine, HealthCondition, Target
from ai_chef_common.recipe import Ingredient


def _ingredient(line: object) -> object:
    """Read ``"아보카도 2 개"``: name, amount, unit, the way a cook writes it."""
    if not isinstance(line, str):
        return line
    name, amount, unit = line.rsplit(" ", 2)
    return Ingredient(name=name, amount=Decimal(amount), unit=unit)


class BookRecipe(BaseModel):
    """One recipe of the book, for `servings` people, taking `minutes` minutes.

    ``suits`` lists the health conditions that the recipe was written to suit; one that is not
    listed is taken as not suited.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    description: str
    targets: Annotated[list[Target], Field(min_length=1)]
    suits: list[HealthCondition]
    cuisine: Cuisine
    servings: Annotated[int, Field(ge=1, le=12)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    level: CookingLevel
    ingredients: list[Annotated[Ingredient, BeforeValidator(_ingredient)]]
    steps: Annotated[list[str], Field(min_length=1)]
