from typing import Any

import pytest

from ai_chef_common.contract import parse
from ai_chef_common.profile import Target
from ai_chef_common.recipe import Recipe
from ai_chef_food.ingredients import table
from ai_chef_food.nutrition import nutrition
from ai_chef_recipe.book import book
from ai_chef_recipe.book_format import BookRecipe
from ai_chef_recipe.nutrition import with_nutrition

KETO_NET_CARBOHYDRATE_G = 20
"""Per serving: what the book holds itself to, so that a day of three meals stays near 50 g."""


def test_nutrition_is_rounded_and_in_the_shape_of_the_contract(recipe: dict[str, Any]) -> None:
    told = with_nutrition(parse(Recipe, recipe)).to_json()["nutrition"]

    assert told == {
        "perServing": {
            "kcal": "360",
            "carbohydrateG": "12.8",
            "fiberG": "10.1",
            "sugarsG": "1",
            "proteinG": "25.5",
            "fatG": "24.6",
            "sodiumMg": "56",
        },
        "coverage": "1",
        "missing": [],
        "lowerBounds": [],
    }


def test_a_figure_that_a_source_made_up_is_replaced(recipe: dict[str, Any]) -> None:
    honest = with_nutrition(parse(Recipe, recipe))
    claimed = honest.to_json()
    claimed["nutrition"]["perServing"]["kcal"] = "1"

    assert with_nutrition(parse(Recipe, claimed)) == honest


def test_an_ingredient_without_figures_is_told_as_missing(recipe: dict[str, Any]) -> None:
    recipe["ingredients"].append({"name": "된장", "amount": "1", "unit": "큰술"})

    told = with_nutrition(parse(Recipe, recipe)).nutrition

    assert told is not None
    assert told.missing == ["된장"]
    assert told.coverage < 1


@pytest.mark.parametrize(
    "recipe",
    [recipe for recipe in book() if Target.KETO in recipe.targets],
    ids=lambda recipe: recipe.id,
)
def test_a_keto_recipe_of_the_book_is_low_in_net_carbohydrate(recipe: BookRecipe) -> None:
    lines = [(line.name, line.amount, line.unit) for line in recipe.ingredients]
    found = nutrition(lines, recipe.servings)

    assert found.per_serving.carbohydrate_g is not None
    assert found.per_serving.fiber_g is not None
    net = found.per_serving.carbohydrate_g - found.per_serving.fiber_g
    assert net <= KETO_NET_CARBOHYDRATE_G
    assert {table()[name].group for name in found.missing} <= {"oil"}, "an oil has no carbohydrate"
