"""The size of a pack whose title counts pieces and says no weight: ``10구 x 2판``, ``1단``."""

from ai_chef_price.packs.counting import next_count
from ai_chef_price.packs.reading import PackSize, Reading, Unclear
from ai_chef_price.packs.terms import Kind


def size_of_pieces(reading: Reading) -> PackSize | None:
    """Return what the pieces of a title weigh by the food table, None where it counts none.

    Raises
    ------
    Unclear
        Several counts contradict each other.
    """
    found: dict[int, PackSize] = {}
    place = 0
    while place < len(reading.terms):
        term = reading.terms[place]
        piece = reading.piece_grams(term.unit) if term.kind is Kind.COUNT else None
        if not piece:
            place += 1
            continue
        pieces, place = _pieces_at(reading, place)
        grams = piece * pieces
        found[int(grams)] = PackSize(grams, f"{pieces}{term.unit}")
    several = {grams: size for grams, size in found.items() if size.text[:2] != "1개"}
    sizes = several or found
    if len(sizes) > 1:
        raise Unclear
    return next(iter(sizes.values()), None)


def _pieces_at(reading: Reading, place: int) -> tuple[int, int]:
    """Return the pieces that a count and those behind it make (``10구 x 2판``), and their end."""
    first = reading.terms[place]
    pieces, end = int(first.number), place + 1
    while count := next_count(reading, end):
        is_again = count.term.unit == first.unit and not (count.is_listed or count.multiplies)
        if is_again or count.in_brackets:
            break
        pieces *= count.number or 1
        end = count.end
    more = reading.terms[end : end + 2]
    is_added = [term.kind for term in more] == [Kind.PLUS, Kind.COUNT]
    if is_added and more[1].unit == first.unit:
        return pieces + int(more[1].number), end + 2
    return pieces, end
