"""Reading one Korean word: the foods in it, and the stretches that nobody can account for.

A word is read as a whole: names of foods, words of the closed vocabulary, what is written onto them
(햇-, -용), and at its end particles or the form of a verb. Of all ways to read it the plainest wins,
and among equals the one that names a food. A stretch that no way covers is unread; whoever may be
harmed must treat it as a doubt, since a food that no table knows looks just so.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ai_chef_food.lexicon import (
    affixes,
    food_names_in_texts,
    has_a_meaning,
    is_adverbial,
    is_attribute,
    is_predicate,
    longest_food_name,
    near_allergen,
    particles,
    words,
)

FIRST_SYLLABLE, SYLLABLES, FINALS, FINAL_S = ord("가"), 11_172, 28, 19
LINKED_AT_LEAST = 2
"""Where Unicode has the syllables whose last letter is ㅅ; 밧 and 잇 alone are no linked nouns."""

LIGHT_VERBS = frozenset("하해한할함합했되된될됨됩돼됐시")
"""First syllables of 하다, 되다 and 시키다, the verbs that a noun of one syllable makes (간하다)."""

SAYS_SOMETHING = 2
"""So many syllables of a word must be known for a single stray one beside them to be a slip."""

PATCHES = 3
"""So many pieces without a food, and still a stretch unread, are no word but chance."""

STATES = ("start", "prefix", "number", "noun", "morsel", "bare")
"""Where a word may stand before its next piece. Behind a prefix or a noun of one syllable another of
one syllable explains nothing (새-오 is a misspelt 새우); behind a number it does (두-컵). A morsel is a
food of one syllable, which no 하다 makes a verb of (무하마라 is no radish)."""

NOUNS = frozenset({"noun", "morsel", "bare"})

USE = "용"
"""불고기용 소고기 is beef, not 불고기: what stands before this suffix is what a food is for."""

LONGEST_PARTICLE_INSIDE = 2
"""Of a word and its verb written without a space (간을한다) the particle is at most so long."""

LONGEST_UNREAD = 12
"""A longer stretch is unread in several pieces: the time stays in proportion to the text."""


SAUCES = frozenset({"소스", "장", "페이스트", "드레싱", "시즈닝"})
_MIXED_HERE = (
    "특제 수제 비법 기본 홈메이드 매콤 달콤 새콤 매콤달콤 새콤달콤 만능 전용 양념 나머지 혼합 간단 초간단 "
    "무침 볶음 조림 찜 구이 비빔 샐러드 파스타 스테이크 튀김 탕수 덮밥 국수 꼬치 떡볶이 찍먹"
)
MIXED_HERE = frozenset(_MIXED_HERE.split())
"""Words before a sauce that say how it tastes or what it is for, not what it is bought as."""


HEADS = {
    "장아찌": "장아찌", "장과": "장아찌", "튀김": "튀김류", "가스": "튀김류", "까스": "튀김류",
    "카츠": "튀김류", "프라이": "튀김류", "전": "전류", "부침": "전류", "부침개": "전류", "찌짐": "전류",
    "지짐": "전류", "지짐이": "전류", "주": "술", "담금주": "술", "와인": "술",
}  # fmt: skip
"""What a word is whose last part says how its first, a food, was made: 두릅전 is fried in a batter."""


class Mention(NamedTuple):
    """A food as it stands in a text, and the labelled allergen, family or ingredient it means.

    ``is_guess`` tells of a misspelt word that is only like the name of a labelled allergen.
    """

    word: str
    name: str
    is_guess: bool = False


class Reading(NamedTuple):
    """What a text names, in its order, the words that could not be read, and what it says is not in it."""

    foods: tuple[Mention, ...]
    unread: tuple[str, ...]
    denied: tuple[str, ...] = ()


class _Piece(NamedTuple):
    end: int
    cost: float
    state: str
    food: str = ""
    unread: str = ""
    is_use: bool = False


@lru_cache(maxsize=8192)
def read_word(word: str) -> Reading:
    """Read one Hangul word in the plainest way (see the module)."""
    best: dict[tuple[int, str], tuple[float, tuple[_Piece, ...]]] = {(0, "start"): (0.0, ())}
    for place in range(len(word)):
        for state in STATES:
            if (place, state) not in best:
                continue
            cost, path = best[place, state]
            for piece in _pieces(word, place, state):
                there = (piece.end, piece.state)
                total = cost + piece.cost
                if there not in best or total < best[there][0]:
                    best[there] = (total, (*path, piece))
    ends = [
        best[len(word), state]
        for state in ("noun", "morsel", "bare", "end", "prefix", "number")
        if (len(word), state) in best
    ]
    _, path = min(ends, key=lambda way: way[0])
    alike = tuple(_alike(word, path))
    for_use = {number - 1 for number, piece in enumerate(path) if piece.is_use}
    return Reading(
        tuple(
            Mention(piece.food, food_names_in_texts()[piece.food])
            for number, piece in enumerate(path)
            if piece.food and number not in for_use
        )
        + tuple(_by_head(word, path))
        + alike,
        tuple(
            stretch
            for stretch in _unread(word, path)
            if not any(stretch in mention.word or mention.word in stretch for mention in alike)
        ),
    )


def _parts(word: str, path: tuple[_Piece, ...]) -> Iterator[tuple[str, _Piece]]:
    """Yield each piece of a word with the text that it explains."""
    start = 0
    for piece in path:
        yield word[start : piece.end], piece
        start = piece.end


def _alike(word: str, path: tuple[_Piece, ...]) -> Iterator[Mention]:
    """Yield labelled allergens that a stretch without a meaning of its own is one letter away from.

    우류 is read as 우유, 새오튀김 as 새우: who mistypes an allergen must not be served it. The doubt is
    about that allergen, and about no other.
    """
    parts = tuple(_parts(word, path))
    last, final = parts[-1]
    ends_with_particle = final.state == "end" and last in particles()
    stretches = [word[: -len(last)] if ends_with_particle else word]
    run = ""
    for part, piece in parts:
        if len(part) == 1 or piece.unread:
            run += part
            stretches += (run[:length] for length in range(2, len(run) + 1))
        else:
            run = ""
    for stretch in dict.fromkeys(stretches):
        if len(stretch) > 1 and not has_a_meaning(stretch) and (near := near_allergen(stretch)):
            yield Mention(stretch, near, is_guess=True)


def _by_head(word: str, path: tuple[_Piece, ...]) -> Iterator[Mention]:
    """Yield what a compound of a food and a way to make it is besides the food (see `HEADS`)."""
    for (name, naming), (head, piece) in pairwise(_parts(word, path)):
        is_food = naming.food and not (head == "주" and len(name) == 1)
        if is_food and head in HEADS and not piece.food:
            yield Mention(name + head, HEADS[head])


def _unread(word: str, path: tuple[_Piece, ...]) -> tuple[str, ...]:
    """Return the unread stretches of a word.

    All of it if only single syllables explain the rest, or several nouns that happen to stand in an
    unknown name (사보-이-아르-디), or if one syllable is left of a word without a food (도야-지).
    """
    unread = tuple(piece.unread for piece in path if piece.unread)
    known = [
        (len(part), piece)
        for part, piece in _parts(word, path)
        if not piece.unread and (piece.state != "end" or is_predicate(part))
    ]
    longest = max((length for length, _ in known), default=0)
    names_a_food = any(piece.food for _, piece in known)
    is_patched = len(known) >= PATCHES and not names_a_food
    is_torn = bool(known) and not names_a_food and all(len(stretch) == 1 for stretch in unread)
    if unread and (longest < SAYS_SOMETHING or is_patched or is_torn):
        return (word,)
    return (*unread, *_unknown_sauces(word, path))


def _unknown_sauces(word: str, path: tuple[_Piece, ...]) -> Iterator[str]:
    """Yield sauces whose name tells nothing of what is in them: 조선장, 두반소스.

    What the table knows (굴소스), what names a food (토마토소스) and what the cook mixes (특제소스) is none.
    """
    for (name, naming), (sauce, piece) in pairwise(_parts(word, path)):
        is_named = len(name) > 1 and naming.state != "number" and not (naming.food or naming.unread)
        if sauce in SAUCES and not piece.food and is_named and name not in MIXED_HERE:
            yield name + sauce


def _without_linking_s(part: str) -> str | None:
    """Return the noun before a linking ㅅ (사이시옷): 갈치 of 갈칫-국, or None where there is none."""
    last = ord(part[-1]) - FIRST_SYLLABLE
    if len(part) < LINKED_AT_LEAST or not 0 <= last < SYLLABLES or last % FINALS != FINAL_S:
        return None
    return part[:-1] + chr(FIRST_SYLLABLE + last - FINAL_S)


def _pieces(word: str, place: int, state: str) -> Iterator[_Piece]:
    """Yield every piece that may stand at `place` of the word.

    The costs order readings: whole words before compounds, long names before short ones, a food
    before another word of its length, anything before an unread stretch.
    """
    yield from _last_pieces(word, place, state)
    for end in range(place + 1, min(len(word), place + longest_food_name()) + 1):
        yield from _nouns(word, place, end, state)
        yield from _affixed(word, place, end, state)
    for end in range(place + 1, min(len(word), place + LONGEST_UNREAD) + 1):
        yield _Piece(end, 4.0 + end - place, "noun", unread=word[place:end])


def _last_pieces(word: str, place: int, state: str) -> Iterator[_Piece]:
    """Yield what may end the word here: particles, a verb, or a noun's particle and its verb."""
    rest = word[place:]
    if state in NOUNS:
        if rest in particles():
            yield _Piece(len(word), 0.1, "end")
        for end in range(place + 1, min(len(word) - 1, place + LONGEST_PARTICLE_INSIDE) + 1):
            if word[place:end] in particles() and is_predicate(word[end:]):
                yield _Piece(len(word), 2.0, "end")
    is_light = rest[0] in LIGHT_VERBS
    takes_verb = state in {"start", "noun"} or (
        is_light if state == "bare" else state == "morsel" and not is_light
    )
    if takes_verb and is_predicate(rest):
        yield _Piece(len(word), 0.9, "end")


