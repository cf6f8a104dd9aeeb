"""Ingredients named in running text: steps, a recipe's name, its description.

Korean writes particles onto words and words onto one another, so a name of two syllables or more is
looked for anywhere in a word, longest first (땅콩버터 before 버터). A name of one syllable (게, 밀,
잣) must be the whole word but for its particle, or begin the name of a dish (잣죽, 굴순두부).

A word one letter (자모) away from a labelled allergen, and a word in another script that no table
knows, is doubtful: it is told, never ignored.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ai_chef_food.allergens import labelled, words
from ai_chef_food.ingredients import names
from ai_chef_food.tables import rows

_WORD = re.compile(
    r"(?P<hangul>(?<!\d)[가-힣]+)|(?P<latin>[A-Za-z]+)|(?P<other>[^\W\d_A-Za-z가-힣\u1100-\u11ff]+)"
)
_PARTICLE = re.compile(
    r"(?:을|를|이|가|은|는|과|와|도|만|의|에|로|으로|나|이나|랑|이랑|하고|까지|마다|씩|에서|에는|에도)$"
)
_MEASURES = frozenset({"g", "kg", "mg", "ml", "l", "cm", "mm", "c", "w", "kcal", "t"})
_DISH = re.compile(
    "죽|밥|국|탕|찜|전|면|떡|즙|살|젓|장|묵|찌개|전골|구이|볶음|튀김|무침|조림|가루|소스|크림"
    "|버터|기름|강정|수프|스프|파이|쿠키|샐러드|덮밥|국수|페이스트|퓨레|육수"
)
"""What a dish or a form of an ingredient is called after its one-syllable name."""

_LONGEST_JOIN = 3
"""Names of several words (땅콩 버터, soy sauce) are joined from at most so many."""


class Mention(NamedTuple):
    """A word as it stands in the text, and the ingredients or labelled allergens that it means."""

    word: str
    means: tuple[str, ...]


class Mentions(NamedTuple):
    """What a text names: ``known`` by the tables, and ``doubtful`` words that may hide a name."""

    known: tuple[Mention, ...]
    doubtful: tuple[str, ...]


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Return what each name means, without spaces and in lower case."""
    of_allergens = {word.replace(" ", ""): members for word, members in words().items()}
    return of_allergens | {name: (ingredient.name,) for name, ingredient in names().items()}


@cache
def _longest() -> int:
    return max(len(name) for name in _vocabulary())


@cache
def _false_friends() -> re.Pattern[str]:
    """Match beginnings of words that only look like an ingredient (크게, 여러 가지)."""
    friends = sorted((row["word"] for row in rows("false_friends")), key=len, reverse=True)
    return re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, friends))})")


def _letters(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def _without_one(letters: str) -> Iterator[str]:
    yield letters
    for place in range(len(letters)):
        yield letters[:place] + letters[place + 1 :]


@cache
def _near_allergens() -> frozenset[str]:
    """Return the names of the labelled allergens, each also with any one letter left out.

    Two words are one letter apart exactly when they are equal after leaving out at most one
    letter of each, but for a swap of two places, which this also finds.
    """
    return frozenset(
        near
        for word, members in words().items()
        if len(word) > 1 and word[0] >= "가" and set(members) <= set(labelled())
        for near in _without_one(_letters(word))
    )


@lru_cache(maxsize=1024)
def mentioned(text: str) -> Mentions:
    """Return every ingredient and allergen that `text` names, in its order."""
    found: list[Mention] = []
    doubtful: list[str] = []
    plain = _false_friends().sub(" ", unicodedata.normalize("NFC", text))
    tokens = list(_WORD.finditer(plain))
    place = 0
    while place < len(tokens):
        joined = _joined(tokens[place:])
        if joined:
            found.append(joined[0])
            place += joined[1]
            continue
        token = tokens[place]
        place += 1
        if token["hangul"]:
            inside = list(_inside(token["hangul"]))
            found += inside
            doubtful += filter(_is_near_an_allergen, _rest(token["hangul"], inside))
        elif token.group().casefold() not in _MEASURES:
            doubtful.append(token.group())
    return Mentions(tuple(found), tuple(doubtful))


def _joined(tokens: list[re.Match[str]]) -> tuple[Mention, int] | None:
    """Return the longest name that whole words at the start make up, and how many they are."""
    for count in range(min(_LONGEST_JOIN, len(tokens)), 0, -1):
        text = "".join(token.group() for token in tokens[:count]).casefold()
        for name in (text, _PARTICLE.sub("", text)):
            if name in _vocabulary():
                return Mention(name, _vocabulary()[name]), count
    return None


def _inside(word: str) -> Iterator[Mention]:
    """Yield the names within one Hangul word, longest first from the left."""
    start = 0
    while start < len(word) - 1:
        name = _name_at(word, start)
        if name is None and start == 0 and word[0] in _vocabulary():
            names_a_dish = _DISH.match(word, 1) or _name_at(word, 1)
            name = word[0] if names_a_dish else None
        if name:
            yield Mention(name, _vocabulary()[name])
        start += len(name or " ")


def _name_at(word: str, start: int) -> str | None:
    """Return the longest name of two syllables or more that begins at `start`."""
    for length in range(min(_longest(), len(word) - start), 1, -1):
        if word[start : start + length] in _vocabulary():
            return word[start : start + length]
    return None


def _rest(word: str, inside: list[Mention]) -> list[str]:
    """Return the parts of a word that no name covers: 땅꽁 of 땅꽁버터를, and its particle."""
    for mention in inside:
        word = word.replace(mention.word, " ", 1)
    return word.split()


def _is_near_an_allergen(part: str) -> bool:
    """Tell whether a part begins with a word that is one letter away from a labelled allergen."""
    stem = _PARTICLE.sub("", part)
    beginnings = {stem, *(stem[:length] for length in range(2, len(stem)))}
    return any(
        near in _near_allergens()
        for beginning in beginnings
        if len(beginning) > 1
        for near in _without_one(_letters(beginning))
    )
