"""The size of a pack: the sum that a title names, else its weights, else its pieces, and gifts."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ai_chef_price.packs.agreement import size_of_weights
from ai_chef_price.packs.pieces import size_of_pieces
from ai_chef_price.packs.reading import PackSize, Reading, Unclear
from ai_chef_price.packs.terms import PIECES, Kind, Term
from ai_chef_price.packs.weights import Weight, weights_of

UNIT_PRICE_GRAMS = 100


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
        size = _size(Reading.of(title, ingredient))
    except Unclear:
        return None
    return size if size and size.grams > 0 else None


def _size(reading: Reading) -> PackSize | None:
    if any(_is_range_of_sizes(reading, place) for place in range(len(reading.terms))):
        raise Unclear
    if total := _total(reading):
        return total
    weights = list(weights_of(reading))
    packs = _total_count(reading)
    if packs and len({weight.grams for weight in weights}) == 1:
        weight = weights[0]
        return PackSize(weight.grams * packs, f"{weight.text} x {packs}")
    is_basis = bool(weights) and all(weight.total == UNIT_PRICE_GRAMS for weight in weights)
    if is_basis and reading.names_unit_price:
        raise Unclear
    size = size_of_weights(reading, weights) if weights else size_of_pieces(reading)
    return _with_gift(reading, size, weights) if size else None


def _is_range_of_sizes(reading: Reading, place: int) -> bool:
    """Tell of ``1~2kg``; ``(개당 70~80g)`` is what a piece weighs."""
    term = reading.terms[place]
    is_of_piece = Kind.EACH in (reading.kind_at(place - 1), reading.kind_at(place + 1))
    return term.kind is Kind.RANGE and bool(term.unit) and not is_of_piece


def _total(reading: Reading) -> PackSize | None:
    """Return the weight that the title says to be the sum: ``총 2kg``, ``총 중량: 2kg``."""
    found = {
        grams: PackSize(grams, term.text)
        for place, total in enumerate(reading.terms)
        if total.kind is Kind.TOTAL
        for term in _behind_total(reading, place)
        if (grams := reading.grams(term))
    }
    if len(found) > 1:
        raise Unclear
    return next(iter(found.values()), None)


def _behind_total(reading: Reading, place: int) -> Sequence[Term]:
    following = reading.terms[place + 1 : place + 3]
    has_word = bool(following) and following[0].kind is Kind.WORD
    return following[1:] if has_word else following[:1]


def _total_count(reading: Reading) -> int:
    """Return the packs that the title says to be all: ``100g 10팩 (총 20팩)``; 0 for none."""
    counts = {
        int(count.number)
        for total, count in pairwise(reading.terms)
        if total.kind is Kind.TOTAL and count.kind is Kind.COUNT and count.unit not in PIECES
    }
    return counts.pop() if len(counts) == 1 else 0


def _with_gift(reading: Reading, size: PackSize, weights: Sequence[Weight]) -> PackSize:
    """Count ``1+1`` as two of what the title describes, unless it describes both."""
    gifts = {term.text for term in reading.terms if term.kind is Kind.GIFT}
    if not gifts:
        return size
    times = sum(int(number) for number in re.findall(r"\d+", gifts.pop()))
    if len(weights) > 1 and any(term.kind is Kind.PLUS for term in reading.terms):
        return size
    if gifts or any(times in weight.factors for weight in weights):
        raise Unclear
    return PackSize(size.grams * times, f"{size.text} x {times}")
