"""What a profile asks of a recipe: each wish is one rule that a book recipe meets or breaks.

The wishes stand in the order in which they are told to a person. A wish is named by the profile's
field, never by its value, which may be health data.
"""

from collections.abc import Callable, Iterable

from ai_chef_common.profile import Profile
from ai_chef_food.allergens import VerdictKind, check, expand
from ai_chef_food.ingredients import canonical
from ai_chef_recipe.book_format import BookRecipe

Rule = Callable[[Profile, BookRecipe], bool]


def meets_target(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether the recipe was written for the target."""
    return profile.target in recipe.targets


def suits_health_conditions(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether the recipe is declared suitable for every condition."""
    return set(profile.health_conditions) <= set(recipe.suits)


def leaves_out_allergens(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether the table knows every ingredient and lists no path to any of the allergens.

    An ingredient that cannot be assessed counts as a match: absence is not proven by ignorance.
    """
    return all(
        check(ingredient.name, allergen).kind is VerdictKind.NO_LISTED_MATCH
        for allergy in profile.allergies
        for allergen in expand(allergy)
        for ingredient in recipe.ingredients
    )


def leaves_out_dislikes(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether no disliked ingredient is in it, by name, synonym or part of a name."""
    return not any(
        _mentions(dislike, ingredient.name)
        for dislike in profile.dislikes
        for ingredient in recipe.ingredients
    )


def suits_level(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether a cook of this level manages it."""
    return recipe.level.rank <= profile.cooking_level.rank


def fits_time(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether it is done within the minutes given."""
    return profile.max_cooking_minutes is None or recipe.minutes <= profile.max_cooking_minutes


def fits_cuisine(profile: Profile, recipe: BookRecipe) -> bool:
    """Tell whether it is of the kitchen asked for."""
    return profile.cuisine is None or recipe.cuisine == profile.cuisine


WISHES: dict[str, Rule] = {
    "target": meets_target,
    "healthConditions": suits_health_conditions,
    "allergies": leaves_out_allergens,
    "dislikes": leaves_out_dislikes,
    "cookingLevel": suits_level,
    "maxCookingMinutes": fits_time,
    "cuisine": fits_cuisine,
}


def fitting(profile: Profile, recipes: Iterable[BookRecipe]) -> list[BookRecipe]:
    """Return the recipes that meet every wish, in their order."""
    return [recipe for recipe in recipes if all(rule(profile, recipe) for rule in WISHES.values())]


def unmet_wishes(profile: Profile, recipes: Iterable[BookRecipe]) -> list[str]:
    """Name the wishes without which something would fit.

    First those of which dropping one alone helps; if none does, every wish that some recipe breaks.
    """
    recipes = list(recipes)
    broken = [
        {wish for wish, rule in WISHES.items() if not rule(profile, recipe)} for recipe in recipes
    ]
    alone = {next(iter(wishes)) for wishes in broken if len(wishes) == 1}
    blamed = alone or set().union(*broken)
    return [wish for wish in WISHES if wish in blamed]


def _mentions(word: str, ingredient_name: str) -> bool:
    plain = word.replace(" ", "")
    if plain in ingredient_name.replace(" ", ""):
        return True
    known = canonical(word)
    return known is not None and known == canonical(ingredient_name)
