"""Whatever the recipe book asks for, the price catalog can price."""

import csv

import pytest

from ai_chef_common.contracts.profile import CookingLevel, Profile
from ai_chef_price.sources.catalog import CatalogSource
from ai_chef_recipe.gate.verdict import Violation
from ai_chef_recipe.generation import generate_recipe
from ai_chef_recipe.sources.cookbook.format import BookRecipe
from ai_chef_recipe.sources.cookbook.source import BookSource, book
from tools import estimates

SERVINGS = range(1, 13)


def _no_refusal(violations: tuple[Violation, ...]) -> None:
    raise AssertionError(f"the book's own recipe is refused: {violations}")


@pytest.mark.parametrize("recipe", book(), ids=lambda recipe: recipe.id)
def test_every_recipe_is_priced_for_any_number_of_servings(recipe: BookRecipe) -> None:
    for servings in SERVINGS:
        wishes = Profile(
            target=recipe.targets[0],
            cooking_level=CookingLevel.ADVANCED,
            budget=30_000,
            servings=servings,
        )
        ingredients = generate_recipe(
            BookSource(recipes=[recipe]), wishes, "x", _no_refusal
        ).ingredients

        lines = CatalogSource().price(ingredients, [])

        assert len(lines) == len(recipe.ingredients)
        assert [line.name for line in lines if not line.price and line.name != "물"] == []


def test_the_book_chooses_by_the_prices_of_the_catalog() -> None:
    """After a change of the catalog: `make estimates`."""
    with estimates.ESTIMATES.open(encoding="utf-8", newline="") as file:
        header, *copied = csv.reader(file)

    assert tuple(header) == estimates.COLUMNS
    assert [tuple(row) for row in copied] == estimates.rows()
