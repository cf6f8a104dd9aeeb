"""Where recipes come from, chosen in one place; nothing else in this package knows which it is."""

from typing import Literal, Protocol

from ai_chef_common.clock import Clock, utc_now
from ai_chef_common.profile import Profile
from ai_chef_common.recipe import Recipe
from ai_chef_common.settings import StepSettings
from ai_chef_recipe.book import BookSource


class RecipeSource(Protocol):
    """Anything that can write a recipe."""

    def recipe(self, profile: Profile, seed: str) -> Recipe:
        """Return a recipe for `profile`; the same `seed` gives the same one.

        Raises
        ------
        NoRecipeFits
            No recipe satisfies the profile; names the wishes that could not be met.
        RecipeSourceUnavailable
            The source cannot be reached now.
        """
        ...


class RecipeSettings(StepSettings):
    """``RECIPE_SOURCE``: ``book``, the embedded recipe book."""

    recipe_source: Literal["book"]


def choose_source(settings: RecipeSettings, clock: Clock = utc_now) -> RecipeSource:
    """Return the source that the settings name."""
    match settings.recipe_source:
        case "book":
            return BookSource(clock)
