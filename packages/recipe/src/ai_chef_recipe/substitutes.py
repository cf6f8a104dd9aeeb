"""What is at home and can stand in for something that would have to be bought."""

from collections.abc import Sequence

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import HomeSubstitute
from ai_chef_food.diets import keeps_limits
from ai_chef_food.household import equivalents
from ai_chef_recipe.home import Home
from ai_chef_recipe.parsing import ParsedIngredient, ParsedRecipe

MOST_SUBSTITUTES = 3
"""More exchanges make another dish."""


def home_substitutes(recipe: ParsedRecipe, profile: Profile, home: Home) -> list[HomeSubstitute]:
    """Return up to three exchanges that hold together.

    An equivalent has passed the allergies, dislikes and forbidden ingredients of the profile, and
    with it in the same weight every limit of the diets is still kept.
    """
    in_recipe = {line.name for line in recipe.lines}
    replaced: dict[str, str] = {}
    for line in recipe.lines:
        if len(replaced) == MOST_SUBSTITUTES:
            break
        if home.has(line.name):
            continue
        for other in _equivalents(line, profile):
            taken = in_recipe | set(replaced.values())
            tried = replaced | {line.name: other}
            if home.has(other) and other not in taken and _keeps_limits(recipe, tried, profile):
                replaced = tried
                break
    return [HomeSubstitute(ingredient=name, by=other) for name, other in replaced.items()]


def _equivalents(line: ParsedIngredient, profile: Profile) -> Sequence[str]:
    return equivalents(
        line.name,
        allergies=profile.allergies,
        dislikes=profile.dislikes,
        diets=profile.diets,
    )


def _keeps_limits(recipe: ParsedRecipe, replaced: dict[str, str], profile: Profile) -> bool:
    weights = [(replaced.get(line.name, line.name), line.grams) for line in recipe.lines]
    return keeps_limits(profile.diets, weights, recipe.draft.servings)
