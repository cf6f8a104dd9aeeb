"""Drafts and finished recipes for tests."""

from decimal import Decimal
from typing import Any

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.profile import CookingLevel
from ai_chef_common.contracts.recipe import Recipe, RecipeOrigin, RecipeSourceKind

CARROTS: dict[str, Any] = {
    "name": "당근볶음",
    "description": "당근을 볶은 반찬.",
    "cuisine": "korean",
    "servings": 2,
    "minutes": 20,
    "level": "beginner",
    "ingredients": [
        {"name": "당근", "amount": "2", "unit": "개"},
        {"name": "병아리콩", "amount": "140", "unit": "g"},
        {"name": "카놀라유", "amount": "1", "unit": "큰술"},
    ],
    "steps": [{"text": "당근을 볶는다.", "active": 15, "waiting": 5}],
}
"""A draft as a model hands it in: a meal for 2 without any labelled allergen."""


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
