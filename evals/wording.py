"""The same case in other words: each must-refuse case must stay refused however it is typed."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from evals.blind import BlindCase

Wording = Callable[[BlindCase], BlindCase | None]
"""Returns the case in other words, or None where it has nothing to change."""


def _all_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_all_texts(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _all_texts(item, change) for key, item in value.items()}
    return value


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def decomposed(case: BlindCase) -> BlindCase | None:
    """Return the case as another keyboard sends it: every Hangul syllable in its letters (NFD)."""
    wishes = {
        field: _all_texts(value, _decompose)
        for field, value in case.profile.items()
        if field in {"allergies", "dislikes"}
    }
    recipe = _all_texts(case.recipe, _decompose) | {
        field: case.recipe[field] for field in ("cuisine", "level")
    }
    return replace(case, profile=case.profile | wishes, recipe=recipe)


def decorated(case: BlindCase) -> BlindCase | None:
    """Return the case with ``(심함)`` behind every wish."""
    return _with_wishes(case, "{} (심함)")


def of_domestic_origin(case: BlindCase) -> BlindCase | None:
    """Return the case with ``국내산`` before every wish."""
    return _with_wishes(case, "국내산 {}")


def _with_wishes(case: BlindCase, form: str) -> BlindCase | None:
    wishes = {
        field: [form.format(wish) for wish in case.profile[field]]
        for field in ("allergies", "dislikes")
        if field in case.profile
    }
    longest = max((len(wish) for typed in wishes.values() for wish in typed), default=0)
    return replace(case, profile=case.profile | wishes) if 0 < longest <= LONGEST_WISH else None


LONGEST_WISH = 40


def moved_to_a_step(case: BlindCase) -> BlindCase | None:
    """Return a case whose culprit stands in the list with it in a step instead."""
    name = _listed_culprit(case)
    if name is None:
        return None
    kept = [line for line in case.recipe["ingredients"] if line["name"] != name]
    step = f"마지막에 {name} 넣어 주세요."
    recipe = case.recipe | {
        "ingredients": kept or [{"name": "물", "amount": "200", "unit": "ml"}],
        "steps": [*case.recipe["steps"], step],
    }
    return replace(case, recipe=recipe)


def wrapped_in_parentheses(case: BlindCase) -> BlindCase | None:
    """Return a case whose culprit stands in the list with it as an alternative to water."""
    name = _listed_culprit(case)
    wrapped = f"물(또는 {name})"
    if name is None or len(wrapped) > LONGEST_NAME:
        return None
    lines = [
        line | {"name": wrapped} if line["name"] == name else line
        for line in case.recipe["ingredients"]
    ]
    return replace(case, recipe=case.recipe | {"ingredients": lines})


LONGEST_NAME = 60


def _listed_culprit(case: BlindCase) -> str | None:
    names = [line["name"] for line in case.recipe["ingredients"]]
    return next((name for name in names if name == case.culprit), None)


WORDINGS: dict[str, Wording] = {
    "decomposed": decomposed,
    "decorated": decorated,
    "of domestic origin": of_domestic_origin,
    "moved to a step": moved_to_a_step,
    "in parentheses": wrapped_in_parentheses,
}


def reworded(cases: tuple[BlindCase, ...], wording: Wording) -> Iterator[BlindCase]:
    """Yield every must-refuse case in other words, where that is possible."""
    for case in cases:
        if case.must_refuse and case.where != "diet" and (changed := wording(case)):
            yield changed
