"""Lines of one ingredient are bought once."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceLine, Unpriced
from ai_chef_price.lookup import price_recipe
from ai_chef_price.sources.catalog import CatalogSource


class Source:
    """Sells everything in packs of 500 g for 1,000 won, and remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Decimal]] = []

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        self.asked += [(line.name, line.amount) for line in ingredients]
        return [
            PriceLine.of_packs(
                line.name, line.amount, pack="500g", pack_grams=Decimal(500), pack_price=1000
            )
            for line in ingredients
        ]


def recipe(*lines: str) -> list[Ingredient]:
    parts = [line.rsplit(" ", 1) for line in lines]
    return [Ingredient(name=name, amount=Decimal(amount), unit="g") for name, amount in parts]


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (("연어 10", "연어 400"), [("연어", 410)]),
        (("대파 30", "파 20"), [("대파", 50)]),
        (("파 20", "쪽파 30"), [("쪽파", 50)]),
        (("마늘 10", "다진 마늘 15"), [("마늘", 25)]),
        (("계란 100", "달걀 50"), [("달걀", 150)]),
        (("버터 10", "무염버터 20"), [("무염버터", 30)]),
        (("무염버터 10", "가염버터 20"), [("무염버터", 10), ("가염버터", 20)]),
        (("당근 10", "감자 20"), [("당근", 10), ("감자", 20)]),
        (("다진 마늘 15",), [("다진 마늘", 15)]),
        (("다진 마늘 15", "다진 마늘 5"), [("다진 마늘", 20)]),
        (("김밥용 김 10",), [("김밥용 김", 10)]),
    ],
)
def test_what_is_one_ingredient_is_bought_once(
    lines: Sequence[str], asked: list[tuple[str, int]]
) -> None:
    source = Source()

    price_recipe(source, recipe(*lines), [])

    assert [(name, int(grams)) for name, grams in source.asked] == asked


def test_the_first_line_carries_the_packs_and_the_others_name_it() -> None:
    first, second = price_recipe(Source(), recipe("마늘 300", "다진 마늘 400"), [])

    assert (first.name, first.price, first.packs) == ("마늘", 2000, 2)
    assert first.need_grams == 700
    assert (second.name, second.price, second.packs) == ("다진 마늘", 0, None)
    assert second.bought_with == "마늘"


def test_what_cannot_be_weighed_is_a_gap_beside_what_can() -> None:
    unweighed = Ingredient(name="당근", amount=Decimal(1), unit="마리")

    first, second = price_recipe(Source(), [*recipe("당근 10"), unweighed], [])

    assert (first.price, second.unpriced) == (1000, Unpriced.UNKNOWN_WEIGHT)


def test_an_unknown_name_is_asked_of_nobody() -> None:
    source = Source()

    (line,) = price_recipe(source, recipe("처음 보는 소스 10"), [])

    assert (line.unpriced, source.asked) == (Unpriced.UNKNOWN_INGREDIENT, [])


@given(grams=st.lists(st.integers(1, 900), min_size=1, max_size=6))
def test_however_a_need_is_split_over_lines_it_costs_the_same(grams: list[int]) -> None:
    split = price_recipe(CatalogSource(), recipe(*(f"양파 {part}" for part in grams)), [])
    whole = price_recipe(CatalogSource(), recipe(f"양파 {sum(grams)}"), [])

    assert sum(line.price or 0 for line in split) == whole[0].price
