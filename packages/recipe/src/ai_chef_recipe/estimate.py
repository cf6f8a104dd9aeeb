"""What a recipe will cost, estimated before any price is looked up.

The figures are those of the price catalog (`estimates.csv`, written by ``make estimates`` and held to
the catalog by a test): this package may not import the one that prices. A result is priced anew.
"""

import csv
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Protocol

from ai_chef_common.packs import packs_for
from ai_chef_food.ingredients import canonical_or_same
from ai_chef_recipe.home import Home


class Pack(NamedTuple):
    """What is sold as one: its weight and its price in KRW."""

    grams: Decimal
    won: int


class Weighed(Protocol):
    """A line of a recipe with its weight, None if that is not known."""

    @property
    def name(self) -> str: ...  # noqa: D102 - the class tells
    @property
    def grams(self) -> Decimal | None: ...  # noqa: D102


class Estimate(NamedTuple):
    """KRW for the whole packs that must be bought, and for the share of all that is used up.

    ``is_whole`` if every ingredient that must be bought has a price.
    """

    checkout: int
    used: int
    is_whole: bool

    def is_within(self, budget: int | None) -> bool:
        """Tell whether the checkout is known to keep to a budget; without one everything does."""
        return budget is None or (self.is_whole and self.checkout <= budget)


@cache
def packs() -> dict[str, Pack]:
    """Return the pack of every priced ingredient by canonical name."""
    table = files(__package__).joinpath("estimates.csv").read_text("utf-8")
    return {
        row["name"]: Pack(Decimal(row["pack_grams"]), int(row["price_krw"]))
        for row in csv.DictReader(table.splitlines())
    }


def estimate(lines: Iterable[Weighed], home: Home) -> Estimate:
    """Return what `lines` cost a person: nothing at checkout for what is at home."""
    checkout, used, is_whole = 0, Decimal(0), True
    for line in lines:
        pack = packs().get(canonical_or_same(line.name))
        is_bought = not home.has(line.name)
        if pack is None or line.grams is None:
            is_whole = is_whole and not is_bought
            continue
        used += pack.won * line.grams / pack.grams
        if is_bought:
            checkout += pack.won * packs_for(line.grams, pack.grams)
    return Estimate(checkout, int(used.to_integral_value(ROUND_HALF_UP)), is_whole)
