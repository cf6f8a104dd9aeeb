"""GenerateRecipe: one recipe that fits the profile."""

from ai_chef_common import cold_start, metrics
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.contracts.sizes import RECIPE_BYTES
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import load_settings
from ai_chef_common.step import Step
from ai_chef_recipe.gate.verdict import Violation
from ai_chef_recipe.generation import generate_with_fallback
from ai_chef_recipe.requests import GenerateRecipeRequest
from ai_chef_recipe.settings import RecipeSettings
from ai_chef_recipe.wiring import choose_fallback, choose_source

settings = load_settings(RecipeSettings)
store = SessionStore(settings)
source = choose_source(settings)
fallback = choose_fallback(settings)


@Step(
    "GenerateRecipe",
    GenerateRecipeRequest,
    begins=Phase.RECIPE_GENERATION,
    ends=Phase.RECIPE_COMPLETED,
    sessions=store,
    most_bytes=RECIPE_BYTES,
)
def handler(request: GenerateRecipeRequest) -> Recipe:
    """Return a recipe for the profile; the session id decides among those that fit.

    With ``reprice_of`` it is the recipe of that session.
    """
    if request.reprice_of:
        return _reused(request.reprice_of, request.profile)
    refusals = _Refusals(_Progress(request))
    try:
        recipe = generate_with_fallback(
            source,
            fallback,
            request.profile,
            seed=request.session_id,
            refused=refusals,
            is_last_try=request.retry_count >= settings.last_retry,
        )
    finally:
        if refusals.count:
            metrics.emit("GateRefusals", refusals.count, source=settings.recipe_source)
        if refusals.count and settings.recipe_source == "bedrock":
            repairs = min(refusals.count, settings.model_repair_rounds)
            metrics.emit("RepairRounds", repairs, model=settings.model_id)
    if recipe.source.fallback_reason:
        metrics.emit("RecipeFallbacks", reason=recipe.source.fallback_reason)
    return recipe


def _reused(session_id: str, profile: Profile) -> Recipe:
    # Few executions price a recipe anew: the others start cold without the models of results.
    from ai_chef_common.sessions.results import ResultStore  # noqa: PLC0415
    from ai_chef_recipe.reuse import reuse  # noqa: PLC0415

    return reuse(ResultStore(settings.results_table), session_id, profile)


class _Progress:
    """Says at which attempt of the model a session is: a slow one takes minutes."""

    def __init__(self, request: GenerateRecipeRequest) -> None:
        self._request = request
        if request.retry_count:
            self._say(f"다시 시도하는 중 {request.retry_count + 1}/{settings.last_retry + 1}")

    def drafting(self, number: int) -> None:
        """Say that draft `number` is being written, if there is to be one."""
        most = 1 + settings.model_repair_rounds
        if number <= most:
            self._say(f"다시 쓰는 중 {number}/{most}")

    def _say(self, detail: str) -> None:
        if settings.recipe_source == "bedrock":
            store.advance(
                self._request.session_id,
                self._request.execution_id,
                Phase.RECIPE_GENERATION,
                detail,
            )


class _Refusals:
    """Counts refused drafts, and the rules that they broke, by name only."""

    def __init__(self, progress: _Progress) -> None:
        self.count = 0
        self._progress = progress

    def __call__(self, violations: tuple[Violation, ...]) -> None:
        self.count += 1
        for rule in dict.fromkeys(violation.rule.value for violation in violations):
            metrics.emit("GateRulesBroken", rule=rule)
        self._progress.drafting(self.count + 1)


cold_start.end()
