"""What is wrong with a payload, reported twice: for logs by field and rule, for people in Korean.

Neither text ever quotes a value or the name of an unknown field: both may tell health data.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from ai_chef_common.contracts.labels import labelled

FIELDS = {
    "sessionId": "세션 번호",
    "repriceOf": "가격을 다시 볼 세션 번호",
    "input": "입력",
    "profile": "프로필",
    "target": "식단 목표",
    "healthConditions": "건강 상태",
    "allergies": "알레르기",
    "cookingLevel": "요리 실력",
    "budget": "예산",
    "servings": "인분",
    "maxCookingMinutes": "조리 시간",
    "availableIngredients": "집에 있는 재료",
    "dislikes": "싫어하는 재료",
    "cuisine": "요리 종류",
    "pantry": "집에 있는 양념",
    "notAgain": "다시 보고 싶지 않은 레시피",
    "holder": "세션 열쇠",
    "reader": "읽기 열쇠",
    "name": "이름",
    "description": "소개",
    "ingredients": "재료",
    "amount": "양",
    "unit": "단위",
    "steps": "조리 순서",
    "minutes": "걸리는 시간",
    "level": "요리 실력",
}
"""Korean names of the fields that people and models fill in."""

_RULES = {
    "missing": "꼭 필요한 항목인데 빠졌습니다.",
    "int_type": "따옴표 없는 정수로 적어 주세요.",
    "int_from_float": "소수점 없는 정수로 적어 주세요.",
    "int_parsing": "정수로 적어 주세요.",
    "int_parsing_size": "너무 큰 수입니다. 더 작은 정수로 적어 주세요.",
    "finite_number": "정수로 적어 주세요.",
    "bool_type": "true나 false로 적어 주세요.",
    "string_type": "글자로 적어 주세요.",
    "string_too_short": "비어 있습니다. 한 글자 이상 적어 주세요.",
    "string_too_long": "너무 깁니다. {max_length}자까지 적을 수 있습니다.",
    "list_type": "목록([…])으로 적어 주세요.",
    "too_long": "너무 많습니다. {max_length}개까지 적을 수 있습니다.",
    "too_short": "{min_length}개 이상 적어 주세요.",
    "greater_than_equal": "{ge} 이상이어야 합니다.",
    "less_than_equal": "{le} 이하여야 합니다.",
    "string_pattern_mismatch": "영문자, 숫자, _, -만 쓸 수 있고 64자까지입니다.",
    "session_id": "영문자, 숫자, _, -만 쓸 수 있고 64자까지입니다.",
    "plain_text": "글자, 숫자, 띄어쓰기와 ()·,.%/&'+~:!?- 만 쓸 수 있습니다.",
    "model_type": "항목과 값의 묶음({…})으로 적어 주세요.",
    "dict_type": "항목과 값의 묶음({…})으로 적어 주세요.",
    "input_too_large": "입력이 너무 깁니다. 전체를 {most}바이트보다 짧게 줄여 주세요.",
    "json_invalid": "JSON으로 읽을 수 없습니다.",
}
_ANY_RULE = "형식이 맞지 않습니다."


class Problem(NamedTuple):
    """One thing that is wrong: where, by which rule (English), and what to do (Korean).

    ``hint`` is for the person only, e.g. known names that look like what was typed: it must never
    reach a log or an exception's text.
    """

    field: str
    rule: str
    korean: str
    hint: str = ""

    def for_logs(self) -> str:
        """Return ``field: rule``, in English."""
        return f"{self.field}: {self.rule}"

    def for_people(self) -> str:
        """Return the field by its Korean name, what is wrong and what is allowed."""
        hint = f" {self.hint}" if self.hint else ""
        return f"{korean_name(self.field)}({self.field}): {self.korean}{hint}"


def korean_name(field: str) -> str:
    """Return a path such as ``profile.allergies.0`` as people say it: 알레르기 1번째 값."""
    *above, last = field.split(".")
    parts = [*(part for part in above if part not in {"input", "profile"}), last]
    said = [
        f"{int(part) + 1}번째 값" if part.isdigit() else FIELDS.get(part, part) for part in parts
    ]
    return " ".join(said)


def problems_of(error: ValidationError, payload: object) -> list[Problem]:
    """Return every problem of a payload that broke a model.

    Parameters
    ----------
    payload
        What was validated; an unknown field is reported by its position in it.
    """
    return [
        _problem(item, payload) for item in error.errors(include_url=False, include_input=False)
    ]


def _problem(item: Any, payload: object) -> Problem:
    kind, place, context = item["type"], item["loc"], item.get("ctx") or {}
    if kind == "extra_forbidden":
        number = _position(payload, place)
        return Problem(
            ".".join(map(str, place[:-1])) or "input",
            f"field number {number} is unknown",
            f"{number}번째 항목은 없는 항목입니다. 이름을 확인하거나 빼 주세요.",
        )
    field = ".".join(map(str, place)) or "input"
    if kind == "enum":
        return Problem(field, f"must be {context['expected']}", _allowed(context["expected"]))
    rule = _RULES.get(kind, _ANY_RULE)
    return Problem(field, item["msg"], rule.format_map(_Known(context)))


class _Known(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def _allowed(expected: str) -> str:
    values = expected.replace(" or ", ", ").replace("'", "").split(", ")
    return f"쓸 수 없는 값입니다. 다음 중에서 골라 주세요: {', '.join(labelled(values))}"


def _position(payload: object, place: Sequence[str | int]) -> int:
    """Return the position (from 1) of the field that `place` ends with, within its object."""
    here = payload
    for part in place[:-1]:
        here = here[part] if isinstance(here, dict) else here[int(part)]  # type: ignore[index]
    return list(here).index(place[-1]) + 1 if isinstance(here, dict) else 1
