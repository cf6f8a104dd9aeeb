"""Knowing food: how long its import takes, and the check of one recipe."""

import json
from collections.abc import Iterator
from itertools import cycle

from ai_chef_common.contracts.profile import CookingLevel, HealthCondition, Profile, Target
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.parsing import parse_recipe
from ai_chef_recipe.sources.cookbook.source import book
from benchmarks.measure import Line, import_side_by_side, runs_of, side_by_side

IMPORT_FOOD = (
    "import ai_chef_food.allergens, ai_chef_food.amounts, ai_chef_food.diets, "
    "ai_chef_food.ingredients, ai_chef_food.names, ai_chef_food.nutrition, "
    "ai_chef_food.prose, ai_chef_food.units, ai_chef_food.wishes"
)
IMPORT_STANDARD_LIBRARY = "import csv, decimal, enum, functools, pkgutil, re, typing, unicodedata"
IMPORT_LIMIT_MS = 30
CHECK_LIMIT_MS = 5


def lines() -> Iterator[Line]:
    """Yield the figures of `food` and the gate."""
    value, baseline = import_side_by_side(IMPORT_FOOD, IMPORT_STANDARD_LIBRARY, runs=runs_of(15))
    yield Line(
        "import all of ai_chef_food", value, "ms",
        "import what it uses of the standard library", baseline, IMPORT_LIMIT_MS,
    )  # fmt: skip

    profile = Profile(
        target=Target.KETO,
        health_conditions=[HealthCondition.DIABETES, HealthCondition.HYPERTENSION],
        allergies=["땅콩", "갑각류", "우유"],
        dislikes=["오이"],
        cooking_level=CookingLevel.ADVANCED,
        budget=30_000,
    )
    drafts = [recipe.draft(2) for recipe in book()]
    texts = cycle(draft.model_dump_json() for draft in drafts)
    turns = cycle(drafts)
    value, baseline = side_by_side(
        lambda: judge(parse_recipe(next(turns)), profile),
        lambda: RecipeDraft.model_validate(json.loads(next(texts))),
        runs=runs_of(len(drafts) * 3),
    )
    yield Line(
        "read and judge one recipe of the book", value, "ms",
        "parse it from JSON", baseline, CHECK_LIMIT_MS,
    )  # fmt: skip
