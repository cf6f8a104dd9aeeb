"""How often the right product is matched to an ingredient, and packs read right.

Usage: python -m evals.prices [--cases FILE.jsonl] [--packs FILE.csv]

Without files it reports the cases of this project and the blind sets, seen and blind apart.

Format of ``data/price_cases.jsonl``, one search a line:
``{"ingredient": …, "needGrams": "200", "hits": [{"title": …, "price": 1500, "path": …, "right": …}]}``

- ``ingredient`` is the name as a recipe writes it: with its qualities, if it asks for any (무염버터,
  무가당 두유, 국내산 닭가슴살); the search's hits stand in the search's order.
- ``path`` is the category path. Names of categories hold slashes (통조림/캔), so levels are separated
  by ``>`` (식품>통조림/캔>참치/연어); a path without ``>`` is still cut at slashes.
- ``right`` is true, false, or ``"poor"``: the ingredient, but not what to choose where a right one is
  offered (a trader's sack, frozen beside fresh).
- optional: ``mall`` (shop; "" for none), ``type`` (productType, "1" is a comparison page).
- A search without any right hit must end unpriced; one whose only acceptable hits are poor may take
  them.

Format of ``data/pack_cases.csv``: ``title,ingredient,grams``, the ingredient as a recipe writes it; empty
grams mean that the title says no one size.

The cases here were made up for this project after what is known of the search's answers, and labelled
by hand; a fifth of the searches hold no right product at all.

The sets of ``data/blind_prices`` were labelled before their authors looked at any table or code. They
are frozen; what each of them gave when it was first run stands in docs/prices.md.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from ai_chef_common.contracts.pricing import Offer
from ai_chef_price.hit import Hit
from ai_chef_price.matching import match, rank
from ai_chef_price.matching.products import product_name
from ai_chef_price.packs import pack_size
from ai_chef_testing.fakes.naver.pages import item
from evals.cases import DATA

PRICE_CASES = DATA / "price_cases.jsonl"
PACK_CASES = DATA / "pack_cases.csv"
BLIND_PRICES = DATA / "blind_prices"
RIGHT_LEAST = Decimal("0.95")
WRONG_MOST = Decimal("0.01")
PACKS_LEAST = Decimal("0.98")
"""Shares of searches, of offers and of titles (goals of this project)."""

OFFERS_LISTED = 4
"""As many as a price line holds; all of them are held to be right."""


class PriceCase(NamedTuple):
    """One search: the hits in their order, and the titles that are right or poor."""

    ingredient: str
    need_grams: Decimal
    hits: tuple[Hit, ...]
    right: frozenset[str]
    poor: frozenset[str]

    def answer(self) -> "Answer":
        """Price the ingredient by the hits."""
        ranked = rank(self.ingredient, match(self.ingredient, self.hits).offers, self.need_grams)
        return Answer(self, tuple(ranked[:OFFERS_LISTED]))


class Answer(NamedTuple):
    """The offers of a price line for one search, the chosen one first, held against its labels."""

    case: PriceCase
    offers: tuple[Offer, ...]

    @property
    def outcome(self) -> str:
        """``right``, ``poor``, ``wrong`` or ``unpriced``."""
        right, poor = self.case.right, self.case.poor
        if not self.offers:
            return "unpriced" if right else "right"
        chosen = self.offers[0].title
        if _is_among(chosen, right):
            return "right"
        if _is_among(chosen, poor):
            return "poor" if right else "right"
        return "wrong"

    @property
    def wrong_offers(self) -> list[str]:
        """The titles of offers that are not the ingredient."""
        acceptable = self.case.right | self.case.poor
        return [offer.title for offer in self.offers if not _is_among(offer.title, acceptable)]


def _is_among(title: str, labelled: frozenset[str]) -> bool:
    """Tell whether a title, cut as offers are, is one of the labelled ones."""
    return any(title == Hit.of({"title": other}).title[: len(title)] for other in labelled)


def price_cases(path: Path = PRICE_CASES) -> Iterator[PriceCase]:
    """Yield the labelled searches."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield PriceCase(
            row["ingredient"],
            Decimal(row["needGrams"]),
            tuple(_hit(hit) for hit in row["hits"]),
            frozenset(hit["title"] for hit in row["hits"] if hit["right"] is True),
            frozenset(hit["title"] for hit in row["hits"] if hit["right"] == "poor"),
        )


