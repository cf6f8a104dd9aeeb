import json
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from importlib.resources import files
from itertools import islice, product
from typing import Any

import pytest
from pydantic import ValidationError

from ai_chef_common.contracts.profile import (
    CookingLevel,
    Cuisine,
    HealthCondition,
    Profile,
    Target,
)
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import NoRecipeFits
from ai_chef_food.diets import check_limits
from ai_chef_food.ingredients import canonical_name
from ai_chef_food.nutrition import table as nutrients
from ai_chef_food.taxonomy import labelled
from ai_chef_food.units import to_grams
from ai_chef_food.verdicts import RuleVerdict
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule
from ai_chef_recipe.generation import generate_recipe
from ai_chef_recipe.parsing import ParsedRecipe, parse_recipe
from ai_chef_recipe.sources.cookbook.choice import is_for_target
from ai_chef_recipe.sources.cookbook.format import BookRecipe, Dish
from ai_chef_recipe.sources.cookbook.source import BookSource, book
from ai_chef_testing.plugin import FrozenClock

COMMON_PAIRS = (
    ("알류", "우유"),
    ("우유", "대두"),
    ("밀", "대두"),
    ("밀", "알류"),
    ("밀", "메밀"),
    ("땅콩", "호두"),
    ("호두", "잣"),
    ("새우", "게"),
    ("조개류", "굴"),
    ("오징어", "고등어"),
    ("돼지고기", "쇠고기"),
    ("닭고기", "알류"),
    ("복숭아", "토마토"),
)
"""Allergens that people often avoid together (choice of this project)."""

DERIVED_AND_FAMILIES = (
    *(
        "카제인",
        "유청",
        "분유",
        "새우살",
        "게살",
        "계란흰자",
        "노른자",
        "땅콩버터",
        "대두단백",
        "글루텐",
    ),
    *("치즈", "버터", "고추", "참치", "두부", "들깨", "버섯"),
    *("견과류", "갑각류", "해산물", "생선", "유제품"),
)
"""Wishes that the law's list does not name: parts and derivatives, foods with kinds, families."""

READ = {recipe.id: parse_recipe(recipe.draft(2)) for recipe in book()}


def at_least(number: int, recipes: Iterable[BookRecipe], asked: Profile) -> bool:
    """Tell whether so many recipes pass the gate; the others are not judged any more."""
    passing = (recipe for recipe in recipes if not judge(READ[recipe.id], asked).violations)
    return len(list(islice(passing, number))) == number


def recipes_for(target: Target) -> list[BookRecipe]:
    return [recipe for recipe in book() if target in recipe.targets]


def cooked(source: BookSource, profile: Profile, seed: str = "x") -> Recipe:
    return generate_recipe(source, profile, seed, refused=lambda violations: None)


@pytest.fixture
def source(clock: FrozenClock) -> BookSource:
    return BookSource(clock)


def test_the_book_is_a_korean_repertoire_with_names_of_its_own() -> None:
    korean = Counter(recipe.dish for recipe in book() if recipe.cuisine is Cuisine.KOREAN)

    assert len(book()) >= 240
    assert korean.total() >= 150
    assert set(korean) >= set(Dish) - {Dish.DESSERT, Dish.OTHER}
    assert len({recipe.name for recipe in book()}) == len(book())


@pytest.mark.parametrize("recipe", book(), ids=lambda recipe: recipe.id)
def test_every_recipe_tells_its_time_by_its_steps(recipe: BookRecipe) -> None:
    page = files("ai_chef_recipe.sources.cookbook").joinpath(f"recipes/{recipe.id}.json")

    assert "minutes" not in json.loads(page.read_text("utf-8"))
    assert recipe.minutes == sum(step.active + step.waiting for step in recipe.steps)


def test_baby_food_is_for_babies_only_and_for_every_age() -> None:
    babies = [recipe for recipe in book() if recipe.months]

    assert {recipe.id for recipe in babies} == {
        recipe.id for recipe in book() if Target.BABY_FOOD in recipe.targets
    }
    assert all(recipe.targets == [Target.BABY_FOOD] for recipe in babies)
    assert min(Counter(recipe.months for recipe in babies).values()) >= 5


