"""Titles of products in named parts: promotion, brand, origin, grade, marketing, form, foods.

A title is a pile of nouns (``[1+1] 풀무원 국산콩 두부 부침용 300g x 2 무료배송``). Sizes and counts are
taken out by `packs`; every other word is cut into pieces that this module knows, the cheapest cut
wins. A food counts only where the rest of its word is known too: 오리지널 is no 오리, 프라임 no 라임.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ai_chef_food.ingredients import names
from ai_chef_food.lexicon import is_attribute, is_predicate, words
from ai_chef_food.taxonomy import node_names
from ai_chef_food.text import key, normalize
from ai_chef_price.packs.terms import without_sizes
from ai_chef_price.tables import rows, split


class Part(StrEnum):
    """What a piece of a title is."""

    PROMOTION = "promotion"
    BRAND = "brand"
    ORIGIN = "origin"
    GRADE = "grade"
    MARKETING = "marketing"
    FORM = "form"
    FOOD = "food"
    USE = "use"
    WORD = "word"
    UNREAD = "unread"


class Piece(NamedTuple):
    """A piece of a word of a title.

    ``food`` is what a food's name means (see `foods`); ``word`` counts the words of
    the title, ``segment`` what stands between brackets and slashes; ``ends`` tells of the last piece
    of its word.
    """

    part: Part
    text: str
    word: int
    segment: int
    ends: bool
    food: str = ""
    in_brackets: bool = False


class Title(NamedTuple):
    """The pieces of a title in their order."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def foods(self) -> tuple[Piece, ...]:
        """The pieces that name a food which the product is or holds, not what it is used for."""
        return tuple(piece for piece in self.pieces if piece.part is Part.FOOD)

    def before(self, piece: Piece) -> Piece | None:
        """Return the piece before one, if there is any."""
        place = self.pieces.index(piece)
        return self.pieces[place - 1] if place else None

    def after(self, piece: Piece) -> Piece | None:
        """Return the piece behind one, if there is any."""
        place = self.pieces.index(piece) + 1
        return self.pieces[place] if place < len(self.pieces) else None

    def texts(self) -> frozenset[str]:
        """Return what stands in the title: pieces, neighbours of one word, and whole words."""
        found = {piece.text for piece in self.pieces if piece.part is not Part.USE}
        by_word: dict[int, list[str]] = {}
        for piece in self.pieces:
            if piece.part is not Part.USE:
                by_word.setdefault(piece.word, []).append(piece.text)
        for texts in by_word.values():
            found.add("".join(texts))
            found |= {first + second for first, second in pairwise(texts)}
        return frozenset(found)


USE_SUFFIX = "용"
PREFIXES = frozenset("햇햅생깐흙왕통참찰찐건군흑백적홍황청자풋꿀첫활순꼬")
"""Single syllables that are written before a food's name and leave it that food."""

LONGEST_WORD_OF_FOOD = 10
_TOKEN = re.compile(
    r"(?P<word>[a-z]+[가-힣]+|[가-힣]+|[a-z]+)|(?P<open>[(\[{<])|(?P<close>[)\]}>])|(?P<cut>[/|,+&·])"
)
_LATIN_FOOD_AT_LEAST = 3


@cache
def foods() -> Mapping[str, str]:
    """Return what each name of a food means to a shop: an ingredient, else a family or allergen.

    ``matching/shop_names.csv`` holds names by which only shops call an ingredient, and names that
    mean no food to them (알배기 쭈꾸미).
    """
    known = dict(node_names()) | {name: food.name for name, food in names().items()}
    known |= {row["name"]: row["ingredient"] for row in rows("matching/shop_names")}
    return {name: food for name, food in known.items() if food}


@cache
def title_words() -> Mapping[str, Part]:
    """Return the words of titles that name no food, by what they are."""
    found: dict[str, Part] = {}
    for row in rows("matching/title_words"):
        for word in split(row["words"]):
            found.setdefault(word, Part(row["part"]))
    return found


@lru_cache(maxsize=4096)
def read_title(text: str) -> Title:
    """Cut a product's title into its parts."""
    plain = without_sizes(normalize(text)).lower()
    pieces: list[Piece] = []
    word = segment = depth = 0
    for match in _TOKEN.finditer(plain):
        if match["word"]:
            pieces += _pieces_of(match["word"], word, segment, in_brackets=depth > 0)
            word += 1
            continue
        segment += 1
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth = max(0, depth - 1)
    return Title(text, tuple(_joined(list(_without_uses(pieces)))))


class _Cut(NamedTuple):
    """A piece of a word, where it ends and what it costs."""

    end: int
    cost: float
    part: Part
    food: str = ""


