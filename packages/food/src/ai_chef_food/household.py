"""What a household has, and what it may buy instead of a dear ingredient."""

from collections.abc import Iterable, Sequence
from functools import cache

from ai_chef_food.allergens import VerdictKind, check
from ai_chef_food.diets import check_ingredient
from ai_chef_food.ingredients import canonical, known_as
from ai_chef_food.tables import rows, split


@cache
def staples() -> frozenset[str]:
    """Return the staples that count as being at home unless a person says otherwise."""
    return frozenset(row["name"] for row in rows("staples"))


def named(names: Iterable[str]) -> frozenset[str]:
    """Return `names` as the table knows them, so that two spellings of one thing compare."""
    return frozenset(map(known_as, names))


def is_at_home(name: str, pantry: Sequence[str] | None, available: Iterable[str]) -> bool:
    """Tell whether an ingredient need not be bought.

    Parameters
    ----------
    pantry
        The staples that the person has; None means all of them.
    available
        What else the person said to have.
    """
    kept = staples() if pantry is None else named(pantry) & staples()
    return known_as(name) in kept | named(available)


def equivalents(
    name: str, *, allergies: Iterable[str], dislikes: Iterable[str], diets: Iterable[str]
) -> tuple[str, ...]:
    """Return what can stand in the same place in a dish, allowed for this person.

    An equivalent has no listed path to an allergen, is not disliked and not forbidden under a
    diet. Limits per serving depend on the amounts: they are for the caller to hold it against.
    """
    canonical_name = canonical(name)
    avoided, unliked, diets = tuple(allergies), tuple(dislikes), tuple(diets)
    found: dict[str, None] = {}
    for row in rows("equivalents"):
        members = split(row["members"])
        if canonical_name in members:
            found |= dict.fromkeys(member for member in members if member != canonical_name)
    return tuple(
        other
        for other in found
        if all(check(other, allergen).kind is VerdictKind.NO_LISTED_MATCH for allergen in avoided)
        and not any(word.replace(" ", "") in other or canonical(word) == other for word in unliked)
        and next(check_ingredient(diets, other), None) is None
    )
