"""What a household has, and what it may buy instead of a dear ingredient."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ai_chef_food.allergens import check
from ai_chef_food.diets import check_food
from ai_chef_food.ingredients import canonical_name, canonical_or_same
from ai_chef_food.lexicon import food_names
from ai_chef_food.tables import rows, split
from ai_chef_food.taxonomy import families, kinds
from ai_chef_food.text import key
from ai_chef_food.verdicts import VerdictKind

WATER = "물"
"""From the tap: nobody buys it, whatever else a pantry lacks."""


@cache
def staples() -> frozenset[str]:
    """Return the staples that count as being at home unless a person says otherwise."""
    return frozenset(row["name"] for row in rows("staples"))


def pantry_choices() -> tuple[str, ...]:
    """Return the staples that a person may lack, in order: all but water."""
    return tuple(sorted(staples() - {WATER}))


def staples_at_home(pantry: Sequence[str] | None) -> frozenset[str]:
    """Return the staples of `pantry` and water; None means all staples."""
    return staples() if pantry is None else canonical_names(pantry) & staples() | {WATER}


def canonical_names(names: Iterable[str]) -> frozenset[str]:
    """Return `names` as the tables know them, so that two spellings of one thing compare.

    A word for a family (돼지고기, 파) stands for the family.
    """
    return frozenset(food_names().get(key(name)) or canonical_or_same(name) for name in names)


def is_among(name: str, have: frozenset[str]) -> bool:
    """Tell whether an ingredient is one of `have` (canonical names), or a kind of one.

    Where a recipe asks for any of a family (김치), each of the family will do (배추김치); some names
    stand for one another on a shelf (라면, 라면사리).
    """
    own = canonical_or_same(name)
    return not have.isdisjoint({name, *kinds(own), *_same_at_home().get(own, ())}) or (
        own in families() and any(own in kinds(other) for other in have)
    )


@cache
def _same_at_home() -> Mapping[str, frozenset[str]]:
    """Return by ingredient what a household calls otherwise and can take for it."""
    found: dict[str, set[str]] = {}
    for row in rows("same_at_home"):
        for covered in split(row["covers"]):
            found.setdefault(covered, set()).add(row["at_home"])
    return {name: frozenset(others) for name, others in found.items()}


def is_at_home(name: str, pantry: Sequence[str] | None, available: Iterable[str]) -> bool:
    """Tell whether an ingredient need not be bought.

    Parameters
    ----------
    pantry
        The staples that the person has beside water; None means all of them.
    available
        What else the person said to have.
    """
    return canonical_or_same(name) in staples_at_home(pantry) or is_among(
        name, canonical_names(available)
    )


def equivalents(
    name: str, *, allergies: Iterable[str], dislikes: Iterable[str], diets: Iterable[str]
) -> tuple[str, ...]:
    """Return what can stand in the same place in a dish, allowed for this person.

    An equivalent has no listed path to an allergen, is not disliked and not forbidden under a
    diet. Limits per serving depend on the amounts: they are for the caller to hold it against.
    """
    own_name = canonical_name(name)
    avoided, unliked, diets = tuple(allergies), tuple(dislikes), tuple(diets)
    found: dict[str, None] = {}
    for row in rows("equivalents"):
        members = split(row["members"])
        if own_name in members:
            found |= dict.fromkeys(member for member in members if member != own_name)
    return tuple(
        other
        for other in found
        if all(check(other, allergen).kind is VerdictKind.NO_LISTED_MATCH for allergen in avoided)
        and not any(check(other, word).kind is VerdictKind.FOUND for word in unliked)
        and next(check_food(diets, other), None) is None
    )
