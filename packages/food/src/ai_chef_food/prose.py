"""Reading Korean text: which foods it names, and which words nobody can account for.

`segmentation` reads single words; here are names of several words, words in Latin letters, phrases
that only look as if they named a food, and comparisons (크림처럼, 호두 크기로).
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from ai_chef_food.absence import is_cleaned_out, is_compared, is_denied, is_style
from ai_chef_food.ingredients import is_dish, table
from ai_chef_food.lexicon import (
    false_friends,
    food_names_in_texts,
    is_attribute,
    is_predicate,
    latin_words,
    particles,
    words,
)
from ai_chef_food.segmentation import FINAL_S, FINALS, SYLLABLES, Mention, Reading, read_word
from ai_chef_food.taxonomy import composition, kinds, nodes
from ai_chef_food.text import SIGHS

_TOKEN = re.compile(r"(?P<hangul>[가-힣]+)|(?P<latin>[A-Za-z]+)|(?P<other>[^\W\d_A-Za-z가-힣]+)")
_SIGNS = re.compile("[㎝㎜㎖㎏ℓ㎎㏄℃℉①-⑳㉠-㉻½⅓⅔¼¾⅕⅛㎡×²³ºª°ΩµΑ-Ωα-ω]")
"""Signs of units and numbers that count as letters; none of them names a food."""

LONGEST_JOIN = 3
"""Names of several words (땅콩 버터, soy sauce) are joined from at most so many."""

ALWAYS_A_FOOD = frozenset(["은", "는", "이", "가", "을", "를", "와", "과", "도", "만", "의"])
"""After one of these a name of one syllable is the food, even where a verb could look so (파는)."""

OFTEN_A_VERB = frozenset(["난"])
"""Names that are forms of a verb where another word follows (김이 난 뒤, 윤기가 난 밥; naan)."""

COUNTS = frozenset("회배")
"""Counters that are foods elsewhere (raw fish, pear)."""

DRIED = frozenset(["말린", "마른", "건조", "건조한", "반건조", "반건조한", "건"])
DRIED_FRUIT = "말린과일"
"""Dried fruit of any kind is a food of its own: it is sulphured as a rule."""


PREPARED = frozenset({"meat", "poultry", "seafood", "egg", "dairy", "water"})
"""Groups in which what is mixed is served as it is (동파육, 세비체, 라씨)."""

INNARDS = frozenset(["내장", "내장류"])
LONGEST_DENIAL = 6
_JOINS = re.compile(r"[\s\-·'’&]*")
_CLAUSE_END = re.compile(r"[.,;:!?()\n…]")

NON_ALCOHOLIC = frozenset(["논알코올", "무알코올", "무알콜", "논알콜", "무알코올의", "논알코올의"])
"""논알코올 모히토 is the drink without its rum. A beer so called still holds a little alcohol."""


def _without_alcohol(food: Mention) -> Iterator[Mention]:
    """Yield a mixed drink's other contents in place of the drink, and any other food as it is."""
    if "술" not in composition(food.name) or not is_dish(food.name):
        yield food
        return
    for content in nodes()[food.name].contains:
        if "술" not in composition(content):
            yield Mention(food.word, content)


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


class Setting(Enum):
    """Where a text stands: the name of an ingredient, a wish, a step, or a recipe's title."""

    NAME = auto()
    WISH = auto()
    STEP = auto()
    TITLE = auto()


def read_running(text: str, *, is_title: bool = False) -> Reading:
    """Read running text, in which a single syllable that nothing explains is a slip of the pen.

    No food of one syllable is unknown, and what a syllable is written onto is read as it stands.
    In a title a dish made after another (어향육사풍, 차지키를 흉내 낸) is one of its kind.
    """
    foods, unread, denied = read(text, Setting.TITLE if is_title else Setting.STEP)
    return Reading(foods, tuple(word for word in unread if len(word) > 1 or word.isascii()), denied)


