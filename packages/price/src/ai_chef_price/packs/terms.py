"""Titles cut into terms: weights, counts, gifts, signs and words, each by a named group."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

PACKED = frozenset({
    "개팩", "미니팩", "봉지", "박스", "상자", "묶음", "세트", "티백", "스틱", "파우치",
    "번들", "케이스", "보틀", "봉", "팩", "병", "캔", "컵", "포", "통", "판", "망",
    "곽", "갑", "단", "모", "포기", "송이", "트레이", "꾸러미", "can", "cans",
    "pack", "packs", "pk", "box", "btl", "btls", "bag", "p", "t"
})  # fmt: skip
"""Counters of packs: a weight beside them is that of one pack (``200g 5팩``)."""

NATURAL = frozenset({"단", "모", "포기", "송이", "통"})
"""Counters of packs that grow: they may also say how many lie in the weight."""

PIECES = frozenset({
    "구", "란", "알", "과", "미", "수", "쪽", "톨", "립", "잎", "절", "매", "장", "마리", "손", "줄"
})  # fmt: skip
"""Counters of what lies in a pack: a weight beside them is that of all (``5kg 18과``)."""

FILLED = frozenset({"개입", "개들이", "입", "들이"})
"""Counters of what a pack holds."""

EITHER = FILLED | {"개", "ea", "pcs", "pc"}
"""Beside a weight these may count packs (``900ml 2개``) or what is inside (``5kg 25개``)."""

_COUNTERS = "|".join(sorted(PACKED | PIECES | EITHER, key=lambda counter: (-len(counter), counter)))
_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"kg|g|ml|l|근"
_PER = r"당(?![가-힣])|당(?=\s*(?:가격|단가|최저|약))"
"""100g당, but not 20kg 당일도정."""

_EACH = r"개|봉|팩|입|알|마리|장|병|캔|포|단|통|모|송이|포기|미"
_TERM = rf"""
      (?P<price>   {_NUMBER}\s*(?:만|천)?\s*원(?!산|물|료|양|목|두|형|터|통) )
    | (?P<basis>   {_NUMBER}\s*(?:{_UNIT}|{_COUNTERS})\s*(?:{_PER}|기준) )
    | (?P<range>   {_NUMBER}\s*(?:{_UNIT})?\s*[~∼〜-]\s*{_NUMBER}\s*(?P<range_unit>{_UNIT}|)(?![a-z])
                   (?:\s*(?:{_COUNTERS}))? )
    | (?P<gift>    (?<![\d.+])\d{{1,2}}(?:\s*\+\s*\d{{1,2}})+(?![\d.])(?!\s*(?:{_UNIT})\b) )
    | (?P<percent> {_NUMBER}\s*% )
    | (?P<weight>  (?P<amount>{_NUMBER})\s*(?P<unit>{_UNIT})(?![a-wyz]) )
    | (?P<count>   (?P<many>\d+)\s*(?P<counter>{_COUNTERS})
                   (?!월|년|국|호|점|시간|[a-wyz]|용기|짜리|산|급|물) (?:\s*입(?![가-힣]))? )
    | (?P<times>   x(?![a-z]) )
    | (?P<plus>    \+ )
    | (?P<total>   (?:총\s*(?:중량|량|용량|내용량|합)?|중량합계|합계|합)(?![가-힣])|total(?![a-z]) )
    | (?P<each>    1?\s*(?:{_EACH})당(?![가-힣])|씩|각(?![가-힣]) )
    | (?P<choice>  선택|택\s*\d|택일|중\s*택|옵션|골라 )
    | (?P<open>    [(\[{{] )
    | (?P<close>   [)\]}}] )
    | (?P<comma>   , )
    | (?P<slash>   [/|] )
    | (?P<number>  {_NUMBER} )
    | (?P<word>    [^\W\d_]+ )
