from collections import Counter
from decimal import Decimal

import pytest

from ai_chef_common.errors import NoRecipeFits
from ai_chef_common.profile import CookingLevel, HealthCondition, Profile, Target
from ai_chef_food.allergens import VerdictKind, check, expand, labelled
from ai_chef_food.ingredients import canonical, table
from ai_chef_food.units import to_grams
from ai_chef_recipe.book import BookSource, book
from ai_chef_recipe.book_format import BookRecipe
from tools.testing.plugin import StillClock

ANIMAL_GROUPS = {"meat", "poultry", "egg", "dairy", "seafood"}
KEPT_FROM_BABIES = {"꿀", "소금", "간장", "국간장", "저염간장", "우유", "설탕", "된장", "고추장"}


def profile(**wishes: object) -> Profile:
    given: dict[str, object] = {
        "target": Target.GENERAL,
        "cooking_level": CookingLevel.ADVANCED,
        "budget": 30000,
    }
    return Profile.model_validate(given | wishes)


def declared_for(target: Target) -> list[BookRecipe]:
    return [recipe for recipe in book() if target in recipe.targets]


def contains(recipe: BookRecipe, allergen: str) -> bool:
    verdicts = {check(line.name, allergen).kind for line in recipe.ingredients}
    return verdicts != {VerdictKind.NO_LISTED_MATCH}


@pytest.fixture
def source(clock: StillClock) -> BookSource:
    return BookSource(clock)


def test_the_book_has_recipes_for_every_target() -> None:
    counted = Counter(target for recipe in book() for target in recipe.targets)

    assert len(book()) >= 12
    assert all(counted[target] >= 3 for target in Target), counted


def test_every_ingredient_of_the_book_is_known_and_can_be_weighed() -> None:
    for recipe in book():
        for line in recipe.ingredients:
            assert canonical(line.name) == line.name, (recipe.id, line.name)
            assert to_grams(line.name, line.amount, line.unit), (recipe.id, line)


@pytest.mark.parametrize("recipe", declared_for(Target.VEGAN), ids=lambda recipe: recipe.id)
def test_a_vegan_recipe_has_nothing_of_an_animal(recipe: BookRecipe) -> None:
    groups = {table()[line.name].group for line in recipe.ingredients}

    assert not groups & ANIMAL_GROUPS
    assert not any(
        contains(recipe, animal) for animal in (*expand("해산물"), *expand("육류"), "꿀")
    )


@pytest.mark.parametrize("recipe", declared_for(Target.GLUTEN_FREE), ids=lambda recipe: recipe.id)
def test_a_gluten_free_recipe_has_no_gluten(recipe: BookRecipe) -> None:
    assert not any(contains(recipe, grain) for grain in expand("글루텐"))


@pytest.mark.parametrize("recipe", declared_for(Target.BABY_FOOD), ids=lambda recipe: recipe.id)
def test_baby_food_has_no_honey_salt_or_milk(recipe: BookRecipe) -> None:
    assert not {line.name for line in recipe.ingredients} & KEPT_FROM_BABIES


def test_a_recipe_said_to_suit_celiac_disease_has_no_gluten() -> None:
    for recipe in book():
        if HealthCondition.CELIAC in recipe.suits:
            assert not any(contains(recipe, grain) for grain in expand("글루텐")), recipe.id


def test_the_same_session_gets_the_same_recipe_and_sessions_vary(source: BookSource) -> None:
    wishes = profile()
    names = [source.recipe(wishes, seed=f"sess_{number}").name for number in range(40)]

    assert names == [source.recipe(wishes, seed=f"sess_{number}").name for number in range(40)]
    assert len(set(names)) >= 4


@pytest.mark.parametrize("allergen", labelled())
def test_no_recipe_ever_contains_the_allergen(source: BookSource, allergen: str) -> None:
    for seed in range(25):
        try:
            recipe = source.recipe(profile(allergies=[allergen]), seed=str(seed))
        except NoRecipeFits as error:
            assert "allergies" in error.unmet
            continue
        for line in recipe.ingredients:
            assert check(line.name, allergen).kind is VerdictKind.NO_LISTED_MATCH


def test_servings_scale_the_amounts_to_what_a_kitchen_can_measure(source: BookSource) -> None:
    two = source.recipe(profile(servings=2), seed="x")
    five = source.recipe(profile(servings=5), seed="x")

    assert five.name == two.name
    assert five.servings == 5
    for line_of_two, line_of_five in zip(two.ingredients, five.ingredients, strict=True):
        step = 1 if line_of_five.unit in ("g", "ml") else 0.25
        assert abs(float(line_of_five.amount - line_of_two.amount * 5 / 2)) <= step / 2
        assert line_of_five.amount > 0


@pytest.mark.parametrize(("line", "left"), [("소금 1 g", "1"), ("대파 0.5 대", "0.25")])
def test_a_small_amount_never_becomes_nothing(clock: StillClock, line: str, left: str) -> None:
    for_twelve = book()[0].model_dump() | {"servings": 12, "ingredients": [line]}
    source = BookSource(clock, [BookRecipe.model_validate(for_twelve)])
    wishes = profile(target=for_twelve["targets"][0], servings=1)

    (scaled,) = source.recipe(wishes, seed="x").ingredients

    assert scaled.amount == Decimal(left)


def test_ingredients_at_hand_are_preferred_and_told(source: BookSource) -> None:
    for seed in range(10):
        recipe = source.recipe(
            profile(target=Target.FRIDGE, available_ingredients=["배추김치", "두부"]),
            seed=str(seed),
        )
        assert recipe.name == "돼지고기 김치찌개"
        assert recipe.ingredients_at_hand == ["김치", "두부"]


def test_the_recipe_tells_its_source(source: BookSource) -> None:
    origin = source.recipe(profile(), seed="x").source

    assert origin.kind == "book"
    assert origin.id in {recipe.id for recipe in book()}
    assert origin.generated_at == "2026-01-31T09:00:00.000Z"
