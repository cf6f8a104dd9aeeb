"""Which recipe of a book a person gets: budget, fridge, seed."""

from collections.abc import Callable
from typing import Any

import pytest

from ai_chef_common.contracts.profile import Profile, Target
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_recipe.estimate import estimate, packs
from ai_chef_recipe.generation import generate_recipe
from ai_chef_recipe.home import Home
from ai_chef_recipe.sources.cookbook import choice
from ai_chef_recipe.sources.cookbook.format import BookRecipe
from ai_chef_recipe.sources.cookbook.source import BookSource, book

Wishes = Callable[..., Profile]


def dish(id_: str, *lines: str, **facts: Any) -> BookRecipe:
    given: dict[str, Any] = {
        "id": id_,
        "name": "요리",
        "description": "",
        "targets": [Target.GENERAL],
        "dish": "other",
        "cuisine": "korean",
        "servings": 2,
        "level": "beginner",
        "steps": [{"text": "만든다.", "active": 20}],
        "ingredients": [*lines, "병아리콩 140 g", "식용유 1 큰술"],
    }
    return BookRecipe.model_validate(given | facts)


def chosen(recipes: list[BookRecipe], asked: Profile, seed: str = "x") -> Recipe:
    return generate_recipe(BookSource(recipes=recipes), asked, seed, lambda violations: None)


def names(recipes: list[BookRecipe], asked: Profile, sessions: int = 30) -> set[str]:
    return {chosen(recipes, asked, str(seed)).source.id for seed in range(sessions)}


CHEAP, DEAR = dish("cheap", "당근 100 g"), dish("dear", "당근 100 g", "전복 3 마리")


def cost(recipe: BookRecipe, asked: Profile) -> int:
    return estimate(chosen([recipe], asked).ingredients, Home(asked)).checkout


def test_the_estimate_counts_whole_packs_and_nothing_for_what_is_at_home(wishes: Wishes) -> None:
    asked = wishes(available_ingredients=["병아리콩"], budget=None)
    carrots = packs()["당근"]

    estimated = estimate(chosen([CHEAP], asked).ingredients, Home(asked))

    assert estimated.checkout == carrots.won
    assert carrots.won * 100 / carrots.grams < estimated.used
    assert estimated.is_whole


def test_what_has_no_price_is_never_held_to_keep_a_budget(wishes: Wishes) -> None:
    unpriced = dish("unpriced", "여주 100 g")
    asked = wishes(budget=90_000)

    estimated = estimate(chosen([unpriced], asked).ingredients, Home(asked))

    assert not estimated.is_whole
    assert not estimated.is_within(90_000)
    assert estimated.is_within(None)


def test_only_what_keeps_the_budget_is_chosen(wishes: Wishes) -> None:
    limit = cost(CHEAP, wishes())

    assert names([CHEAP, DEAR], wishes(budget=limit)) == {"cheap"}
    assert names([CHEAP, DEAR], wishes(budget=None)) == {"cheap", "dear"}


def test_if_nothing_keeps_the_budget_the_cheapest_is_chosen_and_says_so(wishes: Wishes) -> None:
    limit = cost(CHEAP, wishes()) - 1

    recipe = chosen([DEAR, CHEAP], wishes(budget=limit))

    assert recipe.source.id == "cheap"
    assert any("가장 낮은" in caution for caution in recipe.cautions)
    assert any(f"{limit + 1:,}원" in caution for caution in recipe.cautions)


def test_a_dish_within_the_budget_says_nothing_of_it(wishes: Wishes) -> None:
    assert not any("예산" in caution for caution in chosen([CHEAP], wishes()).cautions)


def test_the_cheapest_that_passes_is_chosen(wishes: Wishes) -> None:
    other = dish("other", "무 100 g", "돼지앞다리살 100 g")

    assert names([CHEAP, DEAR, other], wishes(dislikes=["당근"], budget=1_000), 1) == {"other"}


def test_most_of_the_fridge_comes_first(wishes: Wishes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "CHOSEN_FROM", {Target.FRIDGE: 1})
    none, one, two = (
        dish("none", "무 100 g"),
        dish("one", "두부 100 g"),
        dish("two", "두부 100 g", "돼지앞다리살 100 g"),
    )
    asked = wishes(target=Target.FRIDGE, available_ingredients=["돼지고기", "두부"])

    assert names([none, one, two], asked) == {"two"}
    assert names([none, one], asked) == {"one"}


