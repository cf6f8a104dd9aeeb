from decimal import Decimal
from typing import Any

import pytest

from ai_chef_common.errors import NoRecipeFits
from ai_chef_common.profile import CookingLevel, Cuisine, HealthCondition, Profile, Target
from ai_chef_common.recipe import Ingredient
from ai_chef_recipe.book import BookSource
from ai_chef_recipe.book_format import BookRecipe
from ai_chef_recipe.wishes import WISHES, fitting, unmet_wishes


def profile(**wishes: Any) -> Profile:
    given = {"target": Target.KETO, "cooking_level": CookingLevel.BEGINNER, "budget": 30000}
    return Profile.model_validate(given | wishes)


def dish(*names: str, **facts: Any) -> BookRecipe:
    given: dict[str, Any] = {
        "id": "dish",
        "name": "요리",
        "description": "",
        "targets": [Target.KETO],
        "suits": [],
        "cuisine": Cuisine.KOREAN,
        "servings": 2,
        "minutes": 20,
        "level": CookingLevel.BEGINNER,
        "steps": ["만든다."],
        "ingredients": [
            Ingredient(name=name, amount=Decimal(1), unit="g") for name in names or ("당근",)
        ],
    }
    return BookRecipe.model_validate(given | facts)


@pytest.mark.parametrize(
    ("wish", "wishes", "recipe"),
    [
        ("target", {"target": Target.VEGAN}, dish()),
        ("healthConditions", {"health_conditions": [HealthCondition.GOUT]}, dish()),
        ("allergies", {"allergies": ["우유"]}, dish("버터")),
        ("allergies", {"allergies": ["대두"]}, dish("쌈장")),
        ("allergies", {"allergies": ["갑각류"]}, dish("김치")),
        ("allergies", {"allergies": ["우유"]}, dish("처음 보는 소스")),
        ("dislikes", {"dislikes": ["계란"]}, dish("달걀")),
        ("dislikes", {"dislikes": ["고기"]}, dish("돼지고기")),
        ("cookingLevel", {}, dish(level=CookingLevel.INTERMEDIATE)),
        ("maxCookingMinutes", {"max_cooking_minutes": 19}, dish()),
        ("cuisine", {"cuisine": Cuisine.WESTERN}, dish()),
    ],
)
def test_a_recipe_that_breaks_a_wish_is_left_out_and_the_wish_is_named(
    wish: str, wishes: dict[str, Any], recipe: BookRecipe
) -> None:
    asked = profile(**wishes)

    assert fitting(asked, [recipe]) == []
    assert unmet_wishes(asked, [recipe]) == [wish]


def test_a_recipe_that_meets_every_wish_is_kept() -> None:
    asked = profile(
        allergies=["우유", "땅콩"],
        dislikes=["가지"],
        max_cooking_minutes=20,
        cuisine=Cuisine.KOREAN,
        health_conditions=[HealthCondition.DIABETES],
    )
    recipe = dish("당근", "참기름", suits=[HealthCondition.DIABETES])

    assert fitting(asked, [recipe]) == [recipe]


def test_an_unknown_ingredient_is_no_obstacle_without_allergies() -> None:
    assert fitting(profile(), [dish("처음 보는 소스")])


def test_the_wish_that_alone_stands_in_the_way_is_blamed_first() -> None:
    asked = profile(max_cooking_minutes=10, dislikes=["당근"])
    slow, slow_and_disliked = dish("무", minutes=20), dish("당근", minutes=20)

    assert unmet_wishes(asked, [slow, slow_and_disliked]) == ["maxCookingMinutes"]


def test_all_wishes_are_blamed_if_no_single_one_would_help() -> None:
    asked = profile(max_cooking_minutes=10, dislikes=["당근"])

    assert unmet_wishes(asked, [dish("당근", minutes=20)]) == ["dislikes", "maxCookingMinutes"]


def test_what_cannot_be_met_fails_with_the_wish_by_field_and_without_its_value() -> None:
    asked = profile(allergies=["버터"])

    with pytest.raises(NoRecipeFits) as caught:
        BookSource(recipes=[dish("버터")]).recipe(asked, seed="x")

    assert caught.value.unmet == ("allergies",)
    assert "버터" not in str(caught.value) + caught.value.message_for_people


def test_every_wish_is_a_field_of_the_profile() -> None:
    aliases = {field.alias for field in Profile.model_fields.values()}

    assert set(WISHES) <= aliases
