from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.ingredients import table
from ai_chef_food.units import piece_weights, to_grams


@pytest.mark.parametrize(
    ("name", "amount", "unit", "grams"),
    [
        ("당근", "200", "g", "200"),
        ("쌀", "1.5", "kg", "1500"),
        ("아보카도", "2", "개", "300"),
        ("마늘", "3", "쪽", "9"),
        ("간장", "2", "큰술", "34.5"),
        ("간장", "1", "작은술", "5.75"),
        ("우유", "1", "컵", "206"),
        ("우유", "0.3", "L", "309"),
        ("물", "250", "ml", "250"),
        ("소금", "2", "꼬집", "1"),
        ("간장", "2", "T", "34.5"),
        ("쇠고기", "1", "lb", "453.59237"),
        ("물", "1", "종이컵", "180"),
        ("쌀", "1", "홉", "162"),
    ],
)
def test_amounts_become_grams(name: str, amount: str, unit: str, grams: str) -> None:
    assert to_grams(name, Decimal(amount), unit) == Decimal(grams)


@pytest.mark.parametrize(
    ("name", "unit"),
    [("시금치", "컵"), ("당근", "마리"), ("할머니 비법소스", "큰술"), ("우유", "개")],
)
def test_an_amount_that_cannot_be_converted_is_unknown_not_zero(name: str, unit: str) -> None:
    assert to_grams(name, Decimal(1), unit) is None


def test_a_litre_is_never_read_as_a_piece() -> None:
    assert to_grams("우유", Decimal("0.3"), "L") == to_grams("우유", Decimal(300), "ml")


def test_every_weight_belongs_to_a_known_ingredient_and_is_positive() -> None:
    for (name, _), grams in piece_weights().items():
        assert name in table()
        assert grams > 0


@given(amount=st.decimals(0, 1000, places=2), key=st.sampled_from(sorted(piece_weights())))
def test_twice_the_amount_is_twice_the_weight(amount: Decimal, key: tuple[str, str]) -> None:
    name, unit = key
    once, twice = to_grams(name, amount, unit), to_grams(name, amount * 2, unit)

    assert once is not None
    assert twice == once * 2