"""
_SPELLINGS = (
    (re.compile(r"킬로그램|킬로|키로그램|키로|㎏"), "kg"),
    (re.compile(r"&(?:amp;)?"), "+"),
    (
        re.compile(
            r"(?<=\d)\s*(kg|g|ml|l)\s*/\s*1?\s*(?:팩|봉|개|병|캔|포|통|망|단|박스|box|ea)(?![가-힣a-z])"
        ),
        r"\1",
    ),
    (re.compile(r"(?<=\d)\s*(?:개입?|입|ea)\s*(?:내외|안팎|정도|전후|가량)"), "과 "),
    (re.compile(r"약\s*(\d+)\s*(?:개입?|입|ea)"), r"\1과 "),
    (
        re.compile(
            r"(?<!\d)(?:지퍼백|지퍼팩|파우치|진공팩|소포장|개별포장|낱개포장|용기)\s*(\d+)\s*(?:개입?|입|ea)"
        ),
        r" \1팩",
    ),
    (re.compile(r"밀리리터|㎖|(?<=\d)\s*cc\b"), "ml"),
    (re.compile(r"그램|그람|(?<=\d)\s*gr?\b|㎎"), "g"),
    (re.compile(r"리터|ℓ"), "l"),
    (re.compile(r"(?<=\d)\s*k(?![a-z가-힣])"), "kg"),
    (re.compile(r"[×✕✖*]"), "x"),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),
    (re.compile(r"내외|이상|안팎|±\s*\d+\s*(?:g|kg|%)?"), " "),
    (
        re.compile(
            r"(?<=\d)\s*(?:\+\s*)*"
            r"(?:등급|위|주년|년산?|월|일|호|종|곡|분도|배|시간|층|가지|분|인분)"
        ),
        "등 ",
    ),
    (
        re.compile(r"(?<![\da-z])(?!x\s*\d)[a-z]+\s?[-.]?\s?\d+(?![\d.]*\s*(?:kg|g|ml|l|개|x))"),
        " ",
    ),
)
"""Ways of writing that mean the same, and numbers that count nothing in the pack (1++ 등급, 2호, F3)."""


class Kind(StrEnum):
    """What a term is; the names are the groups of the pattern."""

    PRICE = "price"
    BASIS = "basis"
    RANGE = "range"
    GIFT = "gift"
    PERCENT = "percent"
    WEIGHT = "weight"
    COUNT = "count"
    TIMES = "times"
    PLUS = "plus"
    TOTAL = "total"
    EACH = "each"
    CHOICE = "choice"
    OPEN = "open"
    CLOSE = "close"
    COMMA = "comma"
    SLASH = "slash"
    NUMBER = "number"
    WORD = "word"


SIZES = frozenset(
    {
        Kind.PRICE,
        Kind.BASIS,
        Kind.RANGE,
        Kind.GIFT,
        Kind.PERCENT,
        Kind.WEIGHT,
        Kind.COUNT,
        Kind.TIMES,
        Kind.NUMBER,
    }
)
"""Terms that are no words."""

IGNORED = frozenset({Kind.PRICE, Kind.BASIS, Kind.PERCENT})
"""Terms that say nothing of the size of the pack."""


class Term(NamedTuple):
    """A part of a title: its kind, the text, and the number and unit in it.

    ``touches`` tells whether nothing stands between it and the term before.
    """

    kind: Kind
    text: str
    number: Decimal = Decimal(0)
    unit: str = ""
    touches: bool = False


@cache
def _term_pattern() -> re.Pattern[str]:
    """Return the pattern of all terms, compiled for the first title: without a search there is none."""
    return re.compile(_TERM, re.VERBOSE)


def terms_of(title: str) -> list[Term]:
    """Return the terms of a title that may say something of its size."""
    found: list[Term] = []
    end = -1
    for match in _term_pattern().finditer(_plain(title)):
        kind = _kind(match)
        number = match["amount"] or match["many"] or match["number"] or "0"
        unit = match["unit"] or match["counter"] or match["range_unit"] or ""
        if kind not in IGNORED:
            found.append(Term(kind, match[0].strip(), Decimal(number), unit, match.start() == end))
        end = match.end()
    return found


def without_sizes(title: str) -> str:
    """Return a title without its weights, counts and prices, for reading the words."""
    return _term_pattern().sub(
        lambda match: " " if _kind(match) in SIZES else match[0], _plain(title)
    )


def _kind(match: re.Match[str]) -> Kind:
    return next(kind for kind in Kind if match[kind.value] is not None)


def _plain(title: str) -> str:
    text = unicodedata.normalize("NFKC", title).lower()
    for pattern, spelled in _SPELLINGS:
        text = pattern.sub(spelled, text)
    return text
