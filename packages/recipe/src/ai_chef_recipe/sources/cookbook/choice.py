"""In which order the book offers its recipes to one person.

What will keep to the budget comes first, then the cheapest. Among those within it the recipes that
use most of what is at home come first, and a seed decides among the best of them, so that one
session always gets the same dish and sessions get different ones.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from math import log
from typing import NamedTuple

from ai_chef_common.contracts.profile import Profile, Target
from ai_chef_food.diets import waived_limits
from ai_chef_food.units import to_grams
from ai_chef_recipe.estimate import Estimate, estimate
from ai_chef_recipe.home import Home
from ai_chef_recipe.sources.cookbook.format import BookRecipe
from ai_chef_recipe.sources.cookbook.rice import COOKED_RICE

RICE_IS_COOKED_FROM = 3
"""Servings from which rice is cooked: a bag of rice costs less than three instant packs."""

CHOSEN_FROM = {Target.FRIDGE: 24}
CHOSEN_FROM_ELSE = 40
"""How many of the recipes that use most of what is at home the seed decides among: few where that
is what the person asks for, more where it is only welcome."""

CHANCE_PER_USE = 2
"""How much likelier among those a recipe is with each more of what is at home that it uses."""


class Candidate(NamedTuple):
    """One recipe as this person would cook it.

    ``uses`` names what the profile names and the recipe uses; ``to_buy`` counts its other
    ingredients but for staples.
    """

    recipe: BookRecipe
    cooks_rice: bool
    estimate: Estimate
    uses: frozenset[str]
    to_buy: int


class _Line(NamedTuple):
    name: str
    grams: Decimal | None


def is_for_target(recipe: BookRecipe, profile: Profile) -> bool:
    """Tell whether a recipe is of the target, or may be since a condition overrules the target.

    Baby food is never for others, nor the other way round. Whoever empties a fridge may cook anything
    that is for everybody.
    """
    if (profile.target is Target.BABY_FOOD) != (Target.BABY_FOOD in recipe.targets):
        return False
    if profile.target is Target.FRIDGE and Target.GENERAL in recipe.targets:
        return True
    return profile.target in recipe.targets or bool(waived_limits(profile.diets))


def in_order(
    recipes: Iterable[BookRecipe],
    profile: Profile,
    seed: str,
    passes: Callable[[Candidate], bool],
) -> Iterator[Candidate]:
    """Yield the recipes for a person, best first, each once.

    Parameters
    ----------
    passes
        Whether the gate lets a candidate through; asked only while the best are looked for.
    """
    home = Home(profile)
    candidates = sorted(
        (_candidate(recipe, profile, home) for recipe in recipes if is_for_target(recipe, profile)),
        key=lambda candidate: _turn(seed, candidate),
    )
    within = [one for one in candidates if one.estimate.is_within(profile.budget)]
    over = [one for one in candidates if not one.estimate.is_within(profile.budget)]
    if home.named:
        yield from _most_used_first(within, profile, passes)
    else:
        yield from within
    yield from sorted(over, key=_cost)


def _most_used_first(
    candidates: Sequence[Candidate], profile: Profile, passes: Callable[[Candidate], bool]
) -> Iterator[Candidate]:
    """Yield those that pass, in groups by how much of what is at home they use.

    Within a group the order of `candidates` stays.
    """
    size = CHOSEN_FROM.get(profile.target, CHOSEN_FROM_ELSE)
    place = {one.recipe.id: number for number, one in enumerate(candidates)}
    group: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: (-len(one.uses), one.to_buy)):
        if passes(candidate):
            group.append(candidate)
        if len(group) == size:
            yield from sorted(group, key=lambda one: place[one.recipe.id])
            group = []
    yield from sorted(group, key=lambda one: place[one.recipe.id])


def _cost(candidate: Candidate) -> tuple[bool, int, int]:
    estimated = candidate.estimate
    return not estimated.is_whole, estimated.checkout, estimated.used


def _candidate(recipe: BookRecipe, profile: Profile, home: Home) -> Candidate:
    plain = _as_cooked(recipe, profile, home, cooks_rice=False)
    if not recipe.needs_cooked_rice or not _has_time_for_rice(recipe, profile):
        return plain
    with_rice = _as_cooked(recipe, profile, home, cooks_rice=True)
    is_at_hand = any(home.has(line.name) for line in recipe.ingredients if line.name in COOKED_RICE)
    if is_at_hand:
        return plain
    is_preferred = profile.servings >= RICE_IS_COOKED_FROM or len(with_rice.uses) > len(plain.uses)
    saves_the_budget = with_rice.estimate.is_within(
        profile.budget
    ) and not plain.estimate.is_within(profile.budget)
    return with_rice if is_preferred or saves_the_budget else plain


def _has_time_for_rice(recipe: BookRecipe, profile: Profile) -> bool:
    if profile.max_cooking_minutes is None:
        return True
    steps = recipe.steps_for(profile.servings, cooks_rice=True)
    return sum(step.minutes for step in steps) <= profile.max_cooking_minutes


def _as_cooked(recipe: BookRecipe, profile: Profile, home: Home, *, cooks_rice: bool) -> Candidate:
    lines = [
        _Line(line.name, _grams(line.name, line.amount, line.unit))
        for line in recipe.lines(profile.servings, cooks_rice=cooks_rice)
    ]
    uses = frozenset(item for line in lines for item in home.used_by(line.name))
    to_buy = sum(not home.has(line.name) for line in lines)
    return Candidate(recipe, cooks_rice, estimate(lines, home), uses, to_buy)


@lru_cache(maxsize=4096)
def _grams(name: str, amount: str, unit: str) -> Decimal | None:
    return to_grams(name, Decimal(amount), unit)


def _turn(seed: str, candidate: Candidate) -> float:
    """Return when a candidate's turn comes: at random by `seed`, sooner the more it uses.

    A weighted order without replacement (Efraimidis and Spirakis 2006): the least of -ln(u) / weight.
    """
    digest = hashlib.sha256(f"{seed}/{candidate.recipe.id}".encode()).digest()
    chance = (int.from_bytes(digest[:8]) + 1) / 2**64
    weight: int = CHANCE_PER_USE ** len(candidate.uses)
    return -log(chance) / weight
