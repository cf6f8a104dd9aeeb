"""What the rest of this package knows of a source of recipes: attempts that yield drafts."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import RecipeOrigin
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.verdict import Violation


class DraftResult(NamedTuple):
    """What an author handed in: a draft, or None and the violations that kept it from being one.

    ``remarks`` are for the person, beside the gate's cautions.
    """

    origin: RecipeOrigin
    draft: RecipeDraft | None
    violations: tuple[Violation, ...] = ()
    remarks: tuple[str, ...] = ()


class Attempt(Protocol):
    """One recipe in the making, for one person."""

    def next_draft(self, violations: Sequence[Violation]) -> DraftResult:
        """Return the next draft, given what stood against the one before (nothing at first).

        Raises
        ------
        NoRecipeFits, RecipeRejected
            The source has no further draft.
        RecipeRefused
            The source refuses to write for this request.
        RecipeSourceUnavailable, RecipeModelThrottled, RecipeModelTimedOut
            The source cannot be used now.
        """
        ...


class RecipeSource(Protocol):
    """Anything that can write recipes."""

    def begin(self, profile: Profile, seed: str) -> Attempt:
        """Begin a recipe for `profile`; the same `seed` begins the same way."""
        ...
