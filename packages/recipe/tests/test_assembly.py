from collections.abc import Callable
from decimal import Decimal

import pytest

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe, RecipeOrigin, RecipeSourceKind
from ai_chef_recipe.assembly import assemble_recipe
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.parsing import parse_recipe

Cooked = Callable[..., Recipe]

ORIGIN = RecipeOrigin(
    kind=RecipeSourceKind.BOOK, id="test", generated_at="2026-01-31T09:00:00.000Z"
)


@pytest.fixture
def cooked(wishes: Callable[..., Profile], drafts: Callable[..., RecipeDraft]) -> Cooked:
    def made(*lines: str, at_hand: tuple[str, ...] = ()) -> Recipe:
        profile = wishes(available_ingredients=list(at_hand))
        recipe = parse_recipe(drafts(ingredients=[], plus=lines))
        return assemble_recipe(recipe, judge(recipe, profile), profile, ORIGIN)

    return made


def test_amounts_are_decimals_in_the_tables_units_with_their_weight(cooked: Cooked) -> None:
    lines = cooked("당근 1½ 개", "간장 2 T").to_json()["ingredients"]

    assert lines == [
        {"name": "당근", "amount": "1.5", "unit": "개", "grams": "91.5"},
        {"name": "간장", "amount": "2", "unit": "큰술", "grams": "34.5"},
    ]


def test_nutrition_is_rounded_and_in_the_shape_of_the_contract(cooked: Cooked) -> None:
    # 아보카도 2 x 150 g: per 100 g 160 kcal, protein 2 g, fat 14.66 g, potassium 485 mg, phosphorus
    # not measured, saturated fat 2.126 g; 닭가슴살 200 g: 106 kcal, 22.97 g, 0.97 g, 371 mg, 251 mg,
    # 0.37 g, cholesterol 56.11 mg; for two
    assert cooked("아보카도 2 개", "닭가슴살 200 g").to_json()["nutrition"] == {
        "perServing": {
            "kcal": "346",
            "carbohydrateG": "12.8",
            "fiberG": "10.1",
            "sugarsG": "1",
            "proteinG": "26",
            "fatG": "23",
            "sodiumMg": "56",
            "potassiumMg": "1099",
            "phosphorusMg": "251",
            "saturatedFatG": "3.6",
            "cholesterolMg": "56",
        },
        "coverage": "1",
        "missing": [],
        "lowerBounds": ["phosphorusMg"],
        "unmeasured": {"phosphorusMg": ["아보카도"]},
    }


def test_an_ingredient_without_figures_is_told_as_missing(cooked: Cooked) -> None:
    nutrition = cooked("당근 100 g", "쯔유 1 큰술").nutrition

    assert nutrition is not None
    assert nutrition.missing == ["쯔유"]
    assert Decimal(0) < nutrition.coverage < 1


def test_every_listed_allergen_is_told_with_its_path(cooked: Cooked) -> None:
    allergens = cooked("당근 100 g", "굴소스 1 큰술").to_json()["allergens"]

    assert allergens["notAssessed"] == []
    assert {(found["allergen"], *found["path"]) for found in allergens["found"]} == {
        ("굴", "굴소스", "굴"),
        ("조개류", "굴소스", "조개류"),
        ("대두", "굴소스", "간장", "대두"),
        ("밀", "굴소스", "간장", "밀"),
    }


def test_an_unknown_ingredient_is_told_as_not_assessed(cooked: Cooked) -> None:
    allergens = cooked("당근 100 g", "처음보는소스 10 g").allergens

    assert allergens is not None
    assert allergens.not_assessed == ["처음보는소스"]


def test_what_is_at_hand_and_what_to_buy_is_told(cooked: Cooked) -> None:
    recipe = cooked("달걀 2 개", "당근 1 개", at_hand=("계란",))

    assert recipe.ingredients_at_hand == ["달걀"]
    assert recipe.ingredients_to_buy == ["당근"]


def test_a_trace_is_never_rounded_down_to_nothing(cooked: Cooked) -> None:
    (_, trace) = cooked("당근 100 g", "소금 0.001 g").ingredients

    assert trace.amount > 0
    assert trace.grams is not None
    assert trace.grams > 0
