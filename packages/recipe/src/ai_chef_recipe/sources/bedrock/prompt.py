"""What a model is told: the system prompt, and a person's wishes fenced as data."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ai_chef_common.contracts.profile import Profile
from ai_chef_food.diets import limits
from ai_chef_food.household import staples_at_home
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.meal import meal_of
from ai_chef_recipe.gate.verdict import Violation

PROMPT_VERSION = "2026-11-2"
"""Changes with the prompt's file and with the form of the messages; a test holds it to the file."""

TOOL_NAME = "hand_in_recipe"


DESCRIPTION = "완성한 레시피 하나를 낸다."

Output = Literal["tool", "json_schema"]
"""How a draft is handed in: by a forced tool, or as Bedrock's structured output."""

_BY_TOOL = f"`{TOOL_NAME}` 도구로만"
_BY_SCHEMA = "정해진 JSON 형식으로만"


@cache
def system_prompt(output: Output = "tool") -> str:
    """Return the system prompt, in Korean."""
    text = files(__package__).joinpath("recipe-writer.ko.md").read_text("utf-8")
    return text if output == "tool" else text.replace(_BY_TOOL, _BY_SCHEMA)


@cache
def tool() -> dict[str, Any]:
    """Return the Converse tool whose input is a `RecipeDraft`, without references in its schema."""
    return {
        "toolSpec": {
            "name": TOOL_NAME,
            "description": DESCRIPTION,
            "inputSchema": {"json": _schema()},
        }
    }


@cache
def output_format() -> dict[str, Any]:
    """Return Converse's ``outputConfig`` that makes the model's text a `RecipeDraft`."""
    schema = json.dumps(_closed(_schema()), ensure_ascii=False, separators=(",", ":"))
    structure = {"schema": schema, "name": TOOL_NAME, "description": DESCRIPTION}
    return {"textFormat": {"type": "json_schema", "structure": {"jsonSchema": structure}}}


def _schema() -> dict[str, Any]:
    schema = RecipeDraft.model_json_schema()
    inlined: dict[str, Any] = _inlined(schema, schema.pop("$defs", {}))
    return inlined


_UNSUPPORTED = frozenset(
    {"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "default"}
)
"""What Bedrock's structured output refuses in a schema (User Guide, "Get validated JSON results");
the gate holds drafts to it all the same."""


def _closed(schema: Any) -> Any:
    """Return a schema as structured output takes it: no bounds, every field named and required."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _closed(value) for key, value in schema.items() if key not in _UNSUPPORTED}
    if kept.get("type") == "object":
        kept |= {"additionalProperties": False, "required": list(kept["properties"])}
    return kept


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """Replace every reference by what it names: not every model family follows references."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = definitions[schema["$ref"].rsplit("/", 1)[-1]]
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return _inlined(named | beside, definitions)
    return {key: _inlined(value, definitions) for key, value in schema.items() if key != "title"}


def user_message(
    profile: Profile, previous: RecipeDraft | None = None, facts: Sequence[Violation] = ()
) -> str:
    """Return the request: the profile, and on a repair the draft before and what stands against it.

    Every value is JSON within tags, and ``<`` is written as an escape, so that no text of a
    person or a model can close a tag.
    """
    parts = [_fenced("profile", _wishes(profile))]
    if previous is not None:
        parts.append(_fenced("previous_draft", previous.model_dump(mode="json", exclude_none=True)))
    if facts:
        parts.append(_fenced("facts", [violation.fact for violation in facts]))
        parts.append("위 사실을 모두 고쳐 레시피를 다시 낸다.")
    else:
        parts.append("위 조건에 맞는 레시피 하나를 낸다.")
    return "\n\n".join(parts)


def _wishes(profile: Profile) -> dict[str, Any]:
    wishes = profile.to_json()
    wishes.pop("pantry", None)
    wishes["staplesAtHome"] = sorted(staples_at_home(profile.pantry))
    meal = meal_of(profile.target)
    if meal is not None:
        wishes["meal"] = {"kcal": str(meal.kcal), "proteinG": str(meal.protein_g)}
    wishes["limits"] = [
        {"measure": limit.measure, limit.bound: str(limit.figure), "unit": limit.unit}
        for limit in limits(profile.diets)
    ]
    return wishes


def _fenced(tag: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f"<{tag}>\n{text}\n</{tag}>"
