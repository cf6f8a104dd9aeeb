"""The labelled prices in every run of the tests, and proof that their report can fail."""

from collections import Counter

import pytest

from evals import prices
from evals.prices import (
    PACKS_LEAST,
    RIGHT_LEAST,
    SETS,
    BlindPrices,
    main,
    misread_packs,
    pack_cases,
    price_cases,
)


def test_products_are_matched_right_and_none_is_wrong() -> None:
    outcomes = Counter(case.answer().outcome for case in price_cases())

    assert outcomes.total() >= 150
    assert outcomes["right"] / outcomes.total() >= RIGHT_LEAST
    assert outcomes["wrong"] == 0


def test_packs_are_read_right() -> None:
    assert len(pack_cases()) >= 100
    assert 1 - len(list(misread_packs())) / len(pack_cases()) >= PACKS_LEAST


def test_searches_that_hold_nothing_right_end_unpriced() -> None:
    hopeless = [case for case in price_cases() if not case.right]

    assert len(hopeless) >= 70
    assert {case.answer().outcome for case in hopeless} == {"right"}


@pytest.mark.parametrize("blind", SETS, ids=lambda blind: blind.name)
def test_the_frozen_sets_are_whole_and_reach_the_goals_once_seen(blind: BlindPrices) -> None:
    outcomes = Counter(case.answer().outcome for case in price_cases(blind.cases))

    assert outcomes.total() == blind.searches
    assert len(pack_cases(blind.packs)) == blind.titles
    if not blind.is_blind:
        assert outcomes["right"] / outcomes.total() >= RIGHT_LEAST
        assert (
            1 - len(list(misread_packs(blind.packs))) / len(pack_cases(blind.packs)) >= PACKS_LEAST
        )


def test_the_report_fails_where_any_hit_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert main() == 0

    monkeypatch.setattr("ai_chef_price.matching.choice.refusal", lambda ingredient, hit: None)

    assert prices.main() == 1
