"""The recipe of an earlier session, held against the profile once more."""

from ai_chef_common.contracts.profile import Cuisine, Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import RecipeRejected, SessionNotFound
from ai_chef_common.sessions.results import ResultStore
from ai_chef_recipe.assembly import assemble_recipe
from ai_chef_recipe.draft import DraftIngredient, DraftStep, RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.parsing import parse_recipe


def reuse(results: ResultStore, session_id: str, profile: Profile) -> Recipe:
    """Return the recipe of `session_id`, unchanged, if it passes the gate for `profile`.

    Raises
    ------
    SessionNotFound
        The session has no result, or its time has passed.
    RecipeRejected
        It does not fit this profile: another person's, or with new allergies.
    """
    stored = results.get(session_id)
    if stored is None:
        raise SessionNotFound("the session to price anew has no result: start a new one")
    recipe = stored.result.recipe
    reading = parse_recipe(_draft(recipe, profile))
    judgement = judge(reading, profile)
    if judgement.violations:
        raise RecipeRejected([rule.value for rule in judgement.broken_rules])
    return assemble_recipe(reading, judgement, profile, recipe.source)


def _draft(recipe: Recipe, profile: Profile) -> RecipeDraft:
    steps = _steps(recipe)
    return RecipeDraft(
        name=recipe.name,
        description=recipe.description,
        cuisine=profile.cuisine or Cuisine.KOREAN,
        servings=recipe.servings,
        minutes=max(recipe.minutes, sum(step.minutes for step in steps)),
        level=recipe.level,
        ingredients=[
            DraftIngredient(name=line.name, amount=f"{line.amount:f}", unit=line.unit)
            for line in recipe.ingredients
        ],
        steps=steps,
    )


def _steps(recipe: Recipe) -> list[DraftStep]:
    """Return the steps with their minutes, which results of before do not hold."""
    if not recipe.step_minutes:
        return [DraftStep(text=text) for text in recipe.steps]
    return [
        DraftStep(text=text, active=minutes.active, waiting=minutes.waiting)
        for text, minutes in zip(recipe.steps, recipe.step_minutes, strict=True)
    ]
