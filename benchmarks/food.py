"""Knowing food: how long its import takes, and the check of one recipe."""

import json
import subprocess
import sys
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

FIRST_RECIPE = """
import sys, time
from decimal import Decimal
from ai_chef_food.ingredients import names
from ai_chef_food.units import to_grams
from ai_chef_recipe.parsing import parse_recipe
from ai_chef_recipe.sources.cookbook.source import book
draft = book()[0].draft(2)
names()
if sys.argv[1] == "warm":
    to_grams("우유", Decimal(1), "컵"), to_grams("달걀", Decimal(1), "개")
started = time.process_time()
parse_recipe(draft)
print((time.process_time() - started) * 1000)
"""
FIRST_CONVERSION_LIMIT = 1.3
CHECK_LIMIT_MS = 5


def lines() -> Iterator[Line]:
    """Yield the figures of `food` and the gate."""
    value, baseline = import_side_by_side(IMPORT_FOOD, IMPORT_STANDARD_LIBRARY, runs=runs_of(15))
    yield Line(
        "import all of ai_chef_food", value, "ms",
        "import what it uses of the standard library", baseline, IMPORT_LIMIT_MS,
    )  # fmt: skip

    cold, warm = (
        min(_first_recipe(units) for _ in range(runs_of(7))) for units in ("cold", "warm")
    )
    yield Line(
        "first recipe of a process, its amounts in grams", cold, "ms CPU",
        "the same once amounts have been converted", warm, ratio_limit=FIRST_CONVERSION_LIMIT,
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


def _first_recipe(units: str) -> float:
    """Return CPU milliseconds of the first recipe in a new process, its units cold or warm."""
    process = subprocess.run(
        [sys.executable, "-c", FIRST_RECIPE, units], check=True, capture_output=True, text=True
    )
    return float(process.stdout)
