"""The fields of a profile as a person fills them in: read from the contract model, never retyped."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ai_chef_common.contracts.problems import FIELDS
from ai_chef_common.contracts.profile import (
    CookingLevel,
    Cuisine,
    HealthCondition,
    ProfileInput,
    Target,
)

ENUMS: dict[str, type[StrEnum]] = {
    enum.__name__: enum for enum in (Target, HealthCondition, CookingLevel, Cuisine)
}
_SINGULARS = {"allergies": "allergy"}


@dataclass(frozen=True)
class ProfileField:
    """One field: its names, what it may hold, what it means if it is left out.

    ``bounds`` is the least and the most of a number; ``most`` how many values a list may have;
    ``choices`` the codes to choose from, None if any text or number will do.
    """

    name: str
    json_name: str
    korean: str
    description: str
    is_required: bool
    is_list: bool
    default: Any
    choices: type[StrEnum] | None
    bounds: tuple[int, int] | None
    most: int | None

    @property
    def flag(self) -> str:
        """The option of ``ai-chef run``; one of a list is given once for each value."""
        singular = _SINGULARS.get(self.name, self.name)
        if self.is_list and self.name not in _SINGULARS:
            singular = re.sub(r"s$", "", singular)
        return f"--{singular.replace('_', '-')}"


@cache
def profile_fields() -> tuple[ProfileField, ...]:
    """Return every field, in the model's order."""
    properties = ProfileInput.model_json_schema()["properties"]
    return tuple(
        _field(name, properties[str(info.alias)], info)
        for name, info in ProfileInput.model_fields.items()
    )


def _field(name: str, schema: dict[str, Any], info: Any) -> ProfileField:
    shape = next(choice for choice in schema.get("anyOf", [schema]) if choice.get("type") != "null")
    is_list = shape.get("type") == "array"
    value = shape["items"] if is_list else shape
    return ProfileField(
        name=name,
        json_name=info.alias,
        korean=FIELDS[info.alias],
        description=info.description,
        is_required=info.is_required(),
        is_list=is_list,
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        choices=ENUMS.get(value.get("$ref", "").rsplit("/", 1)[-1]),
        bounds=(value["minimum"], value["maximum"]) if "minimum" in value else None,
        most=shape.get("maxItems"),
    )
