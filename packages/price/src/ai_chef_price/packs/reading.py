"""A title's terms for one ingredient: what its weights and pieces come to in grams."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from ai_chef_food.ingredients import table
from ai_chef_food.units import to_grams
from ai_chef_price.packs.terms import Kind, Term, terms_of

PIECE_UNITS = {
    "구": "개", "란": "개", "알": "개", "과": "개", "미": "마리", "수": "마리", "매": "장", "절": "장",
    "잎": "장", "개입": "개", "개들이": "개", "입": "개", "들이": "개", "ea": "개", "pcs": "개", "pc": "개",
    "봉지": "봉", "팩": "봉",
}  # fmt: skip
"""The unit in which the food table weighs what a counter counts, where it is not the counter."""

EGGS_IN_A_TRAY = 30
"""한 판."""

COUNTABLE_GROUPS = frozenset(
    {"vegetable", "fruit", "mushroom", "seafood", "poultry", "meat", "egg"}
)
UNIT_PRICE_GROUPS = frozenset({"meat", "poultry", "seafood"})

SAME = Decimal("0.12")
"""A volume and a weight that differ by no more are one size written twice (``500ml (460g)``)."""

_UNIT_PRICE = re.compile(r"(?<!\d)100\s*G(?![A-Za-z])")


class PackSize(NamedTuple):
    """Grams of everything in the pack, and how the title says it."""

    grams: Decimal
    text: str


class Unclear(Exception):
    """The title says no one size."""


class Reading(NamedTuple):
    """The terms of a title, and the ingredient (canonical name) that it is read for."""

    title: str
    ingredient: str
    group: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, title: str, ingredient: str) -> "Reading":
        """Cut a title into its terms."""
        food = table().get(ingredient)
        return cls(title, ingredient, food.group if food else "", tuple(terms_of(title)))

    @property
    def is_countable(self) -> bool:
        """Whether the ingredient is sold by the piece as well as by weight."""
        return self.group in COUNTABLE_GROUPS

    @property
    def names_unit_price(self) -> bool:
        """Whether ``100G`` is the basis of a unit price, as supermarkets write for fresh meat."""
        title = unicodedata.normalize("NFKC", self.title)
        return self.group in UNIT_PRICE_GROUPS and _UNIT_PRICE.search(title) is not None

    def kind_at(self, place: int) -> Kind | None:
        """Return what the term at `place` is, None beyond the ends."""
        return self.terms[place].kind if 0 <= place < len(self.terms) else None

    def kinds(self, start: int, end: int) -> list[Kind]:
        """Return what the terms from `start` to before `end` are."""
        return [term.kind for term in self.terms[max(0, start) : end]]

    def grams(self, term: Term) -> Decimal | None:
        """Return what a weight or volume weighs, None for another term."""
        if term.kind is not Kind.WEIGHT or (term.unit == "근" and self.group != "meat"):
            return None
        return to_grams(self.ingredient, term.number, {"l": "L"}.get(term.unit, term.unit))

    def piece_grams(self, counter: str) -> Decimal | None:
        """Return what one piece weighs by the food table, None where it does not say."""
        if counter == "송이" and self.group == "fruit":
            return None  # a bunch of bananas or grapes is of any size
        if counter == "판" and self.ingredient == "달걀":
            return to_grams(self.ingredient, Decimal(EGGS_IN_A_TRAY), "개")
        return to_grams(self.ingredient, Decimal(1), PIECE_UNITS.get(counter, counter))


def is_same(grams: Decimal, other: Decimal) -> bool:
    """Tell whether two weights are one size, written as volume and as weight."""
    return abs(grams - other) <= SAME * min(grams, other)
