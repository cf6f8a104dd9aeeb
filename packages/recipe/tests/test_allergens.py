from typing import Any

from ai_chef_common.contract import parse
from ai_chef_common.recipe import Recipe
from ai_chef_recipe.allergens import with_allergens


def test_every_listed_allergen_is_told_with_its_path(recipe: dict[str, Any]) -> None:
    recipe["ingredients"].append({"name": "굴소스", "amount": "1", "unit": "큰술"})

    told = with_allergens(parse(Recipe, recipe)).to_json()["allergens"]

    assert told["notAssessed"] == []
    assert {(found["allergen"], *found["path"]) for found in told["found"]} == {
        ("닭고기", "닭가슴살", "닭고기"),
        ("굴", "굴소스", "굴"),
        ("조개류", "굴소스", "조개류"),
        ("대두", "굴소스", "대두"),
        ("밀", "굴소스", "밀"),
    }


def test_an_unknown_ingredient_is_told_as_not_assessed(recipe: dict[str, Any]) -> None:
    recipe["ingredients"].append({"name": "처음 보는 소스", "amount": "1", "unit": "큰술"})

    told = with_allergens(parse(Recipe, recipe)).allergens

    assert told is not None
    assert told.not_assessed == ["처음 보는 소스"]


def test_a_claim_that_a_source_made_is_replaced(recipe: dict[str, Any]) -> None:
    honest = with_allergens(parse(Recipe, recipe))
    claimed = honest.to_json() | {"allergens": {"found": [], "notAssessed": []}}

    assert with_allergens(parse(Recipe, claimed)) == honest
