"""Where a profile comes from: a file, options of the command, or a person who is asked."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ai_chef_cli.profile_fields import ProfileField, profile_fields
from ai_chef_common.contracts.base import PayloadInvalid, parse
from ai_chef_common.contracts.labels import label
from ai_chef_common.contracts.problems import Problem
from ai_chef_common.contracts.profile import ProfileInput, Target
from ai_chef_common.errors import InvalidInput
from ai_chef_common.normalize import normalize

ASKED = frozenset({
    "target", "health_conditions", "allergies", "cooking_level", "budget", "servings",
    "max_cooking_minutes", "available_ingredients", "dislikes",
})  # fmt: skip
"""Fields that a person is asked for; the others are for who knows them."""


class ProfileUnreadable(Exception):
    """A profile cannot be read; the text tells the person what to do."""


def read_file(file: Path) -> dict[str, Any]:
    """Return the profile in a JSON file, unchecked.

    Raises
    ------
    ProfileUnreadable
        It is missing, or holds no JSON object.
    """
    try:
        # Windows' editors write a mark at the beginning, which is no JSON.
        given = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ProfileUnreadable(
            f"프로필 파일 '{file}'을 읽을 수 없습니다: {error.strerror}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ProfileUnreadable(
            f"프로필 파일 '{file}'이 올바른 JSON이 아닙니다. 쉼표와 따옴표를 확인해 주세요."
        ) from error
    if not isinstance(given, dict):
        raise ProfileUnreadable(f"프로필 파일 '{file}'에는 JSON 객체가 있어야 합니다.")
    return given


def from_flags(flags: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the options of a command say of a profile: JSON name and value, unchecked.

    Parameters
    ----------
    flags
        What was typed by the name of the field; None or an empty list where nothing was.

    Raises
    ------
    ProfileUnreadable
        A number is none.
    """
    given = {}
    for field in profile_fields():
        typed = flags.get(field.name)
        if not typed and typed != "":  # an option that was not given
            continue
        if field.is_list:
            given[field.json_name] = [part for text in typed for part in _parts(field, text)]
        else:
            given[field.json_name] = _value(field, typed)
    return given


def _value(field: ProfileField, typed: str) -> Any:
    """Return what a person typed as the field holds it: a list is separated by commas."""
    if field.is_list:
        return _parts(field, typed)
    if field.bounds is None:
        return typed.strip()
    try:
        return int(typed.strip().replace(",", "").removesuffix("원"))
    except ValueError:
        raise ProfileUnreadable(f"{field.korean}: 정수로 적어 주세요.") from None


def _parts(field: ProfileField, typed: str) -> list[str]:
    """Split a list that was typed; a recipe's name may hold commas itself."""
    parts = [typed] if field.name == "not_again" else typed.split(",")
    return [part.strip() for part in parts if part.strip()]


def problems(profile: object) -> list[Problem]:
    """Return what is wrong with a profile, names that cannot be read included; nothing if it is fine."""
    try:
        normalize(parse(ProfileInput, profile))
    except (PayloadInvalid, InvalidInput) as error:
        return list(error.problems)
    return []


def can_ask() -> bool:
    """Tell whether somebody sits at the terminal, and sees what is asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(say: Callable[[str], None]) -> dict[str, Any]:
    """Ask for a profile, field by field, until every answer can be used.

    Parameters
    ----------
    say
        Shows a line to the person.

    Raises
    ------
    EOFError
        The person has nothing more to say.
    """
    say("식단 프로필을 여쭤봅니다. 여러 개는 쉼표로 나누고, 그냥 Enter를 누르면 넘어갑니다.")
    given: dict[str, Any] = {}
    for field in profile_fields():
        if field.name in ASKED:
            given |= _ask_for(field, say)
    return given


def _ask_for(field: ProfileField, say: Callable[[str], None]) -> dict[str, Any]:
    choices = list(field.choices or [])
    for number, choice in enumerate(choices, start=1):
        say(f"  {number}. {label(choice)} ({choice})")
    while True:
        typed = input(f"{field.korean}{_hint(field)}: ").strip()
        if not typed and not field.is_required:
            return {}
        try:
            answer = {field.json_name: _value(field, _by_number(typed, choices))}
        except ProfileUnreadable as error:
            say(str(error))
            continue
        wrong = problems({"target": Target.GENERAL} | answer)
        if not wrong:
            return answer
        for problem in wrong:
            say(problem.for_people())


def _by_number(typed: str, choices: list[Any]) -> str:
    """Replace the numbers of a list of choices by their codes."""
    if not choices:
        return typed
    numbered = {str(number): str(choice) for number, choice in enumerate(choices, start=1)}
    return ",".join(numbered.get(part.strip(), part.strip()) for part in typed.split(","))


def _hint(field: ProfileField) -> str:
    if field.is_required:
        return " (번호나 이름)"
    if field.choices:
        default = "Enter" if field.is_list else label(field.default)
        return f" (번호나 이름, 없으면 {default})"
    if field.bounds:
        least, most = field.bounds
        default = f", 없으면 {field.default}" if field.default is not None else ""
        return f" ({least:,}~{most:,}{default})"
    return " (없으면 Enter)"
