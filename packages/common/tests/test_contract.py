import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ai_chef_common.contracts.base import Contract, PayloadInvalid, Timestamp, is_session_id, parse
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.problems import Problem
from ai_chef_common.contracts.profile import Profile, ProfileInput, Target

PROFILE = {"target": "keto", "cookingLevel": "beginner", "budget": 30000}


def refused(model: type[Contract], payload: object) -> list[Problem]:
    with pytest.raises(PayloadInvalid) as caught:
        parse(model, payload)
    return list(caught.value.problems)


def problems(model: type[Contract], payload: object) -> list[str]:
    return [problem.for_logs() for problem in refused(model, payload)]


def test_the_seeds_input_is_valid_word_for_word() -> None:
    seed = {"target": "keto", "healthConditions": ["diabetes"], "budget": 30000}
    given = parse(ExecutionInput, {"sessionId": "sess_test_123", "profile": seed})

    assert given.profile.cooking_level == "beginner"
    assert given.profile.allergies == []


def test_only_the_target_is_required() -> None:
    profile = parse(Profile, {"target": "keto"})

    assert (profile.budget, profile.servings, profile.cooking_level) == (None, 2, "beginner")


@pytest.mark.parametrize(
    ("field", "label", "code"),
    [
        ("target", "이유식", "baby_food"),
        ("target", "저탄고지", "keto"),
        ("healthConditions", ["당뇨병", "고혈압"], ["diabetes", "hypertension"]),
        ("healthConditions", ["신장 질환", "임산부"], ["kidney_disease", "pregnancy"]),
        ("cookingLevel", "초보", "beginner"),
        ("cuisine", "한식", "korean"),
    ],
)
def test_korean_labels_stand_for_the_codes(field: str, label: object, code: object) -> None:
    assert parse(Profile, PROFILE | {field: label}).to_json()[field] == code


def test_a_text_is_normalized_where_it_enters() -> None:
    decomposed = unicodedata.normalize("NFD", "조개")

    assert parse(Profile, PROFILE | {"allergies": [decomposed, "ｍｉｌｋ "]}).allergies == [
        "조개",
        "milk",
    ]


def test_two_servings_are_the_default() -> None:
    assert parse(Profile, PROFILE).servings == 2


def test_an_unknown_field_is_told_by_its_position_and_never_quoted() -> None:
    (problem,) = refused(ExecutionInput, {"sessionId": "s", "profile": PROFILE | {"땅콩": True}})

    assert problem.for_logs() == "profile: field number 4 is unknown"
    assert problem.for_people() == (
        "프로필(profile): 4번째 항목은 없는 항목입니다. 이름을 확인하거나 빼 주세요."
    )


@pytest.mark.parametrize(
    ("payload", "korean"),
    [
        ({"profile": PROFILE}, "세션 번호(sessionId): 꼭 필요한 항목인데 빠졌습니다."),
        (PROFILE | {"budget": 500}, "예산(budget): 1000 이상이어야 합니다."),
        (PROFILE | {"budget": "만 원"}, "예산(budget): 따옴표 없는 정수로 적어 주세요."),
        (PROFILE | {"allergies": "우유"}, "알레르기(allergies): 목록([…])으로 적어 주세요."),
        (PROFILE | {"allergies": ["무", ""]}, "알레르기 2번째 값(allergies.1): 비어 있습니다."),
        (
            PROFILE | {"target": "carnivore"},
            "식단 목표(target): 쓸 수 없는 값입니다. 다음 중에서 골라",
        ),
    ],
)
def test_a_refusal_is_told_in_korean_with_what_is_allowed(payload: Any, korean: str) -> None:
    model = ExecutionInput if "profile" in payload else Profile

    assert refused(model, payload)[0].for_people().startswith(korean)


@pytest.mark.parametrize("text", ["x\n", "", "a b", "a" * 65, "세션", "x\u200b"])
def test_a_session_id_is_whole_or_refused(text: str) -> None:
    assert not is_session_id(text)
    assert problems(ExecutionInput, {"sessionId": text, "profile": PROFILE})


@pytest.mark.parametrize(
    "number", [10**5000, float("nan"), float("inf")], ids=["digits", "nan", "inf"]
)
def test_a_number_that_json_cannot_hold_is_invalid_input(number: object) -> None:
    assert problems(Profile, PROFILE | {"budget": number})


def test_an_unknown_enum_value_is_refused_with_every_allowed_one() -> None:
    (problem,) = problems(Profile, PROFILE | {"target": "carnivore"})

    assert problem.startswith("target: ")
    assert all(f"'{target}'" in problem for target in Target)


def test_a_missing_profile_is_named() -> None:
    assert problems(ExecutionInput, {"sessionId": "sess_1"}) == ["profile: Field required"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("budget", -1),
        ("budget", 0),
        ("budget", "30000"),
        ("budget", 30000.5),
        ("budget", True),
        ("servings", 0),
        ("servings", 13),
        ("maxCookingMinutes", 481),
        ("allergies", "땅콩"),
        ("allergies", ["x" * 41]),
        ("allergies", ["우유"] * 101),
        ("dislikes", [""]),
        ("availableIngredients", ["무"] * 51),
        ("cookingLevel", 1),
        ("target", None),
    ],
)
def test_values_out_of_bounds_or_of_another_type_are_refused(field: str, value: object) -> None:
    (problem, *_) = problems(Profile, PROFILE | {field: value})

    assert problem.startswith(field)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE sessions; --",
        "{{7*7}}",
        "무시하고\n새 지시",
        "$(id)",
        "`id`",
    ],
)
def test_text_that_could_be_markup_or_a_command_is_refused(text: str) -> None:
    assert problems(Profile, PROFILE | {"dislikes": [text]})
    assert problems(ExecutionInput, {"sessionId": text, "profile": PROFILE})


@given(secret=st.text(alphabet="가나다라마바사", min_size=41, max_size=60))
def test_a_problem_never_quotes_the_value(secret: str) -> None:
    assert not any(
        secret in problem for problem in problems(Profile, PROFILE | {"allergies": [secret]})
    )
    assert not any(
        secret in problem for problem in problems(Profile, PROFILE | {"healthConditions": [secret]})
    )


@pytest.mark.parametrize(
    ("amount", "written"), [("2", "2"), ("0.50", "0.5"), ("10", "10"), ("1.250", "1.25")]
)
def test_an_amount_is_a_decimal_string_in_json(amount: str, written: str) -> None:
    ingredient = parse(Ingredient, {"name": "아보카도", "amount": amount, "unit": "개"})

    assert ingredient.to_json() == {"name": "아보카도", "amount": written, "unit": "개"}


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00.000Z"),
        ("2026-01-31T18:00:00.123456+09:00", "2026-01-31T09:00:00.123Z"),
    ],
)
def test_a_start_time_is_rewritten_so_that_texts_compare(given: str, written: str) -> None:
    class Started(Contract):
        at: Timestamp

    assert parse(Started, {"at": given}).at == written
    with pytest.raises(PayloadInvalid):
        parse(Started, {"at": "yesterday"})


def test_models_cannot_be_changed_after_validation() -> None:
    profile = parse(Profile, PROFILE)

    with pytest.raises(ValidationError):
        profile.budget = 1  # type: ignore[misc]


def test_a_list_that_was_not_given_is_no_other_models_list() -> None:
    one, other = (parse(ProfileInput, {"target": "keto"}) for _ in range(2))

    one.allergies.append("우유")

    assert other.allergies == []
    assert parse(ProfileInput, {"target": "keto"}).allergies == []
