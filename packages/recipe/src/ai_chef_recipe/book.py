"""The recipe book: recipes written for this project, chosen by computation."""

import hashlib
import json
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from ai_chef_common.clock import Clock, iso, utc_now
from ai_chef_common.errors import NoRecipeFits
from ai_chef_common.profile import Profile
from ai_chef_common.recipe import Ingredient, Recipe, RecipeOrigin, RecipeSourceKind
from ai_chef_food.ingredients import canonical
from ai_chef_recipe.book_format import BookRecipe
from ai_chef_recipe.wishes import fitting, unmet_wishes

MEASURED_TO = {"g": Decimal(1), "ml": Decimal(1)}
COUNTED_TO = Decimal("0.25")
"""Kitchen scales show whole grams; pieces and spoons are divided into quarters at the finest."""


@cache
def book() -> tuple[BookRecipe, ...]:
    """Return every recipe of the book, sorted by id (the file's name)."""
    pages = files("ai_chef_recipe").joinpath("book").iterdir()
    return tuple(
        BookRecipe(id=page.name.removesuffix(".json"), **json.loads(page.read_text("utf-8")))
        for page in sorted(pages, key=lambda page: page.name)
        if page.name.endswith(".json")
    )


class BookSource:
    """Picks from the book: the same session always gets the same recipe."""

    def __init__(self, clock: Clock = utc_now, recipes: Sequence[BookRecipe] | None = None) -> None:
        self._clock = clock
        self._recipes = book() if recipes is None else recipes

    def recipe(self, profile: Profile, seed: str) -> Recipe:
        """Return a recipe that meets every wish, scaled to the servings asked for.

        Recipes that use more of the ingredients at hand come first; among equals the seed decides.

        Raises
        ------
        NoRecipeFits
            Names the wishes that could not be met.
        """
        candidates = fitting(profile, self._recipes)
        if not candidates:
            raise NoRecipeFits(unmet_wishes(profile, self._recipes))
        at_hand = {canonical(name) or name for name in profile.available_ingredients}
        chosen = min(
            candidates,
            key=lambda recipe: (-len(_used(recipe, at_hand)), _shuffled(seed, recipe.id)),
        )
        return Recipe(
            name=chosen.name,
            description=chosen.description,
            servings=profile.servings,
            minutes=chosen.minutes,
            level=chosen.level,
            ingredients=[
                _scaled(line, profile.servings, chosen.servings) for line in chosen.ingredients
            ],
            steps=chosen.steps,
            source=RecipeOrigin(
                kind=RecipeSourceKind.BOOK, id=chosen.id, generated_at=iso(self._clock())
            ),
            ingredients_at_hand=_used(chosen, at_hand),
        )


def _used(recipe: BookRecipe, at_hand: set[str]) -> list[str]:
    return [
        line.name for line in recipe.ingredients if (canonical(line.name) or line.name) in at_hand
    ]


def _shuffled(seed: str, recipe_id: str) -> str:
    return hashlib.sha256(f"{seed}/{recipe_id}".encode()).hexdigest()


def _scaled(line: Ingredient, servings: int, base: int) -> Ingredient:
    """Scale an amount, rounded to what a kitchen can measure, and never down to nothing."""
    step = MEASURED_TO.get(line.unit, COUNTED_TO)
    exact = line.amount * servings / base
    rounded = (exact / step).to_integral_value(ROUND_HALF_UP) * step
    return line.model_copy(update={"amount": max(rounded, step)})
