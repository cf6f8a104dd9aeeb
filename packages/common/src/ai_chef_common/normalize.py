"""One way of writing a profile: wishes by what they stand for, ingredients by canonical names."""

from collections.abc import Callable, Iterable, Sequence

from ai_chef_common.contracts.problems import Problem
from ai_chef_common.contracts.profile import Profile, ProfileInput, ResolvedWish
from ai_chef_common.errors import InvalidInput
from ai_chef_food.ingredients import canonical_or_same
from ai_chef_food.wishes import (
    OpenDishError,
    UnknownWishError,
    resolve_allergy,
    resolve_dislike,
)

UNKNOWN = "아는 재료 이름이 아닙니다. 철자를 확인하거나 재료 이름 하나씩 적어 주세요."
OPEN_DISH = "여러 재료로 만드는 음식입니다. 피해야 하는 재료 이름을 적어 주세요."


def normalize(profile: ProfileInput) -> Profile:
    """Return `profile` with its wishes resolved, canonical names, and nothing twice.

    Raises
    ------
    InvalidInput
        An allergy or dislike that cannot be read: a misspelt allergen must never count as one that
        nothing contains. Names the position; the nearest known names go to the person only.
    """
    problems: list[Problem] = []
    allergies = _resolved("allergies", profile.allergies, resolve_allergy, problems)
    dislikes = _resolved("dislikes", profile.dislikes, resolve_dislike, problems)
    if problems:
        raise InvalidInput(problems)
    return Profile.model_validate(
        dict(profile)
        | {
            "health_conditions": list(dict.fromkeys(profile.health_conditions)),
            "allergies": _once(meant for wish in allergies for meant in wish.means),
            "dislikes": _once(meant for wish in dislikes for meant in wish.means),
            "resolved_allergies": [wish for wish in allergies if wish.means != [wish.typed]],
            "available_ingredients": _names(profile.available_ingredients),
            "pantry": None if profile.pantry is None else _names(profile.pantry),
        }
    )


def _resolved(
    field: str,
    typed: Sequence[str],
    resolve: Callable[[str], tuple[str, ...]],
    problems: list[Problem],
) -> list[ResolvedWish]:
    """Resolve every wish of a field; those that cannot be read are added to `problems`."""
    wishes = []
    for position, wish in enumerate(typed):
        try:
            wishes.append(ResolvedWish(typed=wish, means=list(resolve(wish))))
        except UnknownWishError as error:
            problems.append(
                Problem(
                    f"profile.{field}.{position}",
                    str(error),
                    OPEN_DISH if isinstance(error, OpenDishError) else UNKNOWN,
                    f"혹시 {', '.join(error.nearest)}인가요?" if error.nearest else "",
                )
            )
    return wishes


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _names(words: Iterable[str]) -> list[str]:
    return _once(map(canonical_or_same, words))