@lru_cache(maxsize=8192)
def _cuts(word: str) -> tuple[tuple[str, Part, str], ...]:
    """Return the cheapest cut of a word, as (text, part, food) of each piece."""
    best: list[tuple[float, tuple[tuple[int, _Cut], ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0.0, ())
    for place in range(len(word)):
        here = best[place]
        if here is None:
            continue
        cost, path = here
        for cut in _candidates(word, place):
            total = cost + cut.cost
            there = best[cut.end]
            if there is None or total < there[0]:
                best[cut.end] = (total, (*path, (place, cut)))
    whole = best[len(word)]
    if whole is None:
        return ((word, Part.UNREAD, ""),)
    return tuple(
        (word[start : cut.end], cut.part, cut.food) for start, cut in _believed(word, whole[1])
    )


def _candidates(word: str, place: int) -> Iterator[_Cut]:
    """Yield every piece that may stand at `place`: long names first, the unread last."""
    for end in range(place + 1, len(word) + 1):
        part, length = word[place:end], end - place
        if length > LONGEST_WORD_OF_FOOD and end < len(word):
            break
        is_whole = length == len(word)
        if part in title_words():
            yield _Cut(end, 0.9 if length > 1 or is_whole else 1.5, title_words()[part])
        if part in foods():
            yield _Cut(end, 1.0 if length > 1 or is_whole else 1.75, Part.FOOD, foods()[part])
        if length == 1 and part in PREFIXES and place == 0 and len(word) > 1:
            yield _Cut(end, 0.8, Part.GRADE)
        if length == 1 and part in (USE_SUFFIX, "산", "식", "급", "형", "류") and end == len(word):
            yield _Cut(end, 0.5, Part.USE if part == USE_SUFFIX else Part.MARKETING)
        if length > 1 and part in words():
            yield _Cut(end, 1.1, Part.WORD)
    if place == 0 and len(word) > 1 and (is_predicate(word) or is_attribute(word)):
        yield _Cut(len(word), 1.15, Part.MARKETING)
    for end in range(place + 1, len(word) + 1):
        yield _Cut(end, 3.0 + 0.8 * (end - place), Part.UNREAD)


def _believed(word: str, path: tuple[tuple[int, _Cut], ...]) -> tuple[tuple[int, _Cut], ...]:
    """Doubt foods that an unread stretch touches, except at the end of a word after two syllables.

    Korean compounds end with their head: 해남고구마 is a 고구마 whatever 해남 is, 오리지널 is no 오리.
    """
    found: list[tuple[int, _Cut]] = []
    for number, (start, cut) in enumerate(path):
        before = path[number - 1][1] if number else None
        after = path[number + 1][1] if number + 1 < len(path) else None
        is_doubtful = cut.part is Part.FOOD and (
            (after is not None and after.part is Part.UNREAD)
            or (
                before is not None
                and before.part is Part.UNREAD
                and (cut.end - start < 2 or (start < 2 and cut.end - start < 3))
            )
        )
        found.append((start, cut._replace(part=Part.UNREAD, food="")) if is_doubtful
                     else (start, cut))  # fmt: skip
    return tuple(found)


def _pieces_of(word: str, number: int, segment: int, *, in_brackets: bool) -> list[Piece]:
    if word[0].isascii() and not word.isascii() and word not in foods():
        latin = word.rstrip("".join(set(word) - set("abcdefghijklmnopqrstuvwxyz")))
        rest = word[len(latin) :]
        parts = (latin, rest) if rest else (word,)
        return [
            piece
            for part in parts
            for piece in _pieces_of(part, number, segment, in_brackets=in_brackets)
        ]
    if word.isascii():
        food = foods().get(key(word), "") if len(word) >= _LATIN_FOOD_AT_LEAST else ""
        part = Part.FOOD if food else title_words().get(word, Part.UNREAD)
        return [Piece(part, word, number, segment, True, food, in_brackets)]
    cuts = _cuts(word)
    return [
        Piece(part, text, number, segment, place == len(cuts) - 1, food, in_brackets)
        for place, (text, part, food) in enumerate(cuts)
    ]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join names that are written in two words (땅콩 버터, 닭 가슴살) to the food that they name."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and len(found) > 1 and found[-2].word == before.word != piece.word:
            before = None  # 독일산 돼지 is no 산돼지
        name = before.text + piece.text if before is not None else ""
        food = foods().get(name, "") if name else ""
        if (
            before is not None
            and food
            and before.segment == piece.segment
            and piece.ends
            and Part.FOOD in (before.part, piece.part)
            and not _NEVER_JOINED & {before.part, piece.part}
        ):
            found[-1] = Piece(
                Part.FOOD, name, piece.word, piece.segment, piece.ends, food, piece.in_brackets
            )
        else:
            found.append(piece)
    return found


_NEVER_JOINED = frozenset({Part.UNREAD, Part.USE})


def _without_uses(pieces: list[Piece]) -> Iterator[Piece]:
    """Mark words that end with 용 as uses, and what stands before a 용 of its own: 김치찌개용."""
    uses = set()
    for place, piece in enumerate(pieces):
        if piece.ends and piece.text.endswith(USE_SUFFIX):
            before = pieces[place - 1] if place else None
            is_alone = piece.text == USE_SUFFIX and (before is None or before.word != piece.word)
            uses.add(piece.word - 1 if is_alone else piece.word)
    for piece in pieces:
        is_use = piece.word in uses
        yield piece._replace(part=Part.USE) if is_use else piece
