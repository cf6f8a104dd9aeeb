from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceBasis, PriceLine, Season, Unpriced
from ai_chef_food.ingredients import table
from ai_chef_price.catalog import catalog
from ai_chef_price.sources.catalog import CatalogSource


def line(name: str, amount: str, unit: str) -> PriceLine:
    (found,) = CatalogSource().price([Ingredient(name=name, amount=Decimal(amount), unit=unit)], [])
    return found


def priced(name: str, amount: str, unit: str) -> tuple[int | None, int | None]:
    found = line(name, amount, unit)
    return found.price, found.packs


def test_whole_packs_are_bought() -> None:
    assert priced("아보카도", "1", "개") == (2170, 1)
    assert priced("아보카도", "3", "개") == (6510, 3)
    assert priced("삼겹살", "250", "g") == (8916, 3)


def test_a_pinch_still_needs_a_pack() -> None:
    assert priced("소금", "1", "꼬집") == (1240, 1)


def test_a_synonym_is_priced_as_its_ingredient() -> None:
    assert priced("계란", "4", "개") == priced("달걀", "4", "개")


def test_every_line_tells_its_source_and_date() -> None:
    found = line("양파", "1", "개")

    assert (found.source, found.basis, found.as_of, found.shop) == (
        "catalog",
        PriceBasis.REFERENCE,
        "2026-10-02",
        "KAMIS 서울 소매",
    )


@pytest.mark.parametrize(
    ("name", "unit", "why"),
    [
        ("처음 보는 소스", "g", Unpriced.UNKNOWN_INGREDIENT),
        ("두릅", "g", Unpriced.UNKNOWN_INGREDIENT),
        ("당근", "마리", Unpriced.UNKNOWN_WEIGHT),
    ],
)
def test_what_cannot_be_priced_is_a_line_that_says_why(name: str, unit: str, why: Unpriced) -> None:
    found = line(name, "1", unit)

    assert (found.name, found.price, found.unpriced) == (name, None, why)


def test_every_row_is_of_a_known_ingredient_with_a_source() -> None:
    for row in catalog().values():
        assert row.name in table()
        assert row.pack_grams > 0
        assert row.source
        assert row.price_krw > 0 or row.name == "물"


def test_an_estimate_says_so_and_only_surveyed_prices_are_references() -> None:
    for row in catalog().values():
        is_surveyed = row.source.startswith("KAMIS") and not row.reasoning
        assert (row.basis is PriceBasis.REFERENCE) == is_surveyed, row.name


def test_a_row_without_an_observation_has_its_reasoning() -> None:
    for row in catalog().values():
        assert row.reasoning or row.basis is PriceBasis.REFERENCE, row.name


def test_every_surveyed_price_is_of_this_year_except_what_is_out_of_season() -> None:
    older = {row.name for row in catalog().values() if row.as_of < "2026"}

    assert older == {"딸기", "참외"}
    assert {catalog()[name].basis for name in older} == {PriceBasis.ESTIMATE}


@pytest.mark.parametrize(
    ("price", "normal", "season"),
    [
        (800, 1000, Season.CHEAP),
        (801, 1000, None),
        (1000, 1000, None),
        (1199, 1000, None),
        (1200, 1000, Season.DEAR),
        (500, None, None),
    ],
)
def test_a_fifth_below_or_above_a_normal_year_is_a_season(
    price: int, normal: int | None, season: Season | None
) -> None:
    row = catalog()["양파"]._replace(price_krw=price, normal_krw=normal)

    assert row.season is season


def test_a_line_tells_its_season() -> None:
    assert line("시금치", "100", "g").season is Season.CHEAP
    assert line("느타리버섯", "100", "g").season is Season.DEAR
    assert line("양파", "100", "g").season is None


@given(name=st.sampled_from(sorted(catalog())), grams=st.integers(1, 5000))
def test_the_packs_bought_are_enough_and_not_one_too_many(name: str, grams: int) -> None:
    row = catalog()[name]
    price, packs = priced(name, str(grams), "g")

    assert packs is not None
    assert row.pack_grams * packs >= grams > row.pack_grams * (packs - 1)
    assert price == row.price_krw * packs
