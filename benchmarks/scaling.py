"""A thousand sessions a second on paper: which quota breaks first, what it costs, what to turn on.

Usage: python -m benchmarks.scaling [--rate SESSIONS_A_SECOND] [--seed N]

Usage of a session is that of `tools/deploy/plan/data`, quotas stand in `data/quotas.csv` with their
sources. The price cache is simulated with the ingredients of the recipe book; beyond what can be
simulated its hits are computed, and both are shown where both can be had.
"""

import argparse
import csv
import heapq
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import inf
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ai_chef_price.matching.products import search_query
from ai_chef_recipe.sources.cookbook.source import book
from ai_chef_testing.template import definition
from tools import hcl
from tools.build_package import ROOT
from tools.deploy.plan import cost

RATE = 1000
SECONDS_OF_A_DAY = 86_400

BURNDOWN = 5
"""Tokens of quota for each that a Claude model writes. Source: Bedrock User Guide, "Token burndown
rate for Anthropic Claude 4 models"."""

SESSIONS_TABLE_UNITS = 8
"""Write units of the Sessions table in a session: six updates, and two in the transaction."""

INDEX_UNITS = 2
"""Writes of the index of open sessions, all under one key: its partition takes them alone."""

TAIL_SHARE = 0.1
"""Share of ingredients that are none of the book's, as a model also writes (assumed)."""

TAIL_NAMES = 3000
"""How many such names there are, by a Zipf distribution (assumed; the food table knows about 5,000)."""

DAILY = (100, 1_000, 5_000, 20_000)
"""Sessions of a day that are simulated one by one."""

CACHE_HOURS = (12, 72)


@dataclass(frozen=True)
class Quota:
    """One row of ``quotas.csv`` and what `rate` sessions a second ask of it."""

    name: str
    allowed: float
    unit: str
    whose: str
    needed: float

    @property
    def share(self) -> float:
        """How many times the quota is needed."""
        return self.needed / self.allowed


def quotas(rate: float, misses: float) -> list[Quota]:
    """Return every quota and what is needed of it, the first to break first.

    Parameters
    ----------
    misses
        Searches of a session that the cache does not answer.
    """
    used = {key: float(value) for key, value in cost.usage().items()}
    states = definition()
    busy = {name: rate * used[key] for name, key in _SECONDS.items()}
    cold = used["cold_starts"] * rate
    a_minute = used["model_input_tokens"] + BURNDOWN * used["model_output_tokens"]
    needed = {
        "start_execution": rate,
        "state_transition": rate * len(cost.happy_path(states["States"], states["StartAt"])),
        "lambda_concurrency": sum(busy.values()),
        "reserved_concurrency": max(busy.values()),
        "lambda_scaling": cold,
        "table_write_units": rate * SESSIONS_TABLE_UNITS,
        "new_table_write_units": rate * SESSIONS_TABLE_UNITS,
        "partition_write_units": rate * INDEX_UNITS,
        "model_tokens": rate * 60 * a_minute,
        "searches": rate * SECONDS_OF_A_DAY * misses,
        "api_requests": rate * used["invocations_api"],
    }
    found = [
        Quota(row["key"], float(row["value"]), row["unit"], row["whose"], needed[row["key"]])
        for row in _rows()
    ]
    return sorted(found, key=lambda quota: -quota.share)


_SECONDS = {
    "orchestrator": "seconds_orchestrator",
    "recipe": "seconds_recipe_model",
    "price": "seconds_price_search",
    "combine": "seconds_combine",
}


