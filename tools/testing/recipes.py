"""Finished recipes for tests."""

from decimal import Decimal

from ai_chef_common.profile import CookingLevel
from ai_chef_common.recipe import Ingredient, Recipe, RecipeOrigin, RecipeSourceKind


def finished_recipe(ingredient: str) -> Recipe:
    """Return a recipe of one ingredient."""
    return Recipe(
        name="요리",
        description="",
        servings=2,
        minutes=10,
        level=CookingLevel.BEGINNER,
        ingredients=[Ingredient(name=ingredient, amount=Decimal(1), unit="g")],
        steps=["만든다."],
        source=RecipeOrigin(
            kind=RecipeSourceKind.BOOK, id="test", generated_at="2026-01-31T09:00:00.000Z"
        ),
    )
