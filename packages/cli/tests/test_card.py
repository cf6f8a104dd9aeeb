"""What the card says of prices."""

from typing import Any

import pytest
from rich.console import Console

from ai_chef_cli.card import card
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.result import Result, StoredResult


def shown(stored: StoredResult, *pricing: dict[str, Any]) -> str:
    result = parse(Result, stored.result.to_json() | {"pricing": list(pricing)})
    console = Console(width=200, record=True)
    console.print(card(result))
    return console.export_text()


AVOCADO = {
    "name": "아보카도", "price": 3500, "shop": "KAMIS 서울 소매", "basis": "reference",
    "asOf": "2026-10-02",
}  # fmt: skip
CHICKEN = {"name": "닭가슴살", "price": 8000, "shop": "가게"}


@pytest.mark.parametrize(("season", "label"), [("cheap", "제철 가격"), ("dear", "비싼 철")])
def test_the_season_of_a_surveyed_price_is_shown(
    stored: StoredResult, season: str, label: str
) -> None:
    assert label in shown(stored, AVOCADO | {"season": season}, CHICKEN)
    assert label not in shown(stored, AVOCADO, CHICKEN)


def test_what_is_only_taken_to_be_at_home_says_so(stored: StoredResult) -> None:
    at_home = AVOCADO | {"price": 0, "atHome": True}

    assert "집에 있음" in shown(stored, at_home, CHICKEN)
    assert "집에 있다고 봄" in shown(stored, at_home | {"assumedAtHome": True}, CHICKEN)


def test_what_has_no_price_but_is_at_home_is_no_riddle(stored: StoredResult) -> None:
    unpriced = {"name": "아보카도", "unpriced": "no_hits", "atHome": True}

    text = shown(stored, unpriced, CHICKEN)

    assert "집에 있음" in text
    assert "알 수 없음" not in text


def test_a_line_that_another_one_pays_for_names_it(stored: StoredResult) -> None:
    shared = AVOCADO | {"price": 0, "boughtWith": "닭가슴살"}

    assert "닭가슴살에 포함" in shown(stored, shared, CHICKEN)