@lru_cache(maxsize=2048)
def read(text: str, setting: Setting = Setting.NAME) -> Reading:
    """Read a text that `text.normalize` has passed.

    In a wish what a dish shall be without (우유 없이, 글루텐 프리) is what the person avoids: it counts.
    """
    plain = _SIGNS.sub("1", _no_food().sub(_without_false_friend, text.translate(SIGHS)))
    tokens = list(_TOKEN.finditer(plain))
    foods: list[Mention] = []
    unread: list[str] = []
    denied: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        mention, used = _joined(_side_by_side(plain, tokens[place : place + LONGEST_JOIN]), setting)
        if mention and setting in {Setting.STEP, Setting.TITLE} and _is_a_verb(plain, token):
            mention = None
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
        is_non_alcoholic = place > 0 and tokens[place - 1].group() in NON_ALCOHOLIC
        place += used
        named = reading.foods
        if is_non_alcoholic:
            named = tuple(sober for food in named for sober in _without_alcohol(food))
        following = _clause(plain, tokens[place - 1 : place + LONGEST_DENIAL]) if named else []
        asks_for_absence = setting is Setting.WISH or not named
        absence = None if asks_for_absence else _absence(whole, named[-1], following, setting)
        if absence is None:
            foods += named
            foods += _dried_fruit(named) if is_dried else ()
        elif absence is Absence.DENIED:
            denied += (food.name for food in named)
        unread += reading.unread
    return Reading(tuple(foods), tuple(dict.fromkeys(unread)), tuple(dict.fromkeys(denied)))


def _dried_fruit(foods: tuple[Mention, ...]) -> list[Mention]:
    return [Mention(food.word, DRIED_FRUIT) for food in foods if "과일" in kinds(food.name)]


class Absence(Enum):
    """How a text says that a food which it names is not in the dish (see `absence`)."""

    CLEANED_OUT = auto()
    COMPARED = auto()
    DENIED = auto()


def _absence(
    word: str, food: Mention, following: Sequence[str], setting: Setting
) -> Absence | None:
    """Return how the text says that a food is not in the dish, or None where it does not."""
    rest = _written_onto(food.word, word.casefold())
    if food.word in INNARDS and rest in {"", "을", "과", "은", "만"} and is_cleaned_out(following):
        return Absence.CLEANED_OUT
    if setting is Setting.TITLE and _is_prepared(food.name) and is_style(rest, following):
        return None
    if is_compared(rest, following, _names_food):
        return Absence.COMPARED
    return Absence.DENIED if is_denied(rest, following, _names_food) else None


def _is_prepared(name: str) -> bool:
    """Tell of a dish or a drink, which others are made after; kimchi and chocolate lend less."""
    food = table().get(name)
    return is_dish(name) or (food is not None and bool(food.contains) and food.group in PREPARED)


def _names_food(word: str) -> bool:
    return bool(read_word(word).foods)


def _written_onto(food: str, word: str) -> str:
    """Return what `word` writes onto a food, behind a linking ㅅ too (복숭앗빛)."""
    last = ord(food[-1]) - ord("가")
    if food not in word and 0 <= last < SYLLABLES and last % FINALS == 0:
        food = food[:-1] + chr(ord(food[-1]) + FINAL_S)
    return word.rpartition(food)[2]


def _clause(text: str, tokens: Sequence[re.Match[str]]) -> list[str]:
    """Return the words up to the next full stop or comma, of `tokens` that follow one another."""
    words: list[str] = []
    for before, token in pairwise(tokens):
        if _CLAUSE_END.search(text[before.end() : token.start()]):
            break
        words.append(token.group())
    return words


def _is_a_count(text: str, token: re.Match[str]) -> bool:
    """Tell whether a token counts what the number before it says: 2회, 3배로."""
    word = token.group()
    after_a_number = text[token.start() - 1 : token.start()].isdigit()
    return after_a_number and word[0] in COUNTS and (not word[1:] or word[1:] in particles())


def _is_a_verb(text: str, token: re.Match[str]) -> bool:
    """Tell whether a token that could be a food is a verb: a word follows, or its subject precedes."""
    if token.group() not in OFTEN_A_VERB:
        return False
    is_modifier = re.match(r"\s*[가-힣]", text[token.end() :]) is not None
    return is_modifier or re.search(r"[가-힣][이가]\s+$", text[: token.start()]) is not None


def _is_latin_word(word: str) -> bool:
    return len(word) == 1 or word.casefold() in latin_words()


def _side_by_side(text: str, tokens: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the tokens up to the next sign between two words: ``국, 밥과`` is no 국밥."""
    found = list(tokens[:1])
    for before, token in pairwise(tokens):
        if not _JOINS.fullmatch(text[before.end() : token.start()]):
            break
        found.append(token)
    return found


def _joined(tokens: list[re.Match[str]], setting: Setting) -> tuple[Mention | None, int]:
    """Return the longest name that whole words at the start make up, and how many they are.

    In running text ``구운 두부`` is what the cook grilled, and no 구운두부 from a shop.
    """
    is_prepared = setting in {Setting.STEP, Setting.TITLE} and is_attribute(tokens[0].group())
    longest = 1 if is_prepared and tokens[0].group() not in DRIED else len(tokens)
    for count in range(longest, 0, -1):
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