def _nouns(word: str, place: int, end: int, state: str) -> Iterator[_Piece]:
    """Yield the food or the other noun that stands between two places."""
    part, short = word[place:end], end - place == 1
    linked = _without_linking_s(part) if end < len(word) else None
    if linked in food_names_in_texts():
        yield _Piece(end, 1.1, "noun", food=linked or "")
    elif linked in words():
        yield _Piece(end, 1.2, "noun")
    if part in food_names_in_texts():
        yield _Piece(end, 1.59 if short else 0.99, "morsel" if short else "noun", food=part)
    if part in words() and not (short and state in {"bare", "prefix"}):
        yield _Piece(end, 1.6 if short else 1.0, "bare" if short else "noun")


def _affixed(word: str, place: int, end: int, state: str) -> Iterator[_Piece]:
    """Yield what is written onto a noun between two places, before it or behind it."""
    part = word[place:end]
    if state in {"start", "prefix", "number"} and part in affixes()["prefix"]:
        yield _Piece(end, 0.6, "prefix")
    if state == "start" and part in affixes()["number"]:
        yield _Piece(end, 0.6, "number")
    if state in {"start", "noun", "morsel"} and is_attribute(part):
        yield _Piece(end, 1.0 if state == "start" else 1.5, "number")
    if state in {"start", "noun", "morsel"} and is_adverbial(part) and is_predicate(word[end:]):
        yield _Piece(len(word), 2.1, "end")
    if state in NOUNS and part in affixes()["suffix"]:
        yield _Piece(end, 0.6, "noun", is_use=part == USE)
