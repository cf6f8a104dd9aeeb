"""The recipe book: recipes written for this project, chosen by computation."""

import json
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.resources import files

from ai_chef_common.clock import Clock, iso, utc_now
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import RecipeOrigin, RecipeSourceKind
from ai_chef_common.errors import NoRecipeFits
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.parsing import parse_recipe
from ai_chef_recipe.sources.base import Attempt, DraftResult
from ai_chef_recipe.sources.cookbook.choice import Candidate, in_order, is_for_target
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
    """Offers the recipes of the target one by one: the same session always in the same order.

    The book is read when the first session needs it: as a fallback it mostly never does.
    """

    def __init__(self, clock: Clock = utc_now, recipes: Sequence[BookRecipe] | None = None) -> None:
        self._clock = clock
        self._recipes = recipes

    def begin(self, profile: Profile, seed: str) -> Attempt:
        """Begin with the best recipe for a person; among equals `seed` decides (see `choice`)."""
        recipes = book() if self._recipes is None else self._recipes
        return _BookAttempt(recipes, profile, seed, self._clock)


class _BookAttempt:
    def __init__(
        self, recipes: Sequence[BookRecipe], profile: Profile, seed: str, clock: Clock
    ) -> None:
        self._all = recipes
        self._profile = profile
        self._clock = clock
        fresh = [recipe for recipe in recipes if recipe.id not in profile.not_again]
        self._left = in_order(fresh, profile, seed, partial(passes, profile))

    def next_draft(self, violations: Sequence[Violation]) -> DraftResult:
        """Return the next recipe, scaled to the servings asked for.

        Raises
        ------
        NoRecipeFits
            None is left. Names the wishes that could not be met.
        """
        candidate = next(self._left, None)
        if candidate is None:
            raise NoRecipeFits(unmet_wishes(self._profile, self._all))
        recipe = candidate.recipe
        origin = RecipeOrigin(
            kind=RecipeSourceKind.BOOK, id=recipe.id, generated_at=iso(self._clock())
        )
        draft = recipe.draft(self._profile.servings, cooks_rice=candidate.cooks_rice)
        return DraftResult(origin, draft, remarks=tuple(self._remarks(candidate)))

    def _remarks(self, candidate: Candidate) -> Iterator[str]:
        if candidate.recipe.months:
            yield f"생후 {candidate.recipe.months}개월 무렵부터 맞는 굳기입니다."
        if not candidate.estimate.is_within(self._profile.budget):
            yield "예산 안에서 만들 수 있는 레시피가 없어 장보기 금액이 가장 낮은 것을 골랐습니다."


def passes(profile: Profile, candidate: Candidate) -> bool:
    """Tell whether the gate lets a candidate through to `profile`."""
    draft = candidate.recipe.draft(profile.servings, cooks_rice=candidate.cooks_rice)
    return not judge(parse_recipe(draft), profile).violations


def unmet_wishes(profile: Profile, recipes: Sequence[BookRecipe]) -> list[GateRule]:
    """Name the wishes without which something would fit.

    First those of which dropping one alone helps; if none does, every wish that some recipe breaks.
    """
    broken = [set(_broken(recipe, profile)) for recipe in recipes]
    alone = {next(iter(rules)) for rules in broken if len(rules) == 1}
    blamed = alone or set().union(*broken)
    return [rule for rule in GateRule if rule in blamed]


def _broken(recipe: BookRecipe, profile: Profile) -> Iterator[GateRule]:
    if not is_for_target(recipe, profile):
        yield GateRule.TARGET
    if recipe.id in profile.not_again:
        yield GateRule.NOT_AGAIN
    yield from judge(parse_recipe(recipe.draft(profile.servings)), profile).broken_rules