def test_a_recipe_for_babies_and_adults_alike_is_refused() -> None:
    with pytest.raises(ValidationError, match="babies only"):
        dish(targets=[Target.BABY_FOOD, Target.GENERAL], months=6)
    with pytest.raises(ValidationError, match="babies only"):
        dish(targets=[Target.BABY_FOOD])


@pytest.mark.parametrize("recipe", book(), ids=lambda recipe: recipe.id)
def test_every_recipe_passes_the_gate_for_each_target_that_it_declares(
    recipe: BookRecipe, wishes: Callable[..., Profile]
) -> None:
    for target in recipe.targets:
        asked = wishes(target=target)
        assert judge(READ[recipe.id], asked).violations == (), target


@pytest.mark.parametrize("recipe", book(), ids=lambda recipe: recipe.id)
def test_every_recipe_names_its_ingredients_plainly_and_all_of_them(recipe: BookRecipe) -> None:
    listed = {line.name for line in recipe.ingredients}

    assert {canonical_name(name) for name in listed} == listed
    for text in READ[recipe.id].texts:
        assert not text.reading.unread, text


@pytest.mark.parametrize("target", Target)
@pytest.mark.parametrize("allergen", labelled())
def test_eight_recipes_remain_for_every_target_and_allergen(
    wishes: Callable[..., Profile], target: Target, allergen: str
) -> None:
    assert at_least(8, recipes_for(target), wishes(target=target, allergies=[allergen]))


@pytest.mark.parametrize("target", Target)
@pytest.mark.parametrize("wish", DERIVED_AND_FAMILIES)
def test_eight_recipes_remain_for_every_target_and_derived_or_family_wish(
    wishes: Callable[..., Profile], target: Target, wish: str
) -> None:
    assert at_least(8, recipes_for(target), wishes(target=target, allergies=[wish]))


@pytest.mark.parametrize(("target", "pair"), list(product(Target, COMMON_PAIRS)))
def test_four_recipes_remain_for_every_target_and_common_pair_of_allergens(
    wishes: Callable[..., Profile], target: Target, pair: tuple[str, str]
) -> None:
    assert at_least(4, recipes_for(target), wishes(target=target, allergies=list(pair)))


@pytest.mark.parametrize(("target", "condition"), list(product(Target, HealthCondition)))
def test_the_book_answers_every_target_with_every_condition_in_four_ways(
    source: BookSource,
    wishes: Callable[..., Profile],
    target: Target,
    condition: HealthCondition,
) -> None:
    asked = wishes(target=target, health_conditions=[condition])

    recipe = cooked(source, asked)

    assert {rule.verdict for rule in recipe.checked_rules} == {"kept"}
    assert at_least(4, (other for other in book() if is_for_target(other, asked)), asked)


def test_baby_food_is_only_ever_taken_from_recipes_for_babies(
    source: BookSource, wishes: Callable[..., Profile]
) -> None:
    for condition in HealthCondition:
        asked = wishes(target=Target.BABY_FOOD, health_conditions=[condition])
        for seed in range(10):
            assert cooked(source, asked, str(seed)).source.id.endswith("-baby")


@pytest.mark.parametrize("id_", ["avocado-chicken-salad", "bulgogi", "tofu-steak-vegan"])
def test_nutrition_can_be_recomputed_by_hand(id_: str) -> None:
    recipe = next(recipe for recipe in book() if recipe.id == id_)
    by_hand = dict.fromkeys(
        ("kcal", "carbohydrate_g", "protein_g", "fat_g", "sodium_mg"), Decimal(0)
    )
    for line in recipe.ingredients:
        grams = to_grams(line.name, Decimal(line.amount), line.unit)
        assert grams is not None
        for nutrient in by_hand:
            by_hand[nutrient] += getattr(nutrients()[line.name], nutrient) * grams / 100

    computed = READ[id_].nutrition.per_serving

    for nutrient, total in by_hand.items():
        assert abs(getattr(computed, nutrient) - total / 2) < Decimal("1e-20"), nutrient


