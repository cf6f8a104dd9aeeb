"""Identity: which ingredient a name means. Exact, by synonym, or unknown; never a guess."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from ai_chef_food.tables import rows, split


class Match(StrEnum):
    """How a name was understood."""

    EXACT = "exact"
    SYNONYM = "synonym"
    UNKNOWN = "unknown"


class FoodIngredient(NamedTuple):
    """One ingredient of the table.

    ``contains`` names ingredients and labelled allergens that it is made of (one step; see
    `allergens` for the whole graph). ``varies`` tells of a product whose recipe differs from maker
    to maker, so that ``contains`` is only what such products usually hold. ``g_per_ml`` is its
    density as decimal text, or empty.
    """

    name: str
    group: str
    synonyms: tuple[str, ...]
    contains: tuple[str, ...]
    varies: bool
    g_per_ml: str


class Identity(NamedTuple):
    """The outcome of looking a name up; `ingredient` is None exactly when `match` is unknown."""

    match: Match
    ingredient: FoodIngredient | None = None


_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_SIZE = re.compile(r"\s*\d+(?:\.\d+)?\s*(?:kg|g|ml|l|개|구|입|봉|팩|캔)\s*$", re.IGNORECASE)


def _key(name: str) -> str:
    return re.sub(r"\s+", "", name).casefold()


@cache
def table() -> dict[str, FoodIngredient]:
    """Return every known ingredient by its canonical name, in the order of the table."""
    found = {}
    for row in rows("ingredients"):
        found[row["name"]] = FoodIngredient(
            name=row["name"],
            group=row["group"],
            synonyms=split(row["synonyms"]),
            contains=split(row["contains"]),
            varies=row["varies"] == "yes",
            g_per_ml=row["g_per_ml"],
        )
    return found


@cache
def names() -> dict[str, FoodIngredient]:
    """Return every ingredient by each of its names, without spaces and in lower case."""
    by_name = {
        _key(synonym): ingredient
        for ingredient in table().values()
        for synonym in ingredient.synonyms
    }
    return by_name | {_key(ingredient.name): ingredient for ingredient in table().values()}


@cache
def _qualifier() -> re.Pattern[str]:
    """Match one qualifier at the start of a name; those written together need no space."""
    words: dict[bool, list[str]] = {True: [], False: []}
    for row in rows("qualifiers"):
        words[row["joined"] == "yes"].append(re.escape(row["word"]))
    apart, joined = "|".join(words[False]), "|".join(words[True])
    return re.compile(rf"^(?:(?:{joined})\s*|(?:{apart})\s+)(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def identify(name: str) -> Identity:
    """Look `name` up, with and without qualifiers (다진, 국내산, 삶은 …), brand, size, parentheses.

    A canonical name wins over a synonym, and the whole name over the name without qualifiers, so
    that a qualifier which makes another ingredient (말린 …) is found where the table has it.
    """
    for candidate in _candidates(unicodedata.normalize("NFC", name)):
        ingredient = names().get(_key(candidate))
        if ingredient is not None:
            exact = _key(ingredient.name) == _key(name)
            return Identity(Match.EXACT if exact else Match.SYNONYM, ingredient)
    return Identity(Match.UNKNOWN)


def _candidates(name: str) -> Iterator[str]:
    yield name
    bare = _SIZE.sub("", _PARENTHESES.sub("", name)).strip()
    yield bare
    while (stripped := _qualifier().sub("", bare)) != bare:
        bare = stripped
        yield bare


def is_dish(name: str) -> bool:
    """Tell whether `name` is a whole dish (된장찌개), which the table knows only roughly."""
    ingredient = identify(name).ingredient
    return ingredient is not None and ingredient.group == "dish"


def known_as(name: str) -> str:
    """Return the canonical name for `name`, or `name` itself if it is unknown."""
    return canonical(name) or name


def canonical(name: str) -> str | None:
    """Return the canonical name for `name`, or None if it is unknown."""
    ingredient = identify(name).ingredient
    return ingredient.name if ingredient else None
