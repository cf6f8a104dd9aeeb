"""The form of one recipe file in the book."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ai_chef_common.contracts.profile import Target
from ai_chef_recipe.draft import DraftIngredient, DraftStep, RecipeDraft
from ai_chef_recipe.sources.cookbook.rice import COOKED_RICE, COOKING_RICE, with_raw_rice

MEASURED = frozenset({"g", "ml"})
SMALL, SMALL_TO, MEASURED_TO = Decimal(10), Decimal("0.5"), Decimal(1)
COUNTED_TO = Decimal("0.25")
"""Household scales show whole grams, and half a gram of what is little (salt, dry seaweed); pieces
and spoons are divided into quarters at the finest."""


class Dish(StrEnum):
    """What kind of dish it is, as Korean cooking sorts them."""

    SOUP = "soup"
    STEW = "stew"
    NAMUL = "namul"
    STIR_FRY = "stir_fry"
    BRAISE = "braise"
    GRILL = "grill"
    STEAM = "steam"
    RICE = "rice"
    NOODLE = "noodle"
    PORRIDGE = "porridge"
    PANCAKE = "pancake"
    SALAD = "salad"
    KIMCHI = "kimchi"
    DESSERT = "dessert"
    OTHER = "other"


def _ingredient(line: object) -> object:
    """Read ``"아보카도 2 개"``: name, amount, unit, the way a cook writes it."""
    if not isinstance(line, str):
        return line
    name, amount, unit = line.rsplit(" ", 2)
    return DraftIngredient(name=name, amount=amount, unit=unit)


class BookStep(DraftStep, extra="forbid"):
    """One step, whose minutes a recipe of the book always tells."""

    active: Annotated[int, Field(ge=0)]


class BookRecipe(RecipeDraft, extra="forbid"):
    """One recipe of the book; ``targets`` are those that it was written for, and passes.

    ``minutes`` is computed from the steps. ``months`` is the age from which baby food has the right
    texture: 6 smooth, 9 mashed, 12 soft and in pieces.
    """

    id: str
    targets: Annotated[list[Target], Field(min_length=1)]
    dish: Dish
    months: Literal[6, 9, 12] | None = None
    ingredients: Annotated[
        list[Annotated[DraftIngredient, BeforeValidator(_ingredient)]], Field(min_length=1)
    ]
    steps: Annotated[list[BookStep], Field(min_length=1)]  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _computed_minutes(cls, given: Any) -> Any:
        steps = [BookStep.model_validate(step) for step in given["steps"]]
        return given | {"steps": steps, "minutes": sum(step.minutes for step in steps)}

    @model_validator(mode="after")
    def _is_for_babies_or_not(self) -> Self:
        if Target.BABY_FOOD in self.targets and (len(self.targets) > 1 or self.months is None):
            raise ValueError("baby food is for babies only, and tells from which month")
        return self

    @property
    def needs_cooked_rice(self) -> bool:
        """Tell whether an ingredient is rice that is cooked already."""
        return any(line.name in COOKED_RICE for line in self.ingredients)

    def lines(self, servings: int, *, cooks_rice: bool = False) -> list[DraftIngredient]:
        """Return the ingredients for `servings` people, rounded to what a household can measure.

        An amount is never rounded down to nothing. With `cooks_rice` raw rice stands in
        place of cooked rice.
        """
        scaled = [
            line.model_copy(
                update={"amount": _scaled(line.amount, line.unit, servings, self.servings)}
            )
            for line in self.ingredients
        ]
        return with_raw_rice(scaled) if cooks_rice else scaled

    def steps_for(self, servings: int, *, cooks_rice: bool = False) -> list[DraftStep]:
        """Return the steps with the minutes that they take for `servings` people."""
        steps = [_timed(step, servings, self.servings) for step in self.steps]
        if cooks_rice and self.needs_cooked_rice:
            return [COOKING_RICE, *steps]
        return steps

    def draft(self, servings: int, *, cooks_rice: bool = False) -> RecipeDraft:
        """Return the recipe for `servings` people."""
        steps = self.steps_for(servings, cooks_rice=cooks_rice)
        return RecipeDraft(
            name=self.name,
            description=self.description,
            cuisine=self.cuisine,
            servings=servings,
            minutes=sum(step.minutes for step in steps),
            level=self.level,
            ingredients=self.lines(servings, cooks_rice=cooks_rice),
            steps=steps,
        )


def _scaled(amount: str, unit: str, servings: int, base: int) -> str:
    exact = Decimal(amount) * servings / base
    step = (SMALL_TO if exact < SMALL else MEASURED_TO) if unit in MEASURED else COUNTED_TO
    rounded = (exact / step).to_integral_value(ROUND_HALF_UP) * step
    return f"{max(rounded, step).normalize():f}"


def _timed(step: BookStep, servings: int, base: int) -> DraftStep:
    """Return a step with the minutes that it takes for more people.

    The hands' work grows with the square root of the servings: peeling grows with them, fetching
    board and pot does not (rule of this project). A pot waits as long, and fewer people save nothing.
    """
    more = max(Decimal(1), Decimal(servings) / base).sqrt()
    active = int((step.active * more).to_integral_value(ROUND_CEILING))
    return DraftStep(text=step.text, active=active, waiting=step.waiting)
