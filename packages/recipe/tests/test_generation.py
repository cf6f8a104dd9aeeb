from collections.abc import Callable, Sequence

import pytest

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import (
    AiChefError,
    NoRecipeFits,
    RecipeModelAccessDenied,
    RecipeModelMisconfigured,
    RecipeModelThrottled,
    RecipeModelTimedOut,
    RecipeRefused,
    RecipeRejected,
)
from ai_chef_recipe.gate.verdict import Violation
from ai_chef_recipe.generation import generate_with_fallback
from ai_chef_recipe.sources.base import Attempt, DraftResult, RecipeSource
from ai_chef_recipe.sources.cookbook.source import BookSource

REJECTED = RecipeRejected(["allergies"])


class Failing:
    """A source that always fails in one way."""

    def __init__(self, failure: AiChefError) -> None:
        self.failure = failure

    def begin(self, profile: Profile, seed: str) -> Attempt:
        return self

    def next_draft(self, violations: Sequence[Violation]) -> DraftResult:
        raise self.failure


def fallen_back(
    failure: AiChefError,
    profile: Profile,
    *,
    fallback: RecipeSource | None,
    is_last_try: bool = False,
) -> Recipe:
    return generate_with_fallback(
        Failing(failure), fallback, profile, "x", lambda violations: None, is_last_try=is_last_try
    )


@pytest.mark.parametrize("failure", [REJECTED, RecipeRefused("no"), RecipeModelTimedOut("slow")])
def test_the_book_stands_in_and_says_why(
    wishes: Callable[..., Profile], failure: AiChefError
) -> None:
    recipe = fallen_back(failure, wishes(), fallback=BookSource())

    assert recipe.source.kind == "book"
    assert recipe.source.fallback_reason == type(failure).__name__


def test_without_a_fallback_the_failure_is_raised(wishes: Callable[..., Profile]) -> None:
    with pytest.raises(RecipeRejected):
        fallen_back(REJECTED, wishes(), fallback=None, is_last_try=True)


def test_a_failure_that_may_pass_is_raised_for_a_retry_until_the_last_try(
    wishes: Callable[..., Profile],
) -> None:
    throttled = RecipeModelThrottled("slow down")

    with pytest.raises(RecipeModelThrottled):
        fallen_back(throttled, wishes(), fallback=BookSource())
    recipe = fallen_back(throttled, wishes(), fallback=BookSource(), is_last_try=True)

    assert recipe.source.fallback_reason == "RecipeModelThrottled"


@pytest.mark.parametrize("failure", [RecipeModelAccessDenied("no"), RecipeModelMisconfigured("no")])
def test_a_misconfiguration_never_hides_behind_the_fallback(
    wishes: Callable[..., Profile], failure: AiChefError
) -> None:
    with pytest.raises(type(failure)):
        fallen_back(failure, wishes(), fallback=BookSource(), is_last_try=True)


def test_a_fallback_that_has_nothing_fails_as_it_would_alone(
    wishes: Callable[..., Profile],
) -> None:
    with pytest.raises(NoRecipeFits):
        fallen_back(REJECTED, wishes(), fallback=BookSource(recipes=[]))