def test_the_same_session_gets_the_same_recipe_and_sessions_vary(
    source: BookSource, wishes: Callable[..., Profile]
) -> None:
    names = [cooked(source, wishes(), f"sess_{number}").name for number in range(40)]

    assert names == [cooked(source, wishes(), f"sess_{number}").name for number in range(40)]
    assert len(set(names)) >= 10


@pytest.mark.parametrize("recipe", book()[::7], ids=lambda recipe: recipe.id)
def test_servings_scale_the_amounts_to_what_a_kitchen_can_measure(recipe: BookRecipe) -> None:
    base, five = recipe.lines(recipe.servings), recipe.draft(5)

    assert five.servings == 5
    for line, scaled in zip(base, five.ingredients, strict=True):
        exact, amount = Decimal(line.amount) * 5 / recipe.servings, Decimal(scaled.amount)
        is_little = exact < 10
        measured = Decimal("0.5") if is_little else Decimal(1)
        step = measured if scaled.unit in ("g", "ml") else Decimal("0.25")
        assert amount == step or abs(amount - exact) <= step / 2
        assert amount % step == 0
        assert amount > 0


@pytest.mark.parametrize(("line", "left"), [("소금 1 g", "0.5"), ("대파 0.5 대", "0.25")])
def test_a_small_amount_never_becomes_nothing(line: str, left: str) -> None:
    (scaled,) = dish(servings=12, ingredients=[line]).draft(servings=1).ingredients

    assert scaled.amount == left


def test_more_people_take_more_of_the_cooks_time_and_the_pot_as_long() -> None:
    step = {"text": "썰어 넣고 20분 끓인다.", "active": 10, "waiting": 20}
    recipe = dish(steps=[step])

    minutes = {servings: recipe.draft(servings).minutes for servings in (1, 2, 4, 12)}

    assert minutes == {1: 30, 2: 30, 4: 35, 12: 45}


def test_rice_for_many_is_cooked_from_raw_rice_of_the_same_energy() -> None:
    recipe = dish(ingredients=["밥 2 공기", "두부 1 모"])

    cooked_rice = recipe.draft(6, cooks_rice=True)
    (rice, tofu) = cooked_rice.ingredients
    raw, instant = (
        to_grams("쌀", Decimal(rice.amount), "g"),
        to_grams("밥", Decimal(6), "공기"),
    )

    assert (rice.name, tofu.name, tofu.amount) == ("쌀", "두부", "3")
    assert raw is not None
    assert instant is not None
    kcal = [(nutrients()[name].kcal or 0) * grams for name, grams in (("쌀", raw), ("밥", instant))]
    assert abs(kcal[0] / kcal[1] - 1) < Decimal("0.01")
    assert cooked_rice.minutes == recipe.draft(6).minutes + 40
    assert "밥솥" in cooked_rice.steps[0].text


def test_the_recipe_tells_its_source(source: BookSource, wishes: Callable[..., Profile]) -> None:
    origin = cooked(source, wishes()).source

    assert origin.kind == "book"
    assert origin.id in READ
    assert origin.generated_at == "2026-01-31T09:00:00.000Z"
    assert origin.prompt_version is None


MEAL = ("병아리콩 140 g", "카놀라유 1 큰술")
"""Makes a meal of any dish for 2, without a labelled allergen."""


def dish(*lines: str, **facts: Any) -> BookRecipe:
    given: dict[str, Any] = {
        "id": "dish",
        "name": "요리",
        "description": "",
        "targets": [Target.GENERAL],
        "cuisine": "korean",
        "servings": 2,
        "dish": "other",
        "level": CookingLevel.BEGINNER,
        "steps": [{"text": "만든다.", "active": 20}],
        "ingredients": [*(lines or ("당근 100 g",)), *MEAL],
    }
    return BookRecipe.model_validate(given | facts)


