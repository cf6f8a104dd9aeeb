"""The weights of a title with the counts that multiply them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple

from ai_chef_price.packs.counting import (
    NUMBERS,
    SMALLEST_PACK_GRAMS,
    Count,
    counts_packs,
    next_count,
)
from ai_chef_price.packs.reading import Reading
from ai_chef_price.packs.terms import EITHER, PIECES, Kind

SAID_TWICE = 6
"""From so many on, equal counts in a row are one: ``85g 10캔 10개``, but ``85g 3캔 3개`` are nine cans
(rule of this project)."""


class Weight(NamedTuple):
    """A weight of the title, where it stands, and the counts beside it that multiply it.

    ``is_signed`` tells that a sign says so (``x 5``), ``is_each`` that words do (``개당``).
    """

    grams: Decimal
    text: str
    start: int
    end: int
    factors: tuple[int, ...] = ()
    is_signed: bool = False
    is_each: bool = False

    @property
    def total(self) -> Decimal:
        """Grams of all the packs."""
        return self.grams * prod(self.factors)

    @property
    def label(self) -> str:
        """How the title says it: ``200g x 5``."""
        times = prod(self.factors)
        return f"{self.text} x {times}" if times > 1 else self.text


def weights_of(reading: Reading) -> Iterator[Weight]:
    """Yield the weights of a title in their order."""
    place = used = 0
    while place < len(reading.terms):
        term = reading.terms[place]
        grams = reading.grams(term)
        if grams is None:
            place += 1
            continue
        if _is_each(reading, place):
            weight = Weight(grams, term.text, place, place + 1, is_each=True)
        else:
            weight = _with_factors(reading, place, grams, used)
        yield weight
        place = used = weight.end


def _is_each(reading: Reading, place: int) -> bool:
    """Tell of a weight that words call that of a piece: ``개당 120g``, ``(1봉 150g)``, ``200g씩``."""
    before = place - 1 if reading.kind_at(place - 1) is not Kind.OPEN else place - 2
    if Kind.EACH in (reading.kind_at(before), reading.kind_at(place + 1)):
        return True
    count = reading.terms[place - 1] if place else None
    return (
        count is not None
        and count.kind is Kind.COUNT
        and count.number == 1
        and any(
            term.kind is Kind.COUNT and term.number > 1 and _count_alike(term.unit, count.unit)
            for term in reading.terms
        )
    )


def _count_alike(unit: str, other: str) -> bool:
    """Tell whether two counters count the same things: 5입 and 1개, but not 20개 and 1박스."""
    return unit == other or {unit, other} <= EITHER | PIECES


def _with_factors(reading: Reading, place: int, grams: Decimal, used: int) -> Weight:
    before, start = _factor_before(reading, place, used)
    factors = [*before]
    end, is_signed = place + 1, bool(before)
    while count := next_count(reading, end):
        if count.in_brackets and len(factors) > len(before):
            break  # 24병 (6병 x 4묶음) says the same once more
        if _is_said_twice(count, factors[len(before) :]):
            end = count.end
            continue
        if count.multiplies or counts_packs(reading, count, grams, factors[len(before) :]):
            factors.append(count.number or 1)
            is_signed = is_signed or count.multiplies
        end = count.end
    return Weight(grams, reading.terms[place].text, start, end, tuple(factors), is_signed)


def _is_said_twice(count: Count, factors: Sequence[int]) -> bool:
    is_plain = not (count.multiplies or count.is_listed)
    return is_plain and count.number >= SAID_TWICE and list(factors) == [count.number]


def _factor_before(reading: Reading, place: int, used: int) -> tuple[tuple[int, ...], int]:
    """Return what stands before a weight and multiplies it: ``5팩 x 200g``, ``25티백 1.5g``."""
    weight, kinds = reading.terms[place], reading.kinds(place - 2, place)
    if len(kinds) == 2 and kinds[0] in NUMBERS and kinds[1] is Kind.TIMES:
        start = place - 2
    elif (
        kinds[-1:] == [Kind.COUNT]
        and weight.unit in ("g", "ml")
        and weight.number < SMALLEST_PACK_GRAMS
    ):
        start = place - 1
    else:
        return (), place
    return ((int(reading.terms[start].number),), start) if start >= used else ((), place)
