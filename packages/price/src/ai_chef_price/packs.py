"""Pack sizes read from product titles: ``1kg x 3개``, ``200g*5팩``, ``총 2kg``, ``10구``, ``1.8L``.

Numbers that contradict each other (``500g/1kg 선택``, ``500g 2개``) make the size unknown, never a guess.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ai_chef_food.units import to_grams

PACKED = "팩|봉지|봉|병|캔|포|박스|묶음|세트|통|망|p"
"""Counters of packs: a weight before them is that of one pack (``200g 5팩``)."""

PIECES = {"개": "개", "구": "개", "입": "개", "알": "개", "과": "개", "ea": "개", "마리": "마리",
          "미": "마리", "장": "장", "단": "단", "쪽": "쪽"}  # fmt: skip
"""Counters of single pieces, by the unit that the food table weighs them in."""

UNCLEAR = "개|입|ea"
"""Beside a weight these may count packs (``500g 2개``) or what is inside (``5kg 25개``)."""

_NUMBER = r"(\d+(?:\.\d+)?)"
_WEIGHT = rf"{_NUMBER}\s*(kg|g|ml|l)(?!\s*당)(?![a-wyz])"
_GAP = r"\s*[,/]?\s*"
_PACKED = re.compile(
    rf"{_WEIGHT}(?:(?:\s*x\s*(\d+)(?!\s*(?:kg|g|ml|l)\b)(?:\s*(?:{PACKED}|{'|'.join(PIECES)}))?"
    rf"|{_GAP}(\d+)\s*(?:{PACKED})(?![a-z]))(?:\s*x\s*(\d+))?)?"
)
_COUNT_FIRST = re.compile(rf"(\d+)\s*(?:{PACKED}|{'|'.join(PIECES)})?\s*x\s*{_WEIGHT}")
_UNCLEAR = re.compile(
    rf"{_WEIGHT}\s*(?:[,/]?\s*(\d+)\s*(?:{UNCLEAR})|[(\[]\s*(\d+)\s*(?:{UNCLEAR}|{PACKED})[)\]])"
)
_TOTAL = re.compile(rf"총\s*(?:중량|량|용량)?\s*:?\s*{_WEIGHT}")
_PIECES = re.compile(
    rf"(?<![\d.])(\d+)\s*({'|'.join(PIECES)})(?!\s*당)(?:\s*x?\s*(\d+)\s*(?:판|{PACKED}))?"
)
_SUM = re.compile(rf"{_WEIGHT}\s*\+\s*{_WEIGHT}")
_GIFT = re.compile(r"(?<!\d)([1-9])\s*\+\s*([1-9])(?!\d)")
_RANGE = re.compile(rf"{_NUMBER}\s*(?:kg|g|ml|l)?\s*[~-]\s*{_NUMBER}\s*(?:kg|g|ml|l)")
_SPELLINGS = (
    (re.compile(r"킬로그램|킬로|㎏"), "kg"),
    (re.compile(r"밀리리터|㎖|cc"), "ml"),
    (re.compile(r"그램|그람|gr\b|㎎"), "g"),
    (re.compile(r"리터|ℓ"), "l"),
    (re.compile(r"[×✕*]"), "x"),
    (re.compile(r"(?<=\d),(?=\d{3})"), ""),
    (re.compile(r"내외|이상|안팎"), " "),
)


@dataclass(frozen=True)
class PackSize:
    """Grams of everything in the pack, and how the title says it."""

    grams: Decimal
    text: str


def pack_size(title: str, ingredient: str) -> PackSize | None:
    """Return the pack's size, or None if the title tells none, or several that contradict.

    Volumes and pieces become grams by the ingredient's own density and piece weight.
    """
    plain = _plain(title)
    if _RANGE.search(plain):
        return None
    totals = {size.grams: size for size in _totals(plain, ingredient)}
    if not totals and _UNCLEAR.search(plain):
        return None
    sizes = totals or {size.grams: size for size in _weights(plain, ingredient)}
    if not sizes:
        sizes = {size.grams: size for size in _pieces(plain, ingredient)}
    if len(sizes) != 1:
        return None
    (size,) = sizes.values()
    return _with_gift(size, plain) if not totals else size


def _plain(title: str) -> str:
    text = unicodedata.normalize("NFKC", title).lower()
    for pattern, spelled in _SPELLINGS:
        text = pattern.sub(spelled, text)
    return text


def _grams(amount: str, unit: str, ingredient: str) -> Decimal | None:
    return to_grams(ingredient, Decimal(amount), {"l": "L"}.get(unit, unit))


def _totals(text: str, ingredient: str) -> Iterator[PackSize]:
    for match in _TOTAL.finditer(text):
        grams = _grams(match[1], match[2], ingredient)
        if grams:
            yield PackSize(grams, f"{match[1]}{match[2]}")


def _weights(text: str, ingredient: str) -> Iterator[PackSize]:
    rest = text
    for match in _SUM.finditer(text):
        parts = [_grams(match[place], match[place + 1], ingredient) for place in (1, 3)]
        if all(parts):
            yield PackSize(sum(filter(None, parts), Decimal(0)), match[0].replace(" ", "")[:20])
        rest = rest.replace(match[0], " ")
    for match in _COUNT_FIRST.finditer(text):
        grams = _grams(match[2], match[3], ingredient)
        if grams:
            yield PackSize(grams * int(match[1]), f"{match[2]}{match[3]} x {match[1]}")
        rest = rest.replace(match[0], " ")
    for match in _PACKED.finditer(rest):
        grams = _grams(match[1], match[2], ingredient)
        count = int(match[3] or match[4] or 1) * int(match[5] or 1)
        if grams:
            times = f" x {count}" if count > 1 else ""
            yield PackSize(grams * count, f"{match[1]}{match[2]}{times}")


def _pieces(text: str, ingredient: str) -> Iterator[PackSize]:
    for match in _PIECES.finditer(text):
        count = int(match[1]) * int(match[3] or 1)
        grams = to_grams(ingredient, Decimal(count), PIECES[match[2]])
        if grams:
            yield PackSize(grams, f"{count}{match[2]}")


def _with_gift(size: PackSize, text: str) -> PackSize:
    """Count ``1+1`` as two of what the title describes."""
    gift = _GIFT.search(text)
    if gift is None:
        return size
    times = int(gift[1]) + int(gift[2])
    return PackSize(size.grams * times, f"{size.text} x {times}")
