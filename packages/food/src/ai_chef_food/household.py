"""What a household has, and what it may buy instead of a dear ingredient."""

from collections.abc import Iterable, Sequence
from functools import cache

from ai_chef_food.allergens import VerdictKind, check
from ai_chef_food.diets import check_ingredient
from ai_chef_food.ingredients import canonical
from ai_chef_food.tables import rows, split


@cache
def staples() -> frozenset[str]:
    """Return the staples that count as being at home unless a person says otherwise."""
    return frozenset(row["name"] for row in rows("staples"))


def is_at_home(name: str, pantry: Sequence[str] | None, available: Iterable[str]) -> bool:
    """Tell whether an ingredient need not be bought.

    Parameters
    ----------
    pantry
        The staples that the person has; None means all of them.
    available
        What else the person said to have.
    """
    known_as = canonical(name) or name
    kept = staples() if pantry is None else {canonical(item) or item for item in pantry} & staples()
    return known_as in kept or known_as in {canonical(item) or item for item in available}


def equivalents(
    name: str, *, allergies: Iterable[str], dislikes: Iterable[str], diets: Iterable[str]
) -> tuple[str, ...]:
    """Return what can stand in the same place in a dish, allowed for this person.

    An equivalent has no listed path to an allergen, is not disliked and not forbidden under a
    diet. Limits per serving depend on the amounts: they are for the caller to hold it against.
    """
    known_as = canonical(name)
    avoided, unliked, diets = tuple(allergies), tuple(dislikes), tuple(diets)
    found: dict[str, None] = {}
    for row in rows("equivalents"):
        members = split(row["members"])
        if known_as in members:
            found |= dict.fromkeys(member for member in members if member != known_as)
    return tuple(
        other
        for other in found
        if all(check(other, allergen).kind is VerdictKind.NO_LISTED_MATCH for allergen in avoided)
        and not any(word.replace(" ", "") in other or canonical(word) == other for word in unliked)
        and next(check_ingredient(diets, other), None) is None
    )
