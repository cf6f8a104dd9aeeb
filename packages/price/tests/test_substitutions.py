from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceLine
from ai_chef_common.contracts.profile import Profile
from ai_chef_price.substitutions import with_cheaper

PRICES = {"소고기안심": 36_000, "돼지안심": 6_000, "소고기우둔살": 9_000, "돼지등심": 4_000}


class Source:
    """Knows a few prices."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.prices = PRICES

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        self.asked += [ingredient.name for ingredient in ingredients]
        return [
            PriceLine(
                name=ingredient.name, price=self.prices.get(ingredient.name, 60_000), shop="가게"
            )
            for ingredient in ingredients
        ]


def repaired(
    source: Source, profile: dict[str, Any], *, also: Sequence[str] = (), **more: Any
) -> list[PriceLine]:
    asked = parse(Profile, profile | {"target": "general", "healthConditions": []} | more)
    names = ("소고기안심", *also)
    ingredients = [Ingredient(name=name, amount=Decimal(250), unit="g") for name in names]
    lines = [PriceLine(name=name, price=PRICES[name], shop="가게") for name in names]
    return with_cheaper(source, ingredients, lines, asked)


def test_over_the_budget_the_dearest_line_gets_cheaper_equivalents(profile: dict[str, Any]) -> None:
    (line,) = repaired(Source(), profile, budget=20_000)

    assert line.price == 36_000
    assert line.cheaper
    assert all((equivalent.price or 0) < 36_000 for equivalent in line.cheaper)


def test_a_dearer_equivalent_is_not_offered(profile: dict[str, Any]) -> None:
    source = Source()
    source.prices = dict.fromkeys(PRICES, 50_000)

    (line,) = repaired(source, profile, budget=20_000)

    assert source.asked
    assert line.cheaper == []


def test_what_the_recipe_has_already_is_no_equivalent(profile: dict[str, Any]) -> None:
    source = Source()

    repaired(source, profile, budget=20_000, also=("소고기우둔살",))

    assert "소고기우둔살" not in source.asked
    assert source.asked


def test_within_the_budget_nothing_is_asked(profile: dict[str, Any]) -> None:
    source = Source()

    assert repaired(source, profile, budget=40_000)[0].cheaper == []
    assert source.asked == []


@pytest.mark.parametrize(
    ("wish", "value"),
    [
        ("allergies", ["돼지고기", "쇠고기"]),
        ("target", "vegan"),
        ("dislikes", ["돼지고기", "쇠고기"]),
    ],
)
def test_an_equivalent_that_the_person_may_not_have_is_never_priced(
    profile: dict[str, Any], wish: str, value: Any
) -> None:
    source = Source()

    repaired(source, profile, budget=20_000, **{wish: value})

    assert source.asked == []


def test_what_is_at_home_is_not_bought_and_needs_no_equivalent(profile: dict[str, Any]) -> None:
    source = Source()

    repaired(source, profile, budget=20_000, availableIngredients=["소고기안심"])

    assert source.asked == []
