"""Hand-labelled cases that were written before their authors looked at any table or code.

Each file of ``data/blind`` is frozen: its cases are never edited, and `SETS` holds what the gate made
of it when it was first run. Whatever is mended afterwards makes a set *seen*; the next figure comes
from a new set.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ai_chef_common.contracts.base import PayloadInvalid
from ai_chef_common.errors import InvalidInput
from ai_chef_recipe.gate.verdict import GateRule
from evals.judging import broken_rules

DATA = Path(__file__).with_name("data") / "blind"
WISHES = frozenset({GateRule.ALLERGIES, GateRule.DISLIKES})
DIETS = frozenset({GateRule.TARGET, GateRule.HEALTH_CONDITIONS})


class BlindSet(NamedTuple):
    """One frozen set: its file, when it was frozen and first run, and whether it is still blind."""

    file: str
    frozen: str
    is_blind: bool


FROZEN = {"2026-11-24": "abcdefgh", "2026-11-25": "ijk"}
"""The letters of the sets by the day on which they were frozen."""

SETS = tuple(
    BlindSet(f"{day}-{letter}.jsonl", day, is_blind=False)
    for day, letters in FROZEN.items()
    for letter in letters
)
"""What each of them gave when it was first run stands in docs/recipes.md. All have been used to mend
since: a new figure needs a new set."""


@dataclass(frozen=True)
class BlindCase:
    """A person and a recipe, and whether the recipe may be shown to that person.

    ``where`` is the class: in which part of the recipe or of the wish the difficulty lies.
    """

    id: str
    where: str
    must_refuse: bool
    profile: dict[str, Any]
    recipe: dict[str, Any]
    culprit: str


@cache
def cases(name: str) -> tuple[BlindCase, ...]:
    """Return the cases of one file, in order."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return tuple(_case(json.loads(line)) for line in lines)


def _case(row: dict[str, Any]) -> BlindCase:
    return BlindCase(
        id=row["id"],
        where=row["class"],
        must_refuse=row["expect"] == "refuse",
        profile={"target": "general"} | row["profile"],
        recipe={
            "name": row["name"],
            "description": row["description"],
            "cuisine": "korean",
            "servings": 2,
            "minutes": 30,
            "level": "beginner",
            "ingredients": [_ingredient(text) for text in row["ingredients"]],
            "steps": row["steps"],
        },
        culprit=row.get("culprit") or "",
    )


def _ingredient(text: str) -> dict[str, str]:
    name, amount, unit = (*text.rsplit("|", 2), "", "")[:3]
    return {"name": name, "amount": amount or "1", "unit": unit}


def is_refused(case: BlindCase) -> bool:
    """Tell whether the wish or the recipe of a case is refused, for a reason that the case is about.

    A recipe that breaks another rule only (an amount in 마리 without a weight) counts as shown.
    """
    try:
        broken = broken_rules(case.profile, case.recipe)
    except (PayloadInvalid, InvalidInput):
        return True
    asked = DIETS if case.where == "diet" else WISHES
    return not asked.isdisjoint(broken)


class Score(NamedTuple):
    """How many of a class there are, and which were decided wrongly."""

    total: int
    wrong: tuple[BlindCase, ...]


def scores(chosen: Iterator[BlindCase] | tuple[BlindCase, ...]) -> dict[tuple[str, bool], Score]:
    """Return the score of each class, must-refuse and must-pass apart."""
    totals: Counter[tuple[str, bool]] = Counter()
    wrong: dict[tuple[str, bool], list[BlindCase]] = {}
    for case in chosen:
        kind = case.where, case.must_refuse
        totals[kind] += 1
        if is_refused(case) != case.must_refuse:
            wrong.setdefault(kind, []).append(case)
    return {kind: Score(total, tuple(wrong.get(kind, ()))) for kind, total in totals.items()}
