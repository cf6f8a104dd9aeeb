"""What a count beside a weight counts: packs of that weight, or what is inside."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ai_chef_price.packs.reading import Reading, Unclear
from ai_chef_price.packs.terms import EITHER, FILLED, NATURAL, PACKED, PIECES, Kind, Term

SHARED_WEIGHT_GRAMS = 30
"""``450g (3입)`` is one pack of three, ``120g (5입)`` five of 120 g: below so much a piece cannot be
a share of the weight (rule of this project)."""

SMALLEST_PACK_GRAMS = 20
"""A weight below is that of one unit: ``25티백 1.5g`` is 25 times 1.5 g, ``치즈 18g 10매`` ten slices."""

SHEETS = frozenset({"매", "장"})

A_WHOLE_PACK_GRAMS, A_SLICE_GRAMS = 200, 5
"""But 200 g or more may be shared by pieces of 5 g or more (rule of this project)."""

ALIKE, UNLIKE = Decimal("1.35"), Decimal("2.5")
"""A weight within the first factor of a piece's in the food table is that of a piece, beyond the
second it is not (rule of this project)."""

WITHOUT_PIECES = frozenset({"grain", "legume", "oil", "seasoning", "sweetener", "water"})
FEW = 3

ALWAYS_INSIDE = PIECES - {"매", "장", "마리", "수", "손"}
TRANSPARENT = frozenset({Kind.OPEN, Kind.CLOSE, Kind.COMMA, Kind.SLASH})
NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER})
MOST_SIGNS_BETWEEN = 2


class Count(NamedTuple):
    """A count beside a weight or a piece.

    ``multiplies`` tells of a sign (``x``), ``is_listed`` of a comma before it, as catalogues write
    (``500g, 2개``), ``in_brackets`` of brackets; ``end`` is the place behind it. ``number`` holds
    what is added to it too: ``10팩+10팩`` is 20. ``is_apart`` tells of a count elsewhere in the title.
    """

    term: Term
    number: int
    end: int
    multiplies: bool = False
    is_listed: bool = False
    in_brackets: bool = False
    is_apart: bool = False


def next_count(reading: Reading, place: int) -> Count | None:
    """Return the count that stands at `place`, behind brackets and commas, if there is one."""
    at = place
    while reading.kind_at(at) in TRANSPARENT:
        at += 1
    signs = reading.kinds(place, at)
    if at >= len(reading.terms) or len(signs) > MOST_SIGNS_BETWEEN:
        return None
    term = reading.terms[at]
    in_brackets = Kind.OPEN in signs
    if term.kind is Kind.TIMES:
        return _count_behind_times(reading, at, in_brackets=in_brackets)
    if term.kind is Kind.NUMBER and term.touches and not signs:
        return Count(term, int(term.number), at + 1, multiplies=True)  # 140g3: the sign was lost
    if term.kind is not Kind.COUNT or _belongs_to_next_weight(reading, at):
        return None
    if in_brackets and reading.kinds(at + 1, at + 3) == [Kind.SLASH, Kind.COUNT]:
        raise Unclear  # (3캔/6캔)
    number, end = _with_added(reading, at)
    return Count(
        term,
        number,
        _closed(reading, end),
        is_listed=Kind.COMMA in signs,
        in_brackets=in_brackets,
    )


def _count_behind_times(reading: Reading, at: int, *, in_brackets: bool) -> Count | None:
    if reading.kind_at(at + 1) not in NUMBERS or _belongs_to_next_weight(reading, at + 1):
        return None
    number, end = _with_added(reading, at + 1)
    return Count(
        reading.terms[at + 1],
        number,
        _closed(reading, end),
        multiplies=True,
        in_brackets=in_brackets,
    )


def _with_added(reading: Reading, at: int) -> tuple[int, int]:
    """Return a count with those that are added to it (``10팩+10팩``), and the place behind them."""
    first = reading.terms[at]
    number, end = int(first.number), at + 1
    while (
        reading.kinds(end, end + 2) == [Kind.PLUS, Kind.COUNT]
        and reading.terms[end + 1].unit == first.unit
        and reading.kind_at(end + 2) is not Kind.WEIGHT
    ):
        number += int(reading.terms[end + 1].number)
        end += 2
    return number, end


def _belongs_to_next_weight(reading: Reading, at: int) -> bool:
    """Tell of a count that multiplies what follows: ``… 5팩 x 200g``."""
    return reading.kinds(at + 1, at + 3) == [Kind.TIMES, Kind.WEIGHT]


def _closed(reading: Reading, place: int) -> int:
    """Return the place behind a closing bracket, if one stands there."""
    return place + 1 if reading.kind_at(place) is Kind.CLOSE else place


def counts_packs(reading: Reading, count: Count, grams: Decimal, factors: Sequence[int]) -> bool:
    """Tell whether a count beside a weight counts packs of that weight, or what is inside.

    Parameters
    ----------
    factors
        The counts between the weight and this one that multiply it.

    Raises
    ------
    Unclear
        It may mean either.
    """
    number, unit = count.number, count.term.unit
    if number <= 1 or unit in ALWAYS_INSIDE:
        return _is_that_of_a_piece(reading, unit, grams, number)
    by_piece = _by_piece_weight(reading, unit, grams, number)
    if by_piece is not None:
        return by_piece
    if unit in PACKED:
        if count.in_brackets and reading.kind_at(count.end - 1) is Kind.CLOSE:
            raise Unclear  # 1kg(2팩): a kilogram in two packs, or two of a kilogram
        return True
    if count.is_listed or factors:
        return True
    if unit not in EITHER or grams / number < SHARED_WEIGHT_GRAMS:
        return unit in EITHER and not _is_shared_in_slices(reading, unit, grams, number)
    return _multiplies_weight(reading, count)


def _is_shared_in_slices(reading: Reading, unit: str, grams: Decimal, number: int) -> bool:
    """Tell of ``맛살 300g 20입``: too much for one piece, and enough for slices and sticks."""
    return (
        unit in FILLED
        and reading.group not in WITHOUT_PIECES
        and grams >= A_WHOLE_PACK_GRAMS
        and grams / number >= A_SLICE_GRAMS
    )


def _is_that_of_a_piece(reading: Reading, unit: str, grams: Decimal, number: int) -> bool:
    """Tell of ``특란 60g 30구``: the weight of one, as no share of it could be."""
    piece = reading.piece_grams(unit)
    return (
        piece is not None
        and number > 1
        and _unlikeness(grams, piece) <= ALIKE
        and _unlikeness(grams / number, piece) > UNLIKE
    )


def _multiplies_weight(reading: Reading, count: Count) -> bool:
    """Tell whether 개 or 입 behind a weight counts packs of it: 설탕 3kg 5입, not 애호박 900g 3입.

    Sugar or flour has no pieces; of three or fewer without a known piece nobody writes the pieces.
    """
    if count.term.unit not in FILLED:
        if reading.is_countable:
            raise Unclear  # 당근 1kg 5개
        return True
    has_pieces = reading.is_countable and reading.piece_grams("개") is not None
    if count.in_brackets or count.is_apart or has_pieces:
        return False
    if reading.group in WITHOUT_PIECES or count.number <= FEW:
        return True
    if reading.is_countable:
        return False
    raise Unclear  # 사각햄 600g 6입


def _by_piece_weight(reading: Reading, unit: str, grams: Decimal, number: int) -> bool | None:
    """Tell by the weight of a piece whether a weight is that of each or of all, if it can.

    고등어 300g 2마리 are two of 300 g, 고등어 600g 2마리 one pack of two.
    """
    if unit == "송이" and reading.group == "fruit":
        return False  # bunches of grapes lie in the weight
    if unit in SHEETS and grams < SMALLEST_PACK_GRAMS:
        return reading.group != "seaweed"  # 도시락김 5g 10매 is one pack
    piece = reading.piece_grams(unit)
    if not piece or (unit in PACKED and unit not in NATURAL):
        return None
    if unit in EITHER and not reading.is_countable:
        return None  # 두유 950ml 10개: the table's piece is a carton
    each, share = _unlikeness(grams, piece), _unlikeness(grams / number, piece)
    for limit in (ALIKE, UNLIKE):
        if (each <= limit) != (share <= limit):
            return each <= limit
    if share <= UNLIKE:
        raise Unclear
    are_large = unit in NATURAL and reading.is_countable and grams / number > piece
    return False if are_large else None  # 양배추 8kg 3통: large heads, but none of 8 kg


def _unlikeness(grams: Decimal, piece: Decimal) -> Decimal:
    """Return by which factor a weight differs from that of a piece, at least 1."""
    return max(grams / piece, piece / grams)