def test_sessions_vary_but_mostly_use_what_is_at_home(wishes: Wishes) -> None:
    asked = wishes(target=Target.FRIDGE, available_ingredients=["돼지고기", "두부", "김치"])
    recipes = [dish(f"none{number}", "무 100 g") for number in range(3)]
    uses = dish("uses", "두부 100 g", "돼지앞다리살 100 g", "김치 100 g")

    drawn = [chosen([*recipes, uses], asked, str(seed)).source.id for seed in range(100)]

    assert 55 <= drawn.count("uses") < 100


def test_the_same_session_always_gets_the_same_dish(wishes: Wishes) -> None:
    asked = wishes(target=Target.FRIDGE, available_ingredients=["두부", "대파"])
    first = [chosen(list(book()), asked, f"sess_{number}").name for number in range(20)]

    assert first == [chosen(list(book()), asked, f"sess_{number}").name for number in range(20)]
    assert len(set(first)) >= 10


def test_the_parts_of_a_family_and_staples_and_water_are_never_to_buy(wishes: Wishes) -> None:
    recipe = dish(
        "all", "돼지앞다리살 100 g", "라면사리 110 g", "간장 1 큰술", "물 100 ml", "무 90 g"
    )
    asked = wishes(available_ingredients=["돼지고기", "라면"])

    choice = chosen([recipe], asked)

    assert choice.ingredients_to_buy == ["무", "병아리콩"]
    assert choice.ingredients_at_hand == ["돼지앞다리살", "라면사리", "간장", "물", "식용유"]


def test_water_is_not_bought_whatever_the_pantry_lacks(wishes: Wishes) -> None:
    choice = chosen([dish("soup", "물 500 ml", "소금 1 꼬집")], wishes(pantry=[]))

    assert choice.ingredients_at_hand == ["물"]
    assert "소금" in choice.ingredients_to_buy


def test_what_is_at_home_and_can_stand_in_is_told(wishes: Wishes) -> None:
    recipe = dish("stew", "쪽파 2 대", "올리브유 1 큰술")

    choice = chosen([recipe], wishes(available_ingredients=["대파"]))

    assert {(one.ingredient, one.by) for one in choice.home_substitutes} == {
        ("쪽파", "대파"),
        ("올리브유", "카놀라유"),
    }


@pytest.mark.parametrize(
    "asked",
    [{"allergies": ["메밀"]}, {"dislikes": ["메밀"]}],
    ids=["allergy", "dislike"],
)
def test_a_substitute_keeps_to_what_a_person_avoids(wishes: Wishes, asked: dict[str, Any]) -> None:
    recipe = dish("noodles", "쌀국수 100 g")
    at_home = {"available_ingredients": ["메밀국수"]}

    assert chosen([recipe], wishes(**at_home)).home_substitutes
    assert not chosen([recipe], wishes(**at_home, **asked)).home_substitutes


def test_rice_is_cooked_for_many_or_where_it_is_at_home_if_there_is_time(wishes: Wishes) -> None:
    recipe = dish("rice", "밥 2 공기")

    def rice(**asked: Any) -> str:
        return chosen([recipe], wishes(**asked)).ingredients[0].name

    assert rice() == "밥"
    assert rice(servings=12) == "쌀"
    assert rice(servings=12, max_cooking_minutes=80) == "밥"
    assert rice(available_ingredients=["쌀"]) == "쌀"
    assert rice(servings=4, available_ingredients=["밥"]) == "밥"


def test_baby_food_is_never_for_others_nor_the_other_way_round(wishes: Wishes) -> None:
    for target in Target:
        for recipe in book():
            if choice.is_for_target(recipe, wishes(target=target)):
                assert bool(recipe.months) == (target is Target.BABY_FOOD)


def test_baby_food_tells_from_which_month(wishes: Wishes) -> None:
    recipe = chosen(list(book()), wishes(target=Target.BABY_FOOD, servings=1))

    assert any("개월 무렵" in caution for caution in recipe.cautions)
