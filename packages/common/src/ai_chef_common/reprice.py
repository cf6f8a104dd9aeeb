"""What a result tells of the profile that it was made for: enough to price its recipe again."""

from typing import Any

from ai_chef_common.contracts.profile import CookingLevel, Target
from ai_chef_common.contracts.result import Result


def profile_of(result: Result) -> dict[str, Any]:
    """Return a profile with the target, conditions, allergies, servings and budget of a result.

    The cook's level does not matter for a recipe that is written; dislikes and pantry are not kept.
    """
    recipe = result.recipe
    target, *conditions = recipe.diets or [Target.GENERAL.value]
    verdicts = recipe.allergens.verdicts if recipe.allergens else []
    profile: dict[str, Any] = {
        "target": target,
        "healthConditions": conditions,
        "allergies": [verdict.allergen for verdict in verdicts],
        "cookingLevel": CookingLevel.ADVANCED.value,
        "servings": recipe.servings,
        "availableIngredients": list(recipe.ingredients_at_hand),
    }
    return profile | ({"budget": result.budget.limit} if result.budget else {})
