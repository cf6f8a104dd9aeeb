from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceBasis, PriceLine, Unpriced
from ai_chef_food.ingredients import table
from ai_chef_price.catalog import CatalogSource, catalog


def line(name: str, amount: str, unit: str) -> PriceLine:
    (found,) = CatalogSource().price([Ingredient(name=name, amount=Decimal(amount), unit=unit)], [])
    return found


def priced(name: str, amount: str, unit: str) -> tuple[int | None, int | None]:
    found = line(name, amount, unit)
    return found.price, found.packs


def test_whole_packs_are_bought() -> None:
    assert priced("아보카도", "1", "개") == (2140, 1)
    assert priced("아보카도", "3", "개") == (6420, 3)
    assert priced("삼겹살", "250", "g") == (7425, 3)


def test_a_pinch_still_needs_a_pack() -> None:
    assert priced("소금", "1", "꼬집") == (1306, 1)


def test_a_synonym_is_priced_as_its_ingredient() -> None:
    assert priced("계란", "4", "개") == priced("달걀", "4", "개")


def test_every_line_tells_its_source_and_date() -> None:
    found = line("양파", "1", "개")

    assert (found.source, found.basis, found.as_of, found.shop) == (
        "catalog",
        PriceBasis.REFERENCE,
        "2023-04-28",
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
        surveyed = row.source.startswith("KAMIS") and not any(
            word in row.source for word in ("환산", "준용")
        )
        assert (row.basis is PriceBasis.REFERENCE) == surveyed, row.name


@given(name=st.sampled_from(sorted(catalog())), grams=st.integers(1, 5000))
def test_the_packs_bought_are_enough_and_not_one_too_many(name: str, grams: int) -> None:
    row = catalog()[name]
    price, packs = priced(name, str(grams), "g")

    assert packs is not None
    assert row.pack_grams * packs >= grams > row.pack_grams * (packs - 1)
    assert price == row.price_krw * packs
