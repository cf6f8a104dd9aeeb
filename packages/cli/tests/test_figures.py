"""Amounts on the card are the ones that a cook says; the page is held to the same table."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_cli.figures import amount, packs
from ai_chef_testing.amounts import SAID


@pytest.mark.parametrize(("value", "unit", "said"), SAID)
def test_an_amount_is_said_as_cooks_say_it(value: str, unit: str, said: str) -> None:
    assert amount(Decimal(value), unit) == said


@given(st.decimals("0.01", "100000", places=2), st.sampled_from(["개", "큰술", "꼬집", "g", "장"]))
def test_no_amount_is_nothing_or_has_two_decimals(value: Decimal, unit: str) -> None:
    said = amount(value, unit)

    assert said.removesuffix(unit).strip() not in {"", "0"}
    assert unit == "g" or "." not in said
    assert not said.startswith("1.0")


def test_a_single_pack_is_not_counted() -> None:
    assert packs("수돗물", 1) == "수돗물"
    assert packs("두부 300g", 3) == "두부 300g × 3"
    assert packs(None, 2) == ""
