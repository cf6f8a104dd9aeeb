"""The base of all contract models: camelCase JSON, strict types, no unknown fields, no secrets told."""

import json
import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic.alias_generators import to_camel

from ai_chef_common.clock import from_iso, iso

MAX_NAMED_FIELD = 40
"""A field name quoted in an error is cut here: it comes from outside."""

SESSION_ID_PATTERN = r"^[A-Za-z0-9_-]{1,64}$"


class Contract(BaseModel):
    """A JSON object that crosses a boundary: the workflow's input, a payload, a table item."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        extra="forbid",
        strict=True,
        frozen=True,
    )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON form: camelCase keys, Decimal as text, no absent optional field."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


_PLAIN_TEXT = re.compile(r"^[\w가-힣 ()·,.%/&'+~-]+$")


def _plain(text: str) -> str:
    if not _PLAIN_TEXT.match(text):
        raise ValueError("only letters, digits, spaces and ()·,.%/&'+~- are allowed")
    return text


SessionId = Annotated[str, StringConstraints(pattern=SESSION_ID_PATTERN)]
ExecutionId = Annotated[str, StringConstraints(min_length=1, max_length=256)]
ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    AfterValidator(_plain),
]
"""A name that a person typed: at most 40 characters, nothing that could be markup or a command."""

Timestamp = Annotated[str, AfterValidator(lambda text: iso(from_iso(text)))]
"""An ISO-8601 time with an offset, rewritten as `clock.iso` writes it, so that texts compare."""

Krw = Annotated[int, Field(ge=0, le=100_000_000)]
"""Integer KRW."""


def parse[M: BaseModel](model: type[M], payload: object) -> M:
    """Validate a JSON-like `payload` strictly.

    Strictness is JSON's: an enum or a Decimal may come as text, a number may not come as text,
    ``true`` is no number.

    Raises
    ------
    pydantic.ValidationError
        With every problem at once. Turn it into text with `problems`, which quotes no values.
    """
    return model.model_validate_json(json.dumps(payload, ensure_ascii=False))


def problems(error: ValidationError) -> list[str]:
    """Tell what is wrong as ``field: reason`` lines that never quote a value.

    Enum fields list the allowed values; unknown fields are named (cut to 40 characters).
    """
    told = []
    for item in error.errors(include_url=False, include_input=False):
        place = ".".join(str(part)[:MAX_NAMED_FIELD] for part in item["loc"]) or "input"
        reason = "unknown field" if item["type"] == "extra_forbidden" else item["msg"]
        told.append(f"{place}: {reason}")
    return told
