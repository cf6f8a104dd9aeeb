"""Reading Korean text: which foods it names, and which words nobody can account for.

`segmentation` reads single words; here are names of several words, words in Latin letters, phrases
that only look as if they named a food, and comparisons (크림처럼, 호두 크기로).
"""

import re
from functools import cache, lru_cache

from ai_chef_food.lexicon import (
    false_friends,
    food_names_in_texts,
    is_predicate,
    latin_words,
    particles,
    words,
)
from ai_chef_food.segmentation import Mention, Reading, read_word
from ai_chef_food.taxonomy import kinds

_TOKEN = re.compile(r"(?P<hangul>[가-힣]+)|(?P<latin>[A-Za-z]+)|(?P<other>[^\W\d_A-Za-z가-힣]+)")
_SIGNS = re.compile("[㎝㎜㎖㎏ℓ㎎㏄℃℉①-⑳㉠-㉻½⅓⅔¼¾⅕⅛㎡×²³ºª°ΩµΑ-Ωα-ω]")
"""Signs of units and numbers that count as letters; none of them names a food."""

LONGEST_JOIN = 3
"""Names of several words (땅콩 버터, soy sauce) are joined from at most so many."""

ALWAYS_A_FOOD = frozenset(["은", "는", "이", "가", "을", "를", "와", "과", "도", "만", "의"])
"""After one of these a name of one syllable is the food, even where a verb could look so (파는)."""

COUNTS = frozenset("회배")
"""Counters that are foods elsewhere (raw fish, pear)."""

DRIED = frozenset(["말린", "마른", "건조", "건조한", "반건조", "반건조한", "건"])
DRIED_FRUIT = "말린과일"
"""Dried fruit of any kind is a food of its own: it is sulphured as a rule."""


@cache
def _no_food() -> re.Pattern[str]:
    """Match phrases that only look as if they named a food, and the rest of their last word."""
    phrases = sorted(false_friends(), key=len, reverse=True)
    return re.compile(
        rf"(?<![가-힣])(?P<phrase>{'|'.join(map(re.escape, phrases))})(?P<rest>[가-힣]*)"
    )


def _without_false_friend(match: re.Match[str]) -> str:
    """Drop the phrase, unless its last word goes on as a food: 한 김 but not 한 김치."""
    word = match["phrase"].split()[-1]
    longer = (word + match["rest"][:end] for end in range(1, len(match["rest"]) + 1))
    return match.group() if any(name in food_names_in_texts() for name in longer) else " "


def read_running(text: str) -> Reading:
    """Read running text, in which a single syllable that nothing explains is a slip of the pen.

    No food of one syllable is unknown, and what a syllable is written onto is read as it stands.
    """
    foods, unread = read(text)
    return Reading(foods, tuple(word for word in unread if len(word) > 1 or word.isascii()))


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Read a text that `text.normalize` has passed."""
    plain = _SIGNS.sub("1", _no_food().sub(_without_false_friend, text))
    tokens = list(_TOKEN.finditer(plain))
    foods: list[Mention] = []
    unread: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        mention, used = _joined(tokens[place : place + LONGEST_JOIN])
        is_a_count = _is_a_count(plain, token)
        if mention and not is_a_count:
            reading = Reading((mention,), ())
        elif is_a_count or token.group() in particles():
            reading, used = Reading((), ()), 1
        elif token["hangul"]:
            reading, used = read_word(token["hangul"]), 1
        else:
            is_word = _is_latin_word(token.group())
            reading, used = Reading((), () if is_word else (token.group(),)), 1
        whole = "".join(part.group() for part in tokens[place : place + used])
        is_dried = place > 0 and tokens[place - 1].group() in DRIED
        place += used
        if not (reading.foods and _is_absent(whole, reading.foods[-1], tokens[place : place + 2])):
            foods += reading.foods
            foods += _dried_fruit(reading.foods) if is_dried else ()
        unread += reading.unread
    return Reading(tuple(foods), tuple(dict.fromkeys(unread)))


def _dried_fruit(foods: tuple[Mention, ...]) -> list[Mention]:
    return [Mention(food.word, DRIED_FRUIT) for food in foods if "과일" in kinds(food.name)]


ABSENT_BEFORE = frozenset(["없이", "없이도", "대신", "대신에"])
"""X 없이, X 대신 Y: the food before is not in the dish. Other negations are read as mentions."""

_LIKE = ("처럼", "마냥")
_SIZED = re.compile(r"(?:알|톨)?(?:만(?:하게|한|하다|해|큼한)|만)|(?:빛|빛깔|색)(?:이|을|의|으로)?")


def _is_absent(word: str, food: Mention, after: list[re.Match[str]]) -> bool:
    """Tell whether a food is only what something is compared with, or what the dish is without.

    ``크림처럼``, ``호두 크기로``, ``달걀만 한``, ``오징어 몸통처럼``; ``우유 없이``. With another particle
    written onto it (``우유를 크림처럼``) the food is there.
    """
    following = [token.group() for token in after]
    if word.endswith(_LIKE):
        return True
    rest = word.casefold().rpartition(food.word)[2]
    if rest:
        is_sized = _SIZED.fullmatch(rest) is not None
        return is_sized and (not rest.endswith("만") or _says_size(following[:1]))
    if not following:
        return False
    first = following[0]
    if first in ABSENT_BEFORE or first.startswith(("크기", "모양")) or _SIZED.fullmatch(first):
        return first != "만" or _says_size(following[1:])
    return (
        len(following) > 1
        and not read_word(first).foods
        and (first.endswith(_LIKE) or following[1].startswith("모양"))
    )


def _says_size(words: list[str]) -> bool:
    return bool(words) and words[0].startswith(("한", "하게", "해"))


def _is_a_count(text: str, token: re.Match[str]) -> bool:
    """Tell whether a token counts what the number before it says: 2회, 3배로."""
    word = token.group()
    after_a_number = text[token.start() - 1 : token.start()].isdigit()
    return after_a_number and word[0] in COUNTS and (not word[1:] or word[1:] in particles())


def _is_latin_word(word: str) -> bool:
    return len(word) == 1 or word.casefold() in latin_words()


def _joined(tokens: list[re.Match[str]]) -> tuple[Mention | None, int]:
    """Return the longest name that whole words at the start make up, and how many they are."""
    for count in range(len(tokens), 0, -1):
        joined = "".join(token.group() for token in tokens[:count]).casefold()
        shortest = sum(len(token.group()) for token in tokens[: count - 1])
        for cut in range(len(joined), shortest, -1):
            name = joined[:cut]
            if name in food_names_in_texts() and _may_follow(name, joined[cut:], joined):
                return Mention(name, food_names_in_texts()[name]), count
    return None, 0


def _may_follow(name: str, rest: str, word: str) -> bool:
    """Tell whether `word` is plainly the food `name` with `rest` (a particle) written onto it."""
    if rest and rest not in particles():
        return rest == "s" and name.isascii()
    if len(name) > 1 or name.isascii() or not rest:
        return True
    return rest in ALWAYS_A_FOOD or not (is_predicate(word) or word in words())
