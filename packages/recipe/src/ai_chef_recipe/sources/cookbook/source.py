"""The recipe book: recipes written for this project, chosen by computation."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from ai_chef_common.clock import Clock, iso, utc_now
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import RecipeOrigin, RecipeSourceKind
from ai_chef_common.errors import NoRecipeFits
from ai_chef_food.diets import waived_limits
from ai_chef_food.household import canonical_names, is_among
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.parsing import parse_recipe
from ai_chef_recipe.sources.base import Attempt, DraftResult
from ai_chef_recipe.sources.cookbook.format import BookRecipe


@cache
def book() -> tuple[BookRecipe, ...]:
    """Return every recipe of the book, sorted by id (the file's name)."""
    pages = files(__package__).joinpath("recipes").iterdir()
    return tuple(
        BookRecipe(id=page.name.removesuffix(".json"), **json.loads(page.read_text("utf-8")))
        for page in sorted(pages, key=lambda page: page.name)
        if page.name.endswith(".json")
    )


class BookSource:
    """Offers the recipes of the target one by one: the same session always in the same order."""

    def __init__(self, clock: Clock = utc_now, recipes: Sequence[BookRecipe] | None = None) -> None:
        self._clock = clock
        self._recipes = book() if recipes is None else tuple(recipes)

    def begin(self, profile: Profile, seed: str) -> Attempt:
        """Begin with the recipes that use most of what is at hand; among equals `seed` decides."""
        return _BookAttempt(self._recipes, profile, seed, self._clock)


class _BookAttempt:
    def __init__(
        self, recipes: Sequence[BookRecipe], profile: Profile, seed: str, clock: Clock
    ) -> None:
        self._all = recipes
        self._profile = profile
        self._clock = clock
        have = canonical_names(profile.available_ingredients)
        self._left = iter(
            sorted(
                (recipe for recipe in recipes if _is_for_target(recipe, profile)),
                key=lambda recipe: (-_used(recipe, have), _shuffled(seed, recipe.id)),
            )
        )

    def next_draft(self, violations: Sequence[Violation]) -> DraftResult:
        """Return the next recipe, scaled to the servings asked for.

        Raises
        ------
        NoRecipeFits
            None is left. Names the wishes that could not be met.
        """
        recipe = next(self._left, None)
        if recipe is None:
            raise NoRecipeFits(unmet_wishes(self._profile, self._all))
        origin = RecipeOrigin(
            kind=RecipeSourceKind.BOOK, id=recipe.id, generated_at=iso(self._clock())
        )
        return DraftResult(origin=origin, draft=recipe.draft(self._profile.servings))


def _is_for_target(recipe: BookRecipe, profile: Profile) -> bool:
    """Tell whether a recipe is of the target, or may be since a condition overrules the target."""
    return profile.target in recipe.targets or bool(waived_limits(profile.diets))


def _used(recipe: BookRecipe, have: frozenset[str]) -> int:
    return sum(is_among(line.name, have) for line in recipe.ingredients)


def _shuffled(seed: str, recipe_id: str) -> str:
    return hashlib.sha256(f"{seed}/{recipe_id}".encode()).hexdigest()


def unmet_wishes(profile: Profile, recipes: Sequence[BookRecipe]) -> list[GateRule]:
    """Name the wishes without which something would fit.

    First those of which dropping one alone helps; if none does, every wish that some recipe breaks.
    """
    broken = [set(_broken(recipe, profile)) for recipe in recipes]
    alone = {next(iter(rules)) for rules in broken if len(rules) == 1}
    blamed = alone or set().union(*broken)
    return [rule for rule in GateRule if rule in blamed]


def _broken(recipe: BookRecipe, profile: Profile) -> Iterator[GateRule]:
    if not _is_for_target(recipe, profile):
        yield GateRule.TARGET
    yield from judge(parse_recipe(recipe.draft(profile.servings)), profile).broken_rules
