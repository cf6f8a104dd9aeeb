"""What breaks first is computed from quotas with sources and from the usage that the plan's cost has."""

import csv

import pytest

from benchmarks.scaling import Demand, computed, costs, quotas, simulated
from tools.build_package import ROOT

QUOTAS = ROOT / "benchmarks" / "data" / "quotas.csv"


def test_every_quota_has_a_source_and_somebody_who_can_change_it() -> None:
    rows = list(csv.DictReader(QUOTAS.read_text("utf-8").splitlines()))

    assert len(rows) >= 10
    assert all(row["source"] and row["as_of"] and row["whose"] for row in rows)


def test_quotas_come_in_the_order_in_which_they_break_and_grow_with_the_rate() -> None:
    slow, fast = quotas(1, 0.1), quotas(1000, 0.1)

    assert [quota.share for quota in fast] == sorted((q.share for q in fast), reverse=True)
    assert {quota.name for quota in fast if quota.share > 1} >= {
        "model_tokens", "lambda_concurrency", "start_execution", "state_transition",
    }  # fmt: skip
    grown = {quota.name: quota.share for quota in slow}
    assert all(quota.share == pytest.approx(1000 * grown[quota.name]) for quota in fast)


@pytest.mark.parametrize("hours", [12, 72])
def test_the_cache_hits_as_often_by_computation_as_one_by_one(hours: float) -> None:
    lookups, misses = computed(500, hours, Demand(1).frequencies(10_000))
    seen_lookups, seen_misses = simulated(500, hours, seed=2)

    assert seen_lookups == pytest.approx(lookups, rel=0.05)
    assert 1 - seen_misses / seen_lookups == pytest.approx(1 - misses / lookups, abs=0.03)


def test_a_cache_that_keeps_longer_searches_less() -> None:
    frequencies = Demand(1).frequencies(5_000)

    assert computed(1000, 72, frequencies)[1] < computed(1000, 12, frequencies)[1]


def test_the_model_is_nearly_all_that_a_session_costs() -> None:
    found = costs(1)

    assert found["Model"] > 50 * (sum(found.values()) - found["Model"])
