from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.amounts import Measure, canonical_unit, parse_measure


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("200 g", "200", "200", "g"),
        ("0.5개", "0.5", "0.5", "개"),
        ("1/2 컵", "0.5", "0.5", "컵"),
        ("1½ 컵", "1.5", "1.5", "컵"),
        ("½큰술", "0.5", "0.5", "큰술"),
        ("1 1/2 큰술", "1.5", "1.5", "큰술"),
        ("2~3 쪽", "2", "3", "쪽"),
        ("2-3개", "2", "3", "개"),
        ("약 200g", "200", "200", "g"),
        ("1,000 ml", "1000", "1000", "ml"),
        ("１００ｇ", "100", "100", "g"),
        ("반 모", "0.5", "0.5", "모"),
        ("한 줌", "1", "1", "줌"),
        ("2T", "2", "2", "큰술"),
        ("2t", "2", "2", "작은술"),
        ("1 Tbsp", "1", "1", "큰술"),
        ("200cc", "200", "200", "ml"),
        ("1 kg", "1", "1", "kg"),
        ("3", "3", "3", ""),
        ("2 바구니", "2", "2", "바구니"),
    ],
)
def test_an_amount_is_read_as_cooks_write_it(text: str, low: str, high: str, unit: str) -> None:
    assert parse_measure(text) == Measure(Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text", ["약간", "적당량", "조금", "", "소금 1g", "1/0 컵", "3~2 개", "-1 g", "많이", "1..5 g"]
)
def test_a_text_without_one_clear_amount_is_unknown(text: str) -> None:
    assert parse_measure(text) is None


def test_capital_t_is_a_tablespoon_and_small_t_a_teaspoon() -> None:
    assert canonical_unit("T") == "큰술"
    assert canonical_unit("t") == "작은술"


@given(st.decimals(0, 10_000, places=2), st.sampled_from(["g", "ml", "개", "큰술"]))
def test_a_plain_decimal_is_read_exactly(amount: Decimal, unit: str) -> None:
    assert parse_measure(f"{amount:f} {unit}") == Measure(amount, amount, unit)


@given(st.text(max_size=30))
def test_any_text_is_read_without_failing_and_never_backwards(text: str) -> None:
    measure = parse_measure(text)

    assert measure is None or 0 <= measure.low <= measure.high
