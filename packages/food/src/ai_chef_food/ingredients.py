"""Identity: which ingredient a name means. Exact, by synonym, or unknown; never a guess."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from ai_chef_food.tables import rows, split
from ai_chef_food.text import key, normalize


class Match(StrEnum):
    """How a name was understood."""

    EXACT = "exact"
    SYNONYM = "synonym"
    UNKNOWN = "unknown"


class FoodIngredient(NamedTuple):
    """One ingredient of the table.

    ``is_a``, ``made_from`` and ``contains`` lead to other names in one step (see `taxonomy` for
    the whole graph). ``may_contain`` names the labelled allergens that some makers of a product
    add, ``*`` if that may be any. ``g_per_ml`` is its density as decimal text, or empty.
    """

    name: str
    group: str
    synonyms: tuple[str, ...]
    is_a: tuple[str, ...]
    made_from: tuple[str, ...]
    contains: tuple[str, ...]
    may_contain: tuple[str, ...]
    g_per_ml: str

    @property
    def varies(self) -> bool:
        """Tell of a product whose recipe differs from maker to maker."""
        return bool(self.may_contain)


class Identity(NamedTuple):
    """The outcome of looking a name up; `ingredient` is None exactly when `match` is unknown."""

    match: Match
    ingredient: FoodIngredient | None = None


_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_CUT = re.compile(
    r"\s+(?:필레|필렛|덩어리|토막|조각|슬라이스|채|다짐육|다짐|손질|(?:채\s?썬|썬|다진|간|데친|삶은|불린)\s?것)$"
)
"""How an ingredient is cut, written behind its name: 생연어 필레."""

_SIZE = re.compile(r"\s*\d+(?:\.\d+)?\s*(?:kg|g|ml|l|개|구|입|봉|팩|캔)\s*$", re.IGNORECASE)


@cache
def table() -> dict[str, FoodIngredient]:
    """Return every known ingredient by its canonical name, in the order of the table."""
    found = {}
    for row in rows("ingredients"):
        found[row["name"]] = FoodIngredient(
            name=row["name"],
            group=row["group"],
            synonyms=split(row["synonyms"]),
            is_a=split(row["is_a"]),
            made_from=split(row["made_from"]),
            contains=split(row["contains"]),
            may_contain=split(row["may_contain"]),
            g_per_ml=row["g_per_ml"],
        )
    return found


@cache
def names() -> dict[str, FoodIngredient]:
    """Return every ingredient by each of its names, without spaces and in lower case."""
    by_name = {
        key(synonym): ingredient
        for ingredient in table().values()
        for synonym in ingredient.synonyms
    }
    return by_name | {key(ingredient.name): ingredient for ingredient in table().values()}


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
    for candidate in stripped_forms(normalize(name)):
        ingredient = names().get(key(candidate))
        if ingredient is not None:
            exact = key(ingredient.name) == key(name)
            return Identity(Match.EXACT if exact else Match.SYNONYM, ingredient)
    return Identity(Match.UNKNOWN)


def stripped_forms(name: str) -> Iterator[str]:
    """Yield `name` whole, then without parentheses and size, then without one qualifier after another."""
    yield name
    bare = _SIZE.sub("", _PARENTHESES.sub("", name)).strip()
    yield bare
    while (stripped := _qualifier().sub("", bare)) != bare:
        bare = stripped
        yield bare
    if (uncut := _CUT.sub("", bare)) != bare:
        yield uncut


def is_dish(name: str) -> bool:
    """Tell whether `name` is a whole dish (된장찌개), which the table knows only roughly."""
    ingredient = identify(name).ingredient
    return ingredient is not None and ingredient.group == "dish"


@cache
def dish_extras() -> Mapping[str, frozenset[str]]:
    """Return, by dish, those of its contents that it goes without and keeps its name (비빔밥: 달걀)."""
    return {row["dish"]: frozenset(split(row["extras"])) for row in rows("dish_extras")}


def is_seasoning_mix(name: str) -> bool:
    """Tell whether `name` is a seasoning that cooks also mix themselves (초고추장, 드레싱, 시럽)."""
    ingredient = identify(name).ingredient
    return (
        ingredient is not None
        and ingredient.group in {"seasoning", "sweetener", "water"}
        and "술" not in ingredient.is_a
    )


def canonical_name(name: str) -> str | None:
    """Return the canonical name for `name`, or None if it is unknown."""
    ingredient = identify(name).ingredient
    return ingredient.name if ingredient else None


def canonical_or_same(name: str) -> str:
    """Return the canonical name for `name`, or `name` itself if it is unknown."""
    return canonical_name(name) or name
