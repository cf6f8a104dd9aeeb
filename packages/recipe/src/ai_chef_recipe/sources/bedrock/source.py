"""Recipes written by a model on Amazon Bedrock."""

from collections.abc import Callable, Sequence
from typing import Any

from ai_chef_common.clock import Clock, iso, utc_now
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import RecipeOrigin, RecipeSourceKind
from ai_chef_common.errors import RecipeRefused, RecipeRejected
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.verdict import Violation
from ai_chef_recipe.sources.base import Attempt, DraftResult
from ai_chef_recipe.sources.bedrock.errors import named_failures
from ai_chef_recipe.sources.bedrock.model import Model, Usage, converse_request
from ai_chef_recipe.sources.bedrock.prompt import PROMPT_VERSION, user_message
from ai_chef_recipe.sources.bedrock.reply import Reply, parse_reply

Converse = Callable[..., Any]
"""``converse`` of a client of the Bedrock runtime, or anything that answers like it."""


class BedrockSource:
    """Asks a model; a draft that the gate refuses goes back with the facts against it."""

    def __init__(
        self,
        model: Model,
        converse: Callable[[], Converse],
        metered: Callable[[Usage], None],
        clock: Clock = utc_now,
    ) -> None:
        self.model = model
        self.converse = converse
        self.metered = metered
        self.clock = clock

    def begin(self, profile: Profile, seed: str) -> Attempt:
        """Begin a conversation about one recipe."""
        return _BedrockAttempt(self, profile)


class _BedrockAttempt:
    """At most one draft and `repair_rounds` repairs.

    Each call tells the whole story anew (profile, draft before, facts): no half-finished tool call
    or cut text of an earlier turn can make the conversation invalid.
    """

    def __init__(self, source: BedrockSource, profile: Profile) -> None:
        self._source = source
        self._profile = profile
        self._calls = 0
        self._previous: Reply | None = None

    def next_draft(self, violations: Sequence[Violation]) -> DraftResult:
        """Ask for a draft, or for a repair of the one before.

        Raises
        ------
        RecipeRejected
            The last repair was refused too; names the rules.
        RecipeRefused
            The model or a guardrail refuses, or the model only talks.
        RecipeModelThrottled, RecipeModelTimedOut, RecipeSourceUnavailable
            The model cannot be used now.
        RecipeModelAccessDenied, RecipeModelMisconfigured
            It cannot be used until someone mends the settings.
        """
        if self._calls > self._source.model.repair_rounds:
            if self._previous and self._previous.talked:
                raise RecipeRefused("the model answers with text and never hands in a recipe")
            broken = dict.fromkeys(violation.rule.value for violation in violations)
            raise RecipeRejected(list(broken))
        self._calls += 1
        previous = self._previous.draft if self._previous else None
        self._previous = self._ask(previous, violations)
        origin = RecipeOrigin(
            kind=RecipeSourceKind.BEDROCK,
            id=self._source.model.id,
            generated_at=iso(self._source.clock()),
            prompt_version=PROMPT_VERSION,
        )
        return DraftResult(origin, self._previous.draft, self._previous.violations)

    def _ask(self, previous: RecipeDraft | None, violations: Sequence[Violation]) -> Reply:
        model = self._source.model
        message = user_message(self._profile, previous, violations)
        with named_failures(model.id):
            response = self._source.converse()(**converse_request(model, message))
        self._source.metered(Usage.of(response.get("usage", {})))
        return parse_reply(response)
