"""Amounts as cooks write them: ``1/2``, ``1½``, ``2~3``, ``반``, ``약 200``; or no amount at all.

약간 and 적당량 say how much only to the cook: they are unknown here, never 0.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ai_chef_food.tables import rows, split

_WORDS = {
    "반": Decimal("0.5"),
    "한": Decimal(1),
    "두": Decimal(2),
    "세": Decimal(3),
    "네": Decimal(4),
    "다섯": Decimal(5),
}
_NUMBER = r"(?:\d+(?:\s+|\s*[과와]\s*)\d+/\d+|\d+/\d+|\d+(?:\.\d+)?|" + "|".join(_WORDS) + ")"
_MEASURE = re.compile(
    rf"^(?:약|대략|about)?\s*(?P<low>{_NUMBER})"
    rf"(?:\s*[~∼〜–-]\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\d\s/.].*)?$"
)
_AGAIN = re.compile(r"\s*\([^()]*\)\s*$")
"""A second measure in parentheses says the same once more: 10g(2작은술)."""

_EACH = re.compile(r"(?<=[가-힣A-Za-z])씩$")
_AND_A_FRACTION = re.compile(r"\s*[과와]\s*|\s+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


class Measure(NamedTuple):
    """An amount between `low` and `high` (equal unless a range was written) and its unit.

    ``unit`` is the table's spelling (``tbsp`` is 큰술), or the text as it came if the table does
    not know it, or empty if none was written.
    """

    low: Decimal
    high: Decimal
    unit: str


@cache
def _units() -> dict[str, str]:
    spellings = {}
    for row in rows("units"):
        for spelling in (row["unit"], *split(row["aliases"])):
            spellings[spelling] = row["unit"]
    return spellings


def canonical_unit(text: str) -> str:
    """Return the table's spelling of a unit; a unit that it does not know comes back unchanged.

    Case counts first (T is 큰술, t is 작은술) and is ignored where only one spelling fits.
    """
    known = _units()
    bare = text.strip().rstrip(".")
    return known.get(bare) or known.get(bare.lower()) or bare


def parse_measure(text: str) -> Measure | None:
    """Read an amount with its unit, e.g. ``"1½컵"``, ``"2~3 개"``, ``"약 200 g"``.

    Returns None where the text holds no number (약간, 적당량), more than one amount, a division by
    nothing, or a range that runs backwards.
    """
    plain = _THOUSANDS.sub("", _plain_digits(text)).strip()
    match = _MEASURE.match(_EACH.sub("", _AGAIN.sub("", plain)))
    if match is None:
        return None
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    if low is None or high is None or high < low:
        return None
    return Measure(low, high, canonical_unit(match["unit"] or ""))


def _plain_digits(text: str) -> str:
    """Write ``½`` as `` 1/2`` and full-width digits as plain ones."""
    return "".join(
        " " + unicodedata.normalize("NFKC", char).replace("\N{FRACTION SLASH}", "/")
        if unicodedata.category(char) == "No"
        else unicodedata.normalize("NFKC", char)
        for char in text
    )


def _number(text: str) -> Decimal | None:
    if text in _WORDS:
        return _WORDS[text]
    *whole, fraction = _AND_A_FRACTION.split(text)
    if "/" not in fraction:
        return Decimal(fraction)
    above, below = (Decimal(part) for part in fraction.split("/"))
    return (Decimal(whole[0] if whole else 0) + above / below) if below else None
