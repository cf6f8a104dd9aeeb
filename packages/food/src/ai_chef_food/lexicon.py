"""The words of Korean recipe texts: every name of a food, and a closed vocabulary of the others.

The vocabulary is compiled by ``tools/vocabulary``: ``words.txt`` holds nouns, adverbs and the like,
``predicates.txt`` every form of a verb or adjective before its endings, each with the kinds of
endings it takes; ``endings.csv`` and ``particles.txt`` hold what may follow. A word that is made of
none of these is not known, and whoever depends on it must treat it as a doubt.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ai_chef_food.ingredients import names
from ai_chef_food.tables import rows, text
from ai_chef_food.taxonomy import labelled, node_names


@cache
def food_names() -> Mapping[str, str]:
    """Return what each name of a food means: a labelled allergen, a family or an ingredient.

    A word that stands for a labelled allergen or a family stands for that first, then for an
    ingredient; so 조개 is the allergen and not one kind of clam. The names are as `text.key` writes
    them.
    """
    return {name: food.name for name, food in names().items()} | dict(node_names())


@cache
def longest_food_name() -> int:
    """Return the length of the longest name of a food, in characters."""
    return max(map(len, food_names()))


@cache
def words() -> frozenset[str]:
    """Return the nouns, adverbs, determiners and counters that name no food."""
    return frozenset(_lines("words.txt")) | generic_words()


@cache
def generic_words() -> frozenset[str]:
    """Return the words for foods in general (양념, 소스, 국물), which say of none what is in it.

    In a text they mean what the recipe lists; as an ingredient's name they may be anything.
    """
    return frozenset(_lines("generic.txt"))


@cache
def food_names_in_texts() -> Mapping[str, str]:
    """Return `food_names` without the general words."""
    return {name: meant for name, meant in food_names().items() if name not in generic_words()}


@cache
def latin_words() -> frozenset[str]:
    """Return the words in Latin letters that name no food (cm, tip)."""
    return frozenset(_lines("latin.txt"))


@cache
def decorations() -> frozenset[str]:
    """Return words of a wish that say how badly or how much, and name nothing (심함, 알레르기)."""
    return frozenset(_lines("decorations.txt"))


@cache
def tools() -> tuple[str, ...]:
    """Return what recipes list beside foods though nobody eats it (이쑤시개, 종이호일)."""
    return tuple(_lines("tools.txt"))


@cache
def particles() -> frozenset[str]:
    """Return what may follow a noun: particles, and forms of the copula (이다)."""
    return frozenset(text("particles.txt").split())


@cache
def affixes() -> Mapping[str, frozenset[str]]:
    """Return what Korean writes onto nouns: ``prefix`` (햇-), ``number`` (두-) and ``suffix`` (-용)."""
    return {row["kind"]: frozenset(row["affixes"].split()) for row in rows("affixes")}


@cache
def _endings() -> Mapping[str, frozenset[str]]:
    """Return the endings by the letter of the kind of base that takes them; ``-`` is none."""
    return {
        row["letter"]: frozenset(
            "" if ending == "-" else ending for ending in row["endings"].split()
        )
        for row in rows("endings")
    }


ADVERBIAL, NOMINAL, STEM = "a", "n", "s"
"""Letters of ``endings.csv`` that mean more than their endings."""

ATTRIBUTES = frozenset("dpr")
"""Forms that stand before a noun: adnominal, prospective, present."""


@cache
def _predicates() -> Mapping[str, str]:
    """Return every base of a verb or adjective with the letters of the endings that it takes."""
    lines = text("predicates.txt").splitlines()[1:]
    return dict(line.split(" ") for line in lines)


@lru_cache(maxsize=8192)
def is_predicate(word: str) -> bool:
    """Tell whether `word` is a form of a verb or adjective of the vocabulary (구워서, 볶은)."""
    return any(_takes(word[:cut], word[cut:]) for cut in range(1, len(word) + 1))


def is_attribute(word: str) -> bool:
    """Tell whether `word` is a form that stands before a noun (볶은, 데친, 끓는)."""
    return len(word) > 1 and not ATTRIBUTES.isdisjoint(_predicates().get(word, ""))


def is_adverbial(word: str) -> bool:
    """Tell whether another verb may be written onto `word` (섞어-주다, 썰어-담다)."""
    return len(word) > 1 and ADVERBIAL in _predicates().get(word, "")


def has_a_meaning(word: str) -> bool:
    """Tell whether `word` stands in the vocabulary or among the foods as it is."""
    return word in food_names() or word in words() or is_predicate(word)


def near_allergen(word: str) -> str | None:
    """Return the labelled allergen whose name `word` is one letter (자모) away from, or None."""
    return next(
        (_near_allergens()[near] for near in _without_one(word) if near in _near_allergens()), None
    )


@cache
def _near_allergens() -> Mapping[str, str]:
    """Return each labelled allergen by its names with any one letter left out.

    Two words are one letter apart when they are equal after leaving out one letter of each, which
    also finds two letters that changed places.
    """
    return {
        near: name
        for alias, name in node_names().items()
        if name in labelled() and len(alias) > 1 and alias[0] >= "가"
        for near in _without_one(alias)
    }


def _without_one(word: str) -> Iterator[str]:
    letters = unicodedata.normalize("NFD", word)
    yield letters
    for place in range(len(letters)):
        yield letters[:place] + letters[place + 1 :]


def _takes(base: str, ending: str) -> bool:
    for letter in _predicates().get(base, ""):
        if ending in _endings()[letter]:
            return True
        if letter == NOMINAL and ending in particles():
            return True
        if letter == STEM and ending.startswith("기") and ending[1:] in particles():
            return True
    return False


def _lines(file: str) -> Iterator[str]:
    return (line for line in text(file).splitlines() if line and not line.startswith("#"))


def false_friends() -> Iterator[str]:
    """Yield phrases that only look as if they named a food (오늘 밤, 김이 오르)."""
    for row in rows("false_friends"):
        yield row["word"]
