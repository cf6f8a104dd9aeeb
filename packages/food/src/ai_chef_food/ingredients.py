"""Identity: which ingredient a name means. Exact, by synonym, or unknown; never a guess."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ai_chef_food.tables import rows, split


class Match(StrEnum):
    """How a name was understood."""

    EXACT = "exact"
    SYNONYM = "synonym"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FoodIngredient:
    """One ingredient of the table.

    ``contains`` names ingredients and labelled allergens that it is made of (one step; see
    `allergens` for the whole graph); ``g_per_ml`` is its density as decimal text, or empty.
    """

    name: str
    group: str
    synonyms: tuple[str, ...]
    contains: tuple[str, ...]
    g_per_ml: str


@dataclass(frozen=True)
class Identity:
    """The outcome of looking a name up; `ingredient` is None exactly when `match` is unknown."""

    match: Match
    ingredient: FoodIngredient | None = None


_QUALIFIERS = re.compile(
    r"^(다진|간|채썬|채 썬|썬|삶은|데친|구운|볶은|말린|불린|익힌|신선한|국내산|국산|수입산|수입|유기농"
    r"|무농약|냉동|생|손질한|손질된|껍질 벗긴|작은|큰|중간|잘 익은)\s+"
)
_PARENTHESES = re.compile(r"\s*\([^)]*\)")


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
            g_per_ml=row["g_per_ml"],
        )
    return found


@cache
def _names() -> dict[str, FoodIngredient]:
    names = {
        _key(synonym): ingredient
        for ingredient in table().values()
        for synonym in ingredient.synonyms
    }
    return names | {_key(ingredient.name): ingredient for ingredient in table().values()}


def identify(name: str) -> Identity:
    """Look `name` up, with and without qualifiers (다진, 국내산, 삶은 …) and parentheses.

    A canonical name wins over a synonym, and the whole name over the name without qualifiers, so
    that a qualifier which makes another ingredient (말린 …) is found where the table has it.
    """
    candidates = [name]
    bare = _PARENTHESES.sub("", name).strip()
    candidates.append(bare)
    while (stripped := _QUALIFIERS.sub("", bare)) != bare:
        bare = stripped
        candidates.append(bare)
    for candidate in candidates:
        ingredient = _names().get(_key(candidate))
        if ingredient is not None:
            exact = _key(ingredient.name) == _key(name)
            return Identity(Match.EXACT if exact else Match.SYNONYM, ingredient)
    return Identity(Match.UNKNOWN)


def canonical(name: str) -> str | None:
    """Return the canonical name for `name`, or None if it is unknown."""
    ingredient = identify(name).ingredient
    return ingredient.name if ingredient else None