def _rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "data" / "quotas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Demand:
    """Draws what sessions search for: the recipes of the book, and a tail of other names.

    A target is drawn first, then one of its recipes, so that a target with few recipes is cooked as
    often as one with many.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable draws, no secret
        by_target: dict[str, list[list[str]]] = {}
        for recipe in book():
            queries = [search_query(line.name) for line in recipe.ingredients]
            for target in recipe.targets:
                by_target.setdefault(target.value, []).append(queries)
        self._recipes = list(by_target.values())
        self._tail = [f"tail {number}" for number in range(TAIL_NAMES)]
        self._summed = list(accumulate(1 / (number + 1) for number in range(TAIL_NAMES)))

    def session(self) -> list[str]:
        """Return the searches of one session, each once."""
        queries = self._random.choice(self._random.choice(self._recipes))
        return list(dict.fromkeys(self._or_tail(query) for query in queries))

    def frequencies(self, sessions: int = 40_000) -> dict[str, float]:
        """Return how often a session searches for each name."""
        counted = Counter(query for _ in range(sessions) for query in self.session())
        return {query: count / sessions for query, count in counted.items()}

    def _or_tail(self, query: str) -> str:
        if self._random.random() >= TAIL_SHARE:
            return query
        return self._random.choices(self._tail, cum_weights=self._summed)[0]


def simulated(daily: int, hours: float, seed: int) -> tuple[float, float]:
    """Return lookups and cache misses of a session, one by one, the cache filled before.

    Counted over a day, or a time to live where that is longer: names run out in waves.
    """
    demand = Demand(seed)
    moments = random.Random(seed)  # noqa: S311
    fresh_until: dict[str, float] = {}
    lookups = misses = counted = 0
    filled = 2 * hours * 3600
    whole = filled + max(SECONDS_OF_A_DAY, hours * 3600)
    arrivals = [moments.random() * whole for _ in range(round(daily * whole / SECONDS_OF_A_DAY))]
    heapq.heapify(arrivals)
    while arrivals:
        now = heapq.heappop(arrivals)
        is_counted = now >= filled
        counted += is_counted
        for query in demand.session():
            lookups += is_counted
            if fresh_until.get(query, -inf) <= now:
                fresh_until[query] = now + hours * 3600
                misses += is_counted
    return lookups / counted, misses / counted


def computed(daily: float, hours: float, frequencies: dict[str, float]) -> tuple[float, float]:
    """Return the same by computation: a name is searched for once a time to live and one gap."""
    misses = 0.0
    for frequency in frequencies.values():
        a_day = daily * frequency
        misses += SECONDS_OF_A_DAY / (hours * 3600 + SECONDS_OF_A_DAY / a_day)
    return sum(frequencies.values()), misses / daily


def costs(rate: float) -> dict[str, Decimal]:
    """Return US dollars of an hour at `rate` sessions a second, with model and search."""
    used = cost.usage()
    functions = hcl.local_values(ROOT / "terraform" / "functions.tf")["functions"]
    states = definition()
    of_a_thousand = cost.of_session(
        [
            cost.Function(
                Decimal(functions[name]["memory_mb"]) / 1024,
                used[_SECONDS.get(name, f"seconds_{name}")],
                "arm64",
                used.get(f"invocations_{name}", Decimal(1)),
            )
            for name in (*_SECONDS, "api")
        ],
        transitions=len(cost.happy_path(states["States"], states["StartAt"])),
        write_units=used["write_units"] + used["write_units_api"],
        read_units=used["read_units"] + used["read_units_api"],
        log_kilobytes=used["log_kilobytes"] + used["log_kilobytes_api"],
        requests=used["invocations_api"],
        model_prices=MODEL_PRICES,
    )
    return {name: usd * Decimal(rate) * 3600 / 1000 for name, usd in of_a_thousand.items()}


MODEL_PRICES = (Decimal(3), Decimal(15))
"""US dollars per million tokens in and out, as in ``terraform/envs/prod.tfvars``."""


def tables(rate: float, seed: int) -> Iterator[Table]:
    """Yield the tables of `docs/scaling.md`."""
    frequencies = Demand(seed).frequencies()
    a_day = rate * SECONDS_OF_A_DAY
    _, misses = computed(a_day, CACHE_HOURS[0], frequencies)
    shown = Table(
        "quota", "allowed", "needed", "times", "sessions a second it allows", "whose",
        title=f"What breaks first at {rate:,.0f} sessions a second",
    )  # fmt: skip
    for quota in quotas(rate, misses):
        shown.add_row(
            quota.name, f"{quota.allowed:,.0f} {quota.unit}", f"{quota.needed:,.0f}",
            f"{quota.share:,.1f}", f"{rate / quota.share:,.1f}", quota.whose,
        )  # fmt: skip
    yield shown

    shown = Table(
        "sessions a day", "cache, hours", "lookups a session", "hits, simulated",
        "hits, computed", "searches a day", "of 25,000",
        title="The price cache, by the book's ingredients and a tail of others",
    )  # fmt: skip
    for daily in (*DAILY, a_day):
        for hours in CACHE_HOURS:
            lookups, missed = computed(daily, hours, frequencies)
            seen = simulated(int(daily), hours, seed) if daily in DAILY else None
            searches = daily * (seen[1] if seen else missed)
            shown.add_row(
                f"{daily:,.0f}", f"{hours}", f"{lookups:.1f}",
                f"{1 - seen[1] / seen[0]:.1%}" if seen else "-",
                f"{1 - missed / lookups:.1%}", f"{searches:,.0f}", f"{searches / 25_000:.0%}",
            )  # fmt: skip
    yield shown

    shown = Table("paid for", "US dollars an hour", "share", title="What it costs")
    found = costs(rate)
    for name, usd in sorted(found.items(), key=lambda item: -item[1]):
        shown.add_row(name, f"{usd:,.0f}", f"{usd / sum(found.values()):.2%}")
    shown.add_row("together", f"{sum(found.values()):,.0f}", "")
    yield shown


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="scaling", description="Sessions a second on paper.")
    parser.add_argument("--rate", type=float, default=RATE, help="sessions a second")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for table in tables(options.rate, options.seed):
        Console(width=140).print(table)


if __name__ == "__main__":
    main()
