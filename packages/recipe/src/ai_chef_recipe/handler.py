"""GenerateRecipe: one recipe that fits the profile."""

from ai_chef_common.phases import Phase
from ai_chef_common.recipe import Recipe
from ai_chef_common.runtime import Step
from ai_chef_common.sessions import SessionStore
from ai_chef_common.settings import load_settings
from ai_chef_common.steps import GenerateRecipeRequest
from ai_chef_recipe.allergens import with_allergens
from ai_chef_recipe.nutrition import with_nutrition
from ai_chef_recipe.sources import RecipeSettings, choose_source

settings = load_settings(RecipeSettings)
source = choose_source(settings)


@Step(
    "GenerateRecipe",
    GenerateRecipeRequest,
    begins=Phase.RECIPE_GENERATION,
    ends=Phase.RECIPE_COMPLETED,
    sessions=lambda: SessionStore(settings),
)
def handler(request: GenerateRecipeRequest) -> Recipe:
    """Return a recipe for the profile; the session id decides among those that fit."""
    recipe = source.recipe(request.profile, seed=request.session_id)
    return with_allergens(with_nutrition(recipe))
