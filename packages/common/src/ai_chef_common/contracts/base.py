"""The base of all contract models: camelCase JSON, strict types, no unknown fields, no secrets shown."""

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from ai_chef_common.clock import from_iso, iso
from ai_chef_common.contracts.problems import Problem, problems_of
from ai_chef_food.text import normalize

SESSION_ID_PATTERN = r"[A-Za-z0-9_-]{1,64}"


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


_PLAIN_TEXT = re.compile(r"[\w ()·,.%/&'+~:!?→-]+")
_ODD_SIGNS = re.compile(r"[^\w ()·,.%/&'+~:!?→-]+")


def clean(text: object) -> object:
    """Normalize a text once, where it enters; a control character is left for the rules to refuse."""
    if not isinstance(text, str) or any(unicodedata.category(letter) == "Cc" for letter in text):
        return text
    return normalize(text)


def _plain(text: str) -> str:
    if not _PLAIN_TEXT.fullmatch(text):
        raise PydanticCustomError("plain_text", "only letters, digits, spaces and plain signs")
    return text


def _session_id(text: str) -> str:
    if not is_session_id(text):
        raise PydanticCustomError("session_id", "1 to 64 letters, digits, _ and - of ASCII")
    return text


def is_session_id(text: str) -> bool:
    """Tell whether a text is a session id, whole: a line break at its end is none."""
    return re.fullmatch(SESSION_ID_PATTERN, text) is not None


def _without_odd_signs(text: object) -> object:
    """Replace what `_plain` would refuse: a name that a model wrote must not refuse its reader."""
    cleaned = clean(text)
    return clean(_ODD_SIGNS.sub(" ", cleaned)) if isinstance(cleaned, str) else cleaned


Clean = BeforeValidator(clean)
"""On every text that a person or a model wrote: composed, ordinary width, single spaces."""

SessionId = Annotated[str, AfterValidator(_session_id)]
ExecutionId = Annotated[str, StringConstraints(min_length=1, max_length=256)]
ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    AfterValidator(_plain),
    Clean,
]
"""A name that a person typed: at most 40 characters, nothing that could be markup or a command."""

RecipeName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    BeforeValidator(_without_odd_signs),
]
"""Name or id of a recipe that a person has seen; signs that names need not hold become spaces."""

KeyHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a key in hex: it proves who holds the key, and does not give it away."""

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
    PayloadInvalid
        With every problem at once, none of which quotes a value.
    """
    try:
        return model.model_validate_json(_json(payload))
    except ValidationError as error:
        raise PayloadInvalid(problems_of(error, payload)) from None


def _json(payload: object) -> str:
    """Write a payload as JSON.

    Python refuses to write an integer of more than 4,300 digits, and JSON has no NaN: no contract
    allows either.
    """
    try:
        return json.dumps(payload, ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError):
        rule = "not JSON: an endless number, a number of thousands of digits, or too deep"
        raise PayloadInvalid(
            [Problem("input", rule, "수가 너무 크거나 형식이 맞지 않습니다.")]
        ) from None


class PayloadInvalid(ValueError):
    """A payload breaks its model. Whoever parses names the failure that this is to the session."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.for_logs() for problem in self.problems))
