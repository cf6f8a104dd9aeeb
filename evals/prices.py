"""How often the right product is matched to an ingredient, and packs are read right.

Usage: python -m evals.prices

The cases (`data/price_cases.jsonl`, `data/pack_cases.csv`) were made up for this project after what
is known of the search's answers, and labelled by hand. A case is an ingredient with a list of hits;
half of them hold no right product at all, and must end unpriced.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from rich.console import Console

from ai_chef_price.hit import Hit
from ai_chef_price.matching import match, rank
from ai_chef_price.packs import pack_size
from ai_chef_testing.fakes.naver.pages import item
from evals.cases import DATA

RIGHT_LEAST = Decimal("0.95")
PACKS_LEAST = Decimal("0.98")


class PriceCase(NamedTuple):
    """One search: the hits in their order, and the titles that are right."""

    ingredient: str
    need_grams: Decimal
    hits: tuple[Hit, ...]
    right: frozenset[str]

    def outcome(self) -> str:
        """Return ``right``, ``wrong`` or ``unpriced``; no product is right where none is."""
        offers = rank(self.ingredient, match(self.ingredient, self.hits).offers, self.need_grams)
        if not offers:
            return "unpriced" if self.right else "right"
        return "right" if offers[0].title in self.right else "wrong"


def price_cases() -> Iterator[PriceCase]:
    """Yield the labelled searches."""
    for line in (DATA / "price_cases.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield PriceCase(
            row["ingredient"],
            Decimal(row["needGrams"]),
            tuple(
                Hit.of(item(hit["title"], hit["price"], *hit["path"].split("/")))
                for hit in row["hits"]
            ),
            frozenset(hit["title"] for hit in row["hits"] if hit["right"]),
        )


def misread_packs() -> Iterator[tuple[str, str]]:
    """Yield the titles whose pack is not read as labelled, with what was read."""
    for row in pack_cases():
        size = pack_size(row["title"], row["ingredient"])
        read = size.grams if size else None
        labelled = Decimal(row["grams"]) if row["grams"] else None
        if read != labelled:
            yield row["title"], str(read)


def pack_cases() -> list[dict[str, str]]:
    """Return the labelled titles; empty grams mean that the title tells no one size."""
    with (DATA / "pack_cases.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main() -> int:
    """Print both reports; return 1 under 95 % right products or 98 % right packs."""
    console = Console(width=100)
    cases = list(price_cases())
    outcomes = Counter(case.outcome() for case in cases)
    right = Decimal(outcomes["right"]) / len(cases)
    console.print(
        f"products: {len(cases)} cases, {outcomes['right']} right, {outcomes['wrong']} wrong, "
        f"{outcomes['unpriced']} unpriced: {right:.1%} (at least {RIGHT_LEAST:.0%})"
    )
    for case in cases:
        if case.outcome() != "right":
            offers = rank(
                case.ingredient, match(case.ingredient, case.hits).offers, case.need_grams
            )
            chosen = offers[0].title if offers else "nothing"
            console.print(f"  {case.ingredient}: {case.outcome()} ({chosen})", markup=False)
    misread = list(misread_packs())
    total = len(pack_cases())
    accuracy = 1 - Decimal(len(misread)) / total
    console.print(
        f"packs: {total} titles, {len(misread)} misread: {accuracy:.1%} (at least {PACKS_LEAST:.0%})"
    )
    for title, read in misread:
        console.print(f"  {title}: read as {read}", markup=False)
    return 0 if right >= RIGHT_LEAST and accuracy >= PACKS_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
