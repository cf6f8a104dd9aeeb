"""What travels through the workflow stays small enough for it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_common.contracts.base import PayloadInvalid, parse
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.pricing import PriceLine, fitted
from ai_chef_common.contracts.sizes import INPUT_BYTES, PRICING_BYTES, json_bytes

LISTS = {"allergies": 100, "dislikes": 30, "availableIngredients": 50, "pantry": 50}


def wish(letter: str) -> dict[str, Any]:
    """Return an input whose every list is full of the longest names of one letter."""
    names: dict[str, Any] = {name: [letter * 40] * count for name, count in LISTS.items()}
    return {"sessionId": "s" * 64, "profile": {"target": "keto"} | names}


def test_every_list_full_of_long_korean_names_is_accepted() -> None:
    assert parse(ExecutionInput, wish("가")).profile.allergies


def test_an_input_above_the_limit_is_refused_by_the_limit() -> None:
    with pytest.raises(PayloadInvalid, match=f"more than {INPUT_BYTES} bytes") as caught:
        parse(ExecutionInput, wish("𠀋"))

    (problem,) = caught.value.problems
    assert str(INPUT_BYTES) in problem.for_people()


@given(st.recursive(st.text() | st.integers(), st.lists))
def test_sizes_are_those_of_compact_json_in_utf_8(value: Any) -> None:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert json_bytes(value) == len(written.encode("utf-8", "surrogatepass"))


def offer(letters: int) -> dict[str, Any]:
    return {
        "title": "𠀋" * min(letters, 80), "shop": "𠀋" * min(letters, 60), "pack": "1kg",
        "packGrams": "1000", "packPrice": 1000,
    }  # fmt: skip


def line(letters: int, *, cheaper: int = 0) -> dict[str, Any]:
    own: dict[str, Any] = {
        "name": "𠀋" * min(letters, 60), "price": 1000, "shop": "𠀋" * min(letters, 60),
        "product": "𠀋" * min(letters, 80), "link": "h" * min(letters * 7, 500),
        "offers": [offer(letters)] * 4, "refused": ["𠀋" * min(letters, 80)] * 3,
        "cheaper": [line(letters) for _ in range(cheaper)],
    }  # fmt: skip
    return own


@given(count=st.integers(1, 40), letters=st.integers(1, 80), cheaper=st.integers(0, 3))
def test_prices_always_fit_and_never_lose_a_price(count: int, letters: int, cheaper: int) -> None:
    lines = [parse(PriceLine, line(letters, cheaper=cheaper))] * count

    kept = fitted(lines)

    assert json_bytes([one.to_json() for one in kept]) <= PRICING_BYTES
    prices = [(one.name, one.price, one.shop, one.product) for one in kept]
    assert prices == [(one.name, one.price, one.shop, one.product) for one in lines]


def test_prices_that_fit_stay_as_they_are() -> None:
    lines = [parse(PriceLine, line(10, cheaper=1))] * 10

    assert fitted(lines) == lines


def test_the_last_lines_lose_their_offers_first() -> None:
    lines = [parse(PriceLine, line(80))] * 3
    without_refusals = [one.model_copy(update={"refused": []}) for one in lines]
    most = json_bytes([one.to_json() for one in without_refusals]) - 1

    assert [len(one.offers) for one in fitted(lines, most)] == [4, 4, 0]
