"""Pack sizes read from product titles: ``1kg x 3개``, ``200g*5팩``, ``총 2kg``, ``10구``, ``1.8L``.

Weights are multiplied by the counts that belong to them. Sizes that contradict each other
(``500g/1kg 선택``) make the pack unknown, never a guess; so does a count that may mean packs as well
as what is inside.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import NamedTuple

from ai_chef_food.ingredients import table
from ai_chef_food.units import to_grams
from ai_chef_price.pack_terms import EITHER, FILLED, NATURAL, PACKED, PIECES, Kind, Term, terms_of

PIECE_UNITS = {
    "구": "개", "란": "개", "알": "개", "과": "개", "미": "마리", "수": "마리", "매": "장", "절": "장",
    "잎": "장", "개입": "개", "개들이": "개", "입": "개", "들이": "개", "ea": "개", "pcs": "개", "pc": "개",
    "봉지": "봉", "팩": "봉",
}  # fmt: skip
"""The unit in which the food table weighs what a counter counts, where it is not the counter."""

EGGS_IN_A_TRAY = 30
"""한 판."""

SHARED_WEIGHT_GRAMS = 30
"""``450g (3입)`` is one pack of three, ``120g (5입)`` five of 120 g: below so much a piece cannot be
a share of the weight (rule of this project)."""

ALIKE, UNLIKE = Decimal("1.35"), Decimal("2.5")
"""A weight within the first factor of a piece's in the food table is that of a piece, beyond the
second it is not (rule of this project)."""

SAME = Decimal("0.12")
"""A volume and a weight that differ by no more are one size written twice (``500ml (460g)``)."""

SMALLEST_PACK_GRAMS = 20
"""A weight below is that of one unit: ``25티백 1.5g`` is 25 times 1.5 g."""

LIKELY_TOTAL_GRAMS, LARGEST_SACK_GRAMS = 1000, 20_000
"""From the first on a weight behind a count may be that of all; no household buys more than the
second (rules of this project)."""

ALWAYS_INSIDE = PIECES - {"매", "장", "마리", "손"}
COUNTABLE_GROUPS = frozenset(
    {"vegetable", "fruit", "mushroom", "seafood", "poultry", "meat", "egg"}
)
UNIT_PRICE_GROUPS = frozenset({"meat", "poultry", "seafood"})
TRANSPARENT = frozenset({Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.SLASH})
NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER})
MOST_SIGNS_BETWEEN = 2

_UNIT_PRICE = re.compile(r"(?<!\d)100\s*G(?![A-Za-z])")


class PackSize(NamedTuple):
    """Grams of everything in the pack, and how the title says it."""

    grams: Decimal
    text: str


class _Weight(NamedTuple):
    """A weight of the title, where it stands, and the counts beside it that multiply it."""

    grams: Decimal
    text: str
    start: int
    end: int
    factors: tuple[int, ...] = ()

    @property
    def total(self) -> Decimal:
        """Grams of all the packs."""
        return self.grams * prod(self.factors)

    @property
    def label(self) -> str:
        """How the title says it: ``200g x 5``."""
        times = prod(self.factors)
        return f"{self.text} x {times}" if times > 1 else self.text


class _Count(NamedTuple):
    """A count beside a weight or a piece.

    ``multiplies`` tells of a sign (``x``), ``is_listed`` of a comma before it, as catalogues write
    (``500g, 2개``), ``in_brackets`` of brackets; ``end`` is the place behind it.
    """

    term: Term
    end: int
    multiplies: bool = False
    is_listed: bool = False
    in_brackets: bool = False


class _Unclear(Exception):
    """The title says no one size."""


@lru_cache(maxsize=4096)
def pack_size(title: str, ingredient: str) -> PackSize | None:
    """Return the pack's size, or None if the title says none, or several that contradict.

    Volumes and pieces become grams by the ingredient's own density and piece weight.

    Parameters
    ----------
    title
        The whole title, not cut to any length.
    ingredient
        A canonical name.
    """
    try:
        size = _Reader(title, ingredient).size()
    except _Unclear:
        return None
    return size if size and size.grams > 0 else None


class _Reader:
    """Reads one title for one ingredient."""

    def __init__(self, title: str, ingredient: str) -> None:
        food = table().get(ingredient)
        self.ingredient = ingredient
        self.group = food.group if food else ""
        self.title = title
        self.terms = terms_of(title)
        self.used: set[int] = set()

    def size(self) -> PackSize | None:
        """Return the size, None where the title says none."""
        if any(term.kind is Kind.RANGE and term.unit for term in self.terms):
            raise _Unclear
        if total := self._total():
            return total
        weights = list(self._weights())
        packs = self._total_count()
        if packs and len({weight.grams for weight in weights}) == 1:
            weight = weights[0]
            return PackSize(weight.grams * packs, f"{weight.text} x {packs}")
        if weights and all(weight.total == 100 for weight in weights) and self._is_unit_price():
            raise _Unclear
        size = self._of_weights(weights) if weights else self._of_pieces()
        return self._with_gift(size, weights) if size else None

    def _is_unit_price(self) -> bool:
        """Tell whether ``100G`` is the basis of a unit price, as supermarkets write for fresh meat."""
        title = unicodedata.normalize("NFKC", self.title)
        return self.group in UNIT_PRICE_GROUPS and _UNIT_PRICE.search(title) is not None

    def _grams(self, term: Term) -> Decimal | None:
        if term.kind is not Kind.WEIGHT or (term.unit == "근" and self.group != "meat"):
            return None
        return to_grams(self.ingredient, term.number, {"l": "L"}.get(term.unit, term.unit))

    def _piece_grams(self, counter: str) -> Decimal | None:
        if counter == "송이" and self.group == "fruit":
            return None  # a bunch of bananas or grapes is of any size
        if counter == "판" and self.ingredient == "달걀":
            return to_grams(self.ingredient, Decimal(EGGS_IN_A_TRAY), "개")
        return to_grams(self.ingredient, Decimal(1), PIECE_UNITS.get(counter, counter))

    # What the title says to be all of it

    def _total(self) -> PackSize | None:
        """Return the weight that the title says to be the sum: ``총 2kg``, ``총 중량: 2kg``."""
        found = {
            grams: PackSize(grams, term.text)
            for place, total in enumerate(self.terms)
            if total.kind is Kind.TOTAL
            for term in self._behind_total(place)
            if (grams := self._grams(term))
        }
        if len(found) > 1:
            raise _Unclear
        return next(iter(found.values()), None)

    def _behind_total(self, place: int) -> list[Term]:
        following = self.terms[place + 1 : place + 3]
        has_word = bool(following) and following[0].kind is Kind.WORD
        return following[1:] if has_word else following[:1]

    def _total_count(self) -> int:
        """Return the packs that the title says to be all: ``100g 10팩 (총 20팩)``; 0 for none."""
        counts = {
            int(count.number)
            for total, count in pairwise(self.terms)
            if total.kind is Kind.TOTAL and count.kind is Kind.COUNT and count.unit not in PIECES
        }
        return counts.pop() if len(counts) == 1 else 0

    # Weights and the counts beside them

    def _weights(self) -> Iterator[_Weight]:
        place = 0
        while place < len(self.terms):
            term = self.terms[place]
            grams = self._grams(term)
            if grams is None:
                place += 1
                continue
            before, start = self._factor_before(place)
            after, end = self._factors_after(place, grams)
            self.used |= set(range(start, end))
            yield _Weight(grams, term.text, start, end, (*before, *after))
            place = end

    def _factor_before(self, place: int) -> tuple[tuple[int, ...], int]:
        """Return what stands before a weight and multiplies it: ``5팩 x 200g``, ``25티백 1.5g``."""
        weight, before = self.terms[place], self.terms[max(0, place - 2) : place]
        kinds = [term.kind for term in before]
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
        is_free = start not in self.used
        return ((int(self.terms[start].number),), start) if is_free else ((), place)

    def _factors_after(self, place: int, grams: Decimal) -> tuple[tuple[int, ...], int]:
        """Return the counts behind a weight that multiply it, and where they end."""
        factors: list[int] = []
        end = place + 1
        while count := self._next_count(end):
            if count.in_brackets and factors:
                break  # 24병 (6병 x 4묶음) says the same once more
            if count.multiplies or self._counts_packs(count, grams, factors):
                factors.append(int(count.term.number) or 1)
            end = count.end
        return tuple(factors), end

    def _next_count(self, place: int) -> _Count | None:
        """Return the count that stands at `place`, behind brackets and commas, if there is one."""
        at = place
        while at < len(self.terms) and self.terms[at].kind in TRANSPARENT:
            at += 1
        signs = [term.kind for term in self.terms[place:at]]
        if at >= len(self.terms) or len(signs) > MOST_SIGNS_BETWEEN:
            return None
        term = self.terms[at]
        in_brackets = Kind.OPEN in signs
        if term.kind is Kind.TIMES:
            return self._count_behind_times(at, in_brackets=in_brackets)
        if term.kind is Kind.NUMBER and term.touches and not signs:
            return _Count(term, at + 1, multiplies=True)  # 140g3: the sign between them was lost
        if term.kind is not Kind.COUNT or self._belongs_to_next_weight(at):
            return None
        if in_brackets and self._is_one_of_several(at):
            raise _Unclear  # (3캔/6캔)
        return _Count(
            term, self._closed(at + 1), is_listed=Kind.COMMA in signs, in_brackets=in_brackets
        )

    def _count_behind_times(self, at: int, *, in_brackets: bool) -> _Count | None:
        following = self.terms[at + 1 : at + 2]
        if not following or following[0].kind not in NUMBERS:
            return None
        if self._belongs_to_next_weight(at + 1):
            return None
        return _Count(following[0], self._closed(at + 2), multiplies=True, in_brackets=in_brackets)

    def _belongs_to_next_weight(self, at: int) -> bool:
        """Tell of a count that multiplies what follows: ``… 5팩 x 200g``."""
        kinds = [term.kind for term in self.terms[at + 1 : at + 3]]
        return kinds == [Kind.TIMES, Kind.WEIGHT]

    def _is_one_of_several(self, at: int) -> bool:
        kinds = [term.kind for term in self.terms[at + 1 : at + 3]]
        return kinds == [Kind.SLASH, Kind.COUNT]

    def _closed(self, place: int) -> int:
        """Return the place behind a closing bracket, if one stands there."""
        return place + 1 if self._kind_at(place) is Kind.CLOSE else place

    def _kind_at(self, place: int) -> Kind | None:
        return self.terms[place].kind if 0 <= place < len(self.terms) else None

    def _counts_packs(self, count: _Count, grams: Decimal, factors: Sequence[int]) -> bool:
        """Tell whether a count beside a weight counts packs of that weight, or what is inside."""
        number, unit = int(count.term.number), count.term.unit
        if number <= 1 or unit in ALWAYS_INSIDE:
            return False
        by_piece = self._by_piece_weight(unit, grams, number)
        if by_piece is not None:
            return by_piece
        if unit in PACKED:
            if count.in_brackets and self._kind_at(count.end - 1) is Kind.CLOSE:
                raise _Unclear  # 1kg(2팩): a kilogram in two packs, or two of a kilogram
            return True
        if count.is_listed or factors:
            return True
        if unit in FILLED:
            return grams / number < SHARED_WEIGHT_GRAMS
        if unit in EITHER and self.group in COUNTABLE_GROUPS:
            raise _Unclear  # 당근 1kg 5개
        return unit in EITHER

    def _by_piece_weight(self, unit: str, grams: Decimal, number: int) -> bool | None:
        """Tell by the weight of a piece whether a weight is that of each or of all, if it can.

        고등어 300g 2마리 are two of 300 g, 고등어 600g 2마리 one pack of two.
        """
        piece = self._piece_grams(unit)
        if not piece or (unit in PACKED and unit not in NATURAL):
            return None
        each, share = _unlikeness(grams, piece), _unlikeness(grams / number, piece)
        for limit in (ALIKE, UNLIKE):
            if (each <= limit) != (share <= limit):
                return each <= limit
        if share <= UNLIKE:
            raise _Unclear
        return None

    # From weights to one size

    def _of_weights(self, weights: list[_Weight]) -> PackSize:
        sums = self._summed(weights)
        if packs := self._packs_elsewhere(sums):
            return PackSize(sums[0].total * packs, f"{sums[0].text} x {packs}")
        distinct: list[_Weight] = []
        for weight in sums:
            if not any(_is_same(weight.total, other.total) for other in distinct):
                distinct.append(weight)
        best = distinct[0] if len(distinct) == 1 else self._made_up(distinct)
        return PackSize(best.total, best.label)

    def _summed(self, weights: list[_Weight]) -> list[_Weight]:
        """Join weights with a ``+`` between them: ``500g+500g``, ``150g*3 + 150g*3``."""
        joined: list[_Weight] = []
        for weight in weights:
            last = joined[-1] if joined else None
            between = [term.kind for term in self.terms[last.end : weight.start]] if last else []
            if last and between == [Kind.PLUS]:
                text = f"{last.label}+{weight.label}"
                joined[-1] = _Weight(last.total + weight.total, text, last.start, weight.end)
            else:
                joined.append(weight)
        return joined

    def _packs_elsewhere(self, weights: list[_Weight]) -> int:
        """Return the packs counted elsewhere in the title: ``참치 100g 라이트 24캔``; 0 for none."""
        if len(weights) != 1 or prod(weights[0].factors) > 1:
            return 0
        (weight,) = weights
        numbers = {
            int(term.number)
            for place, term in enumerate(self.terms)
            if term.kind is Kind.COUNT
            and place not in self.used
            and term.unit not in NATURAL
            and self._counts_packs(_Count(term, place), weight.grams, ())
        }
        is_in_brackets = self._kind_at(weight.start - 1) is Kind.OPEN
        has_choice = any(term.kind is Kind.CHOICE for term in self.terms)
        if numbers and (len(numbers) > 1 or is_in_brackets or has_choice):
            raise _Unclear  # among others 2팩(500g)
        packs = numbers.pop() if numbers else 0
        return 0 if self._is_weight_of_all(weight, packs) else packs

    def _is_weight_of_all(self, weight: _Weight, packs: int) -> bool:
        """Tell of ``20팩 2kg``, whose packs cannot weigh 2 kg each; of ``3봉 1kg`` nobody knows."""
        is_before = any(
            term.kind is Kind.COUNT and int(term.number) == packs
            for term in self.terms[: weight.start]
        )
        if not packs or not is_before or weight.grams < LIKELY_TOTAL_GRAMS:
            return False
        if weight.grams * packs > LARGEST_SACK_GRAMS:
            return True
        raise _Unclear

    def _made_up(self, weights: list[_Weight]) -> _Weight:
        """Return the largest weight if a smaller one and a count make it up: ``1kg 200g 5팩``."""
        *smaller, largest = sorted(weights, key=lambda weight: weight.total)
        counts = {int(term.number) for term in self.terms if term.kind is Kind.COUNT}
        if (
            len(smaller) == 1
            and not largest.factors
            and any(_is_same(smaller[0].grams * count, largest.total) for count in counts)
        ):
            return largest
        raise _Unclear

    # Pieces, where the title says no weight

    def _of_pieces(self) -> PackSize | None:
        found: dict[int, PackSize] = {}
        place = 0
        while place < len(self.terms):
            term = self.terms[place]
            piece = self._piece_grams(term.unit) if term.kind is Kind.COUNT else None
            if not piece:
                place += 1
                continue
            pieces, place = self._pieces_at(place)
            grams = piece * pieces
            found[int(grams)] = PackSize(grams, f"{pieces}{term.unit}")
        several = {grams: size for grams, size in found.items() if size.text[:2] != "1개"}
        sizes = several or found
        if len(sizes) > 1:
            raise _Unclear
        return next(iter(sizes.values()), None)

    def _pieces_at(self, place: int) -> tuple[int, int]:
        """Return the pieces that a count and those behind it make (``10구 x 2판``), and their end."""
        first = self.terms[place]
        pieces, end = int(first.number), place + 1
        while count := self._next_count(end):
            is_again = count.term.unit == first.unit and not (count.is_listed or count.multiplies)
            if is_again or count.in_brackets:
                break
            pieces *= int(count.term.number) or 1
            end = count.end
        more = self.terms[end : end + 2]
        is_added = [term.kind for term in more] == [Kind.PLUS, Kind.COUNT]
        if is_added and more[1].unit == first.unit:
            return pieces + int(more[1].number), end + 2
        return pieces, end

    # Gifts

    def _with_gift(self, size: PackSize, weights: list[_Weight]) -> PackSize:
        """Count ``1+1`` as two of what the title describes, unless it describes both."""
        gifts = {term.text for term in self.terms if term.kind is Kind.GIFT}
        if not gifts:
            return size
        times = sum(int(number) for number in re.findall(r"\d+", gifts.pop()))
        if len(weights) > 1 and any(term.kind is Kind.PLUS for term in self.terms):
            return size
        if gifts or any(times in weight.factors for weight in weights):
            raise _Unclear
        return PackSize(size.grams * times, f"{size.text} x {times}")


def _unlikeness(grams: Decimal, piece: Decimal) -> Decimal:
    """Return by which factor a weight differs from that of a piece, at least 1."""
    return max(grams / piece, piece / grams)


def _is_same(grams: Decimal, other: Decimal) -> bool:
    return abs(grams - other) <= SAME * min(grams, other)
