"""One way of writing a profile: allergens and ingredients by their canonical Korean names."""

from collections.abc import Iterable

from ai_chef_common.errors import InvalidInput
from ai_chef_common.profile import Profile
from ai_chef_food.allergens import UnknownAllergenError, expand
from ai_chef_food.ingredients import known_as


def normalize(profile: Profile) -> Profile:
    """Return `profile` with canonical names, groups expanded, and nothing twice.

    Raises
    ------
    InvalidInput
        An allergy that is neither a labelled allergen, a group of them, nor a known ingredient:
        a misspelt allergen must never count as one that nothing contains. Names the position.
    """
    return profile.model_copy(
        update={
            "health_conditions": list(dict.fromkeys(profile.health_conditions)),
            "allergies": _allergens(profile.allergies),
            "available_ingredients": _names(profile.available_ingredients),
            "dislikes": _names(profile.dislikes),
            "pantry": None if profile.pantry is None else _names(profile.pantry),
        }
    )


def _allergens(words: Iterable[str]) -> list[str]:
    known: dict[str, None] = {}
    unknown = []
    for position, word in enumerate(words):
        try:
            known |= dict.fromkeys(expand(word))
        except UnknownAllergenError:
            unknown.append(
                f"profile.allergies.{position}: not a labelled allergen or known ingredient; "
                "check the spelling (알레르기 이름의 철자를 확인해 주세요)"
            )
    if unknown:
        raise InvalidInput(unknown)
    return list(known)


def _names(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(known_as, words)))
