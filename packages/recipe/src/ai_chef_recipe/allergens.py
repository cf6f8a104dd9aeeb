"""Labelled allergens of a recipe, by the table of `food`, whichever source wrote the recipe."""

from ai_chef_common.recipe import AllergenFinding, Allergens, Recipe
from ai_chef_food.allergens import listed


def with_allergens(recipe: Recipe) -> Recipe:
    """Return `recipe` with what the table lists; a claim that it came with is replaced."""
    found: list[AllergenFinding] = []
    not_assessed: list[str] = []
    for line in recipe.ingredients:
        paths = listed(line.name)
        if paths is None:
            not_assessed.append(line.name)
            continue
        found += [
            AllergenFinding(allergen=allergen, path=list(path)) for allergen, path in paths.items()
        ]
    told = Allergens(found=found, not_assessed=not_assessed)
    return recipe.model_copy(update={"allergens": told})