def unmet(recipes: list[BookRecipe], asked: Profile) -> tuple[str, ...]:
    with pytest.raises(NoRecipeFits) as caught:
        cooked(BookSource(recipes=recipes), asked)
    return caught.value.unmet


@pytest.mark.parametrize(
    ("wish", "asked", "recipe"),
    [
        ("target", {"target": Target.VEGAN}, dish()),
        ("healthConditions", {"health_conditions": [HealthCondition.GOUT]}, dish("소간 90 g")),
        ("allergies", {"allergies": ["우유"]}, dish("버터 90 g")),
        ("allergies", {"allergies": ["갑각류"]}, dish("김치 90 g")),
        ("dislikes", {"dislikes": ["알류"]}, dish("달걀 2 개")),
        ("cookingLevel", {"cooking_level": CookingLevel.BEGINNER}, dish(level="advanced")),
        ("maxCookingMinutes", {"max_cooking_minutes": 19}, dish()),
    ],
)
def test_the_wish_that_left_nothing_is_named(
    wishes: Callable[..., Profile], wish: str, asked: dict[str, Any], recipe: BookRecipe
) -> None:
    assert unmet([recipe], wishes(**asked)) == (wish,)


def test_the_wish_that_alone_stands_in_the_way_is_blamed_first(
    wishes: Callable[..., Profile],
) -> None:
    asked = wishes(max_cooking_minutes=10, dislikes=["당근"])

    assert unmet([dish("무 100 g"), dish()], asked) == ("maxCookingMinutes",)


def test_all_wishes_are_blamed_if_no_single_one_would_help(wishes: Callable[..., Profile]) -> None:
    asked = wishes(max_cooking_minutes=10, dislikes=["당근"])

    assert unmet([dish()], asked) == ("dislikes", "maxCookingMinutes")


def test_what_cannot_be_met_fails_without_the_value_of_the_wish(
    wishes: Callable[..., Profile],
) -> None:
    with pytest.raises(NoRecipeFits) as caught:
        cooked(BookSource(recipes=[dish("버터 90 g")]), wishes(allergies=["버터"]))

    assert "버터" not in str(caught.value) + caught.value.user_message


def test_every_wish_that_can_be_unmet_is_a_field_of_the_profile() -> None:
    fields = {field.alias for field in Profile.model_fields.values()}
    about_the_recipe = {"schema", "language", "claims", "amounts", "plausibility", "minutes"}

    assert {rule.value for rule in GateRule} - about_the_recipe <= fields


def test_a_recipe_may_leave_its_target_only_where_a_condition_overrules_it(
    wishes: Callable[..., Profile],
) -> None:
    lean = dish(ingredients=["닭가슴살 280 g", "두부 240 g", "배추 300 g", "식용유 1 작은술"])
    overruled = wishes(target=Target.KETO, health_conditions=[HealthCondition.HYPERLIPIDEMIA])

    assert cooked(BookSource(recipes=[lean]), overruled).source.id == "dish"
    assert unmet([lean], wishes(target=Target.KETO)) == ("target",)


def test_counts_of_recipes_by_target_are_even_enough() -> None:
    counted = Counter(target for recipe in book() for target in recipe.targets)

    assert min(counted[target] for target in Target) >= 10, counted


def test_limits_are_known_to_be_kept_not_merely_not_broken() -> None:
    for recipe in book():
        serving: ParsedRecipe = READ[recipe.id]
        verdicts = {checked.verdict for checked in check_limits(recipe.targets, serving.nutrition)}
        assert verdicts <= {RuleVerdict.KEPT}, recipe.id


@pytest.mark.parametrize("seen_by", ["id", "name"])
def test_what_was_seen_is_left_out_by_id_and_by_name(
    source: BookSource, wishes: Callable[..., Profile], seen_by: str
) -> None:
    seen: list[str] = []
    for _ in range(3):
        recipe = cooked(source, wishes(target=Target.KETO, not_again=seen))
        name = recipe.source.id if seen_by == "id" else recipe.name
        assert name not in seen
        seen.append(name)
