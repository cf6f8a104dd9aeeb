import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ai_chef_common.contract import parse, problems
from ai_chef_common.ingredient import Ingredient
from ai_chef_common.orchestration import OpenSessionRequest
from ai_chef_common.profile import ExecutionInput, Profile, Target

PROFILE = {"target": "keto", "cookingLevel": "beginner", "budget": 30000}


def told(model: type[Profile] | type[ExecutionInput], payload: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        parse(model, payload)
    return problems(caught.value)


def test_the_seeds_input_is_valid_with_and_without_allergies() -> None:
    seed = PROFILE | {"healthConditions": ["diabetes"], "allergies": []}

    assert parse(ExecutionInput, {"sessionId": "sess_abc123", "profile": seed})
    assert (
        parse(Profile, {"target": "keto", "cookingLevel": "beginner", "budget": 30000}).allergies
        == []
    )


def test_two_servings_are_the_default() -> None:
    assert parse(Profile, PROFILE).servings == 2


def test_an_unknown_field_is_refused_by_name() -> None:
    assert told(Profile, PROFILE | {"favouriteColour": "green"}) == [
        "favouriteColour: unknown field"
    ]


def test_an_unknown_enum_value_is_refused_with_every_allowed_one() -> None:
    (problem,) = told(Profile, PROFILE | {"target": "carnivore"})

    assert problem.startswith("target: ")
    assert all(f"'{target}'" in problem for target in Target)


def test_a_missing_profile_is_named() -> None:
    assert told(ExecutionInput, {"sessionId": "sess_1"}) == ["profile: Field required"]


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
    (problem, *_) = told(Profile, PROFILE | {field: value})

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
    assert told(Profile, PROFILE | {"dislikes": [text]})
    assert told(ExecutionInput, {"sessionId": text, "profile": PROFILE})


@given(secret=st.text(alphabet="가나다라마바사", min_size=41, max_size=60))
def test_a_problem_never_quotes_the_value(secret: str) -> None:
    assert not any(
        secret in problem for problem in told(Profile, PROFILE | {"allergies": [secret]})
    )
    assert not any(
        secret in problem for problem in told(Profile, PROFILE | {"healthConditions": [secret]})
    )


def test_a_quoted_field_name_is_cut() -> None:
    (problem,) = told(Profile, PROFILE | {"x" * 500: 1})

    assert problem == f"{'x' * 40}: unknown field"


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
    event = {
        "input": {"sessionId": "sess_1", "profile": PROFILE},
        "executionId": "execution:1",
        "executionStartedAt": given,
    }

    assert parse(OpenSessionRequest, event).execution_started_at == written
    with pytest.raises(ValidationError):
        parse(OpenSessionRequest, event | {"executionStartedAt": "yesterday"})


def test_models_cannot_be_changed_after_validation() -> None:
    profile = parse(Profile, PROFILE)

    with pytest.raises(ValidationError):
        profile.budget = 1  # type: ignore[misc]
