"""Allergens: the 22 of Korean labelling law, what contains them, and what a person may call them.

The verdicts are three, and none of them promises anything: `found` names the path by which an
ingredient leads to the allergen; `no_listed_match` says that the table knows the ingredient and
lists no such path; `cannot_assess` says that the ingredient is not in the table, or is (or holds) a
product whose recipe differs from maker to maker, so that only its label can tell.
"""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ai_chef_food.ingredients import identify, table
from ai_chef_food.tables import rows, split


class VerdictKind(StrEnum):
    """What the table can say about one ingredient and one allergen."""

    FOUND = "found"
    NO_LISTED_MATCH = "no_listed_match"
    CANNOT_ASSESS = "cannot_assess"


class Verdict(NamedTuple):
    """`path` runs from the ingredient to the allergen, e.g. ``(굴소스, 굴, 조개류)``."""

    kind: VerdictKind
    path: tuple[str, ...] = ()


class UnknownAllergenError(ValueError):
    """A word that is no labelled allergen, no group of them, and no ingredient of the table."""


@cache
def labelled() -> tuple[str, ...]:
    """Return the 22 labelled allergens in Korean (식품등의 표시기준, 별지 1)."""
    return tuple(row["name"] for row in rows("allergens"))


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return every word for labelled allergens and groups of them, with what it stands for."""
    meant: dict[str, tuple[str, ...]] = {}
    for row in rows("allergen_groups"):
        for word in (row["name"], *split(row["aliases"])):
            meant[word.casefold()] = split(row["members"])
    for row in rows("allergens"):
        for word in (row["name"], row["english"], *split(row["aliases"])):
            meant[word.casefold()] = (row["name"],)
    return meant


def expand(word: str) -> tuple[str, ...]:
    """Return what an allergic person's `word` stands for, as allergens and ingredient names.

    ``땅콩`` and ``peanut`` give ``(땅콩,)``; ``견과류`` gives its members; a free ingredient name
    gives its canonical name.

    Raises
    ------
    UnknownAllergenError
        A misspelt allergen must not pass as one that nothing contains. The text quotes no word.
    """
    members = words().get(word.strip().casefold())
    if members is not None:
        return members
    ingredient = identify(word).ingredient
    if ingredient is None:
        raise UnknownAllergenError("neither a labelled allergen nor a known ingredient")
    return (ingredient.name,)


@cache
def _paths(name: str) -> dict[str, tuple[str, ...]]:
    """Return everything that `name` is or contains, each with the shortest path to it."""
    found: dict[str, tuple[str, ...]] = {name: (name,)}
    queue = [name]
    while queue:
        here = queue.pop(0)
        ingredient = table().get(here)
        for inner in ingredient.contains if ingredient else ():
            if inner not in found:
                found[inner] = (*found[here], inner)
                queue.append(inner)
    return found


@cache
def _varies(name: str) -> bool:
    return any(inner in table() and table()[inner].varies for inner in _paths(name))


def check(ingredient_name: str, allergen: str) -> Verdict:
    """Say whether `ingredient_name` is or contains `allergen` (one of `expand`'s words)."""
    ingredient = identify(ingredient_name).ingredient
    if ingredient is None:
        return Verdict(VerdictKind.CANNOT_ASSESS)
    path = _paths(ingredient.name).get(allergen)
    if path:
        return Verdict(VerdictKind.FOUND, path)
    if _varies(ingredient.name):
        return Verdict(VerdictKind.CANNOT_ASSESS)
    return Verdict(VerdictKind.NO_LISTED_MATCH)


def listed(ingredient_name: str) -> dict[str, tuple[str, ...]] | None:
    """Return every labelled allergen that `ingredient_name` leads to, with its path.

    None means that the table does not know the ingredient; an empty dict that it lists no path.
    """
    ingredient = identify(ingredient_name).ingredient
    if ingredient is None:
        return None
    paths = _paths(ingredient.name)
    return {allergen: paths[allergen] for allergen in labelled() if allergen in paths}


def made_of(ingredient_name: str) -> dict[str, tuple[str, ...]]:
    """Return all that an ingredient is or contains, each with its path; nothing if unknown."""
    ingredient = identify(ingredient_name).ingredient
    return dict(_paths(ingredient.name)) if ingredient else {}
