"""Writing one recipe: drafts from a source, each through the gate, until one passes."""

from collections.abc import Callable

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import (
    AiChefError,
    RecipeModelTimedOut,
    RecipeRefused,
    RecipeRejected,
    TransientError,
)
from ai_chef_recipe.assembly import assemble_recipe
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import Violation
from ai_chef_recipe.parsing import parse_recipe
from ai_chef_recipe.sources.base import RecipeSource

Refused = Callable[[tuple[Violation, ...]], None]
"""Told of every draft that the gate refused, e.g. to count the rules that it broke."""


def generate_recipe(source: RecipeSource, profile: Profile, seed: str, refused: Refused) -> Recipe:
    """Return the first draft of `source` that passes the gate, finished.

    Raises
    ------
    NoRecipeFits, RecipeRejected, RecipeRefused, RecipeSourceUnavailable …
        As the source's `next_draft` does.
    """
    attempt = source.begin(profile, seed)
    violations: tuple[Violation, ...] = ()
    while True:
        written = attempt.next_draft(violations)
        violations = written.violations
        if written.draft is not None:
            recipe = parse_recipe(written.draft)
            judgement = judge(recipe, profile)
            if not judgement.violations:
                return assemble_recipe(recipe, judgement, profile, written.origin, written.remarks)
            violations = judgement.violations
        refused(violations)


def generate_with_fallback(
    source: RecipeSource,
    fallback: RecipeSource | None,
    profile: Profile,
    seed: str,
    refused: Refused,
    *,
    is_last_try: bool,
) -> Recipe:
    """Generate, with `fallback` standing in when no draft of `source` passes or it refuses to write.

    The recipe's source then tells the reason. A failure that may pass by itself is raised, for
    Step Functions to retry, until the last try, but for a model that was too slow: the person has
    waited the whole time that it has. A misconfiguration is always raised: it must not hide behind
    the fallback.
    """
    standing_in: tuple[type[AiChefError], ...] = (
        RecipeRejected,
        RecipeRefused,
        RecipeModelTimedOut,
    )
    if is_last_try:
        standing_in = (*standing_in, TransientError)
    try:
        return generate_recipe(source, profile, seed, refused)
    except standing_in as reason:
        if fallback is None:
            raise
        recipe = generate_recipe(fallback, profile, seed, refused)
        origin = recipe.source.model_copy(update={"fallback_reason": reason.code()})
        return recipe.model_copy(update={"source": origin})