def _hit(row: dict[str, str]) -> Hit:
    path = row["path"].split(">" if ">" in row["path"] else "/")
    levels = [level.strip() for level in path if level.strip()]
    more = {"shop": row["mall"]} if "mall" in row else {}
    return Hit.of(item(row["title"], int(row["price"]), *levels, kind=row.get("type", "2"), **more))


def misread_packs(path: Path = PACK_CASES) -> Iterator[tuple[str, str]]:
    """Yield the titles whose pack is not read as labelled, with what was read."""
    for row in pack_cases(path):
        ingredient = product_name(row["ingredient"]) or row["ingredient"]
        size = pack_size(Hit.of({"title": row["title"]}).title, ingredient)
        read = size.grams if size else None
        labelled = Decimal(row["grams"]) if row["grams"] else None
        if read != labelled:
            yield row["title"], f"{read}, not {labelled}"


def pack_cases(path: Path = PACK_CASES) -> list[dict[str, str]]:
    """Return the labelled titles."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class BlindPrices(NamedTuple):
    """One frozen set: its name, how much it holds, and whether it is still blind."""

    name: str
    searches: int
    titles: int
    is_blind: bool

    @property
    def cases(self) -> Path:
        """The labelled searches."""
        return BLIND_PRICES / f"{self.name}.jsonl"

    @property
    def packs(self) -> Path:
        """The labelled titles."""
        return BLIND_PRICES / f"{self.name}-packs.csv"


SETS = (
    BlindPrices("2026-11-24-a", searches=150, titles=230, is_blind=False),
    BlindPrices("2026-11-25-b", searches=100, titles=200, is_blind=False),
)
"""One that has been used to mend is seen: a new figure needs a new set."""


def main(arguments: list[str] | None = None) -> int:
    """Print the reports; return 1 if any of the goals is missed."""
    parser = argparse.ArgumentParser(prog="evals.prices")
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--packs", type=Path)
    options = parser.parse_args(arguments or [])
    console = Console(width=120)
    sources = [("", options.cases or PRICE_CASES, options.packs or PACK_CASES)]
    if not options.cases and not options.packs:
        sources += [
            (f"{blind.name} ({'blind' if blind.is_blind else 'seen'}): ", blind.cases, blind.packs)
            for blind in SETS
        ]
    reached = [
        report
        for title, cases, packs in sources
        for report in (
            _report_products(console, title, [case.answer() for case in price_cases(cases)]),
            _report_packs(console, title, packs),
        )
    ]
    return 0 if all(reached) else 1


def _report_products(console: Console, title: str, answers: list[Answer]) -> bool:
    outcomes = Counter(answer.outcome for answer in answers)
    right, wrong = (Decimal(outcomes[name]) / len(answers) for name in ("right", "wrong"))
    wrong_offers = [title for answer in answers for title in answer.wrong_offers]
    offered = sum(len(answer.offers) for answer in answers)
    share = Decimal(len(wrong_offers)) / max(1, offered)
    console.print(
        f"{title}products: {len(answers)} cases, {outcomes['right']} right, {outcomes['poor']} poor, "
        f"{outcomes['wrong']} wrong, {outcomes['unpriced']} unpriced: {right:.1%} right (at least "
        f"{RIGHT_LEAST:.0%}), {wrong:.1%} wrong (at most {WRONG_MOST:.0%})"
    )
    console.print(
        f"{title}offers: {offered}, {len(wrong_offers)} wrong: {share:.1%} (at most {WRONG_MOST:.0%})"
    )
    for answer in answers:
        if answer.outcome != "right":
            chosen = answer.offers[0].title if answer.offers else "nothing"
            console.print(f"  {answer.case.ingredient}: {answer.outcome} ({chosen})", markup=False)
    for offer in wrong_offers:
        console.print(f"  wrong offer: {offer}", markup=False)
    return right >= RIGHT_LEAST and wrong <= WRONG_MOST and share <= WRONG_MOST


def _report_packs(console: Console, title: str, path: Path) -> bool:
    misread, total = list(misread_packs(path)), len(pack_cases(path))
    accuracy = 1 - Decimal(len(misread)) / total
    console.print(
        f"{title}packs: {total} titles, {len(misread)} misread: {accuracy:.1%} (at least {PACKS_LEAST:.0%})"
    )
    for pack, read in misread:
        console.print(f"  {pack}: read as {read}", markup=False)
    return accuracy >= PACKS_LEAST


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
