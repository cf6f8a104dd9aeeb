import pytest
from botocore.session import get_session

from ai_chef_common.contracts.base import PayloadInvalid, parse
from ai_chef_common.contracts.problems import Problem
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.errors import (
    AiChefError,
    InvalidInput,
    InvalidStepPayload,
    NoRecipeFits,
    PayloadTooLarge,
    PermanentError,
    RecipeRejected,
    ServiceUnavailable,
    SettingsInvalid,
    StepCrashed,
    StepMisconfigured,
    StepTimedOut,
    StoreAccessDenied,
    StoreMisconfigured,
    StoreUnavailable,
    TransientError,
    WorkflowFailed,
    error_class,
    named_errors,
)


def test_every_named_failure_is_permanent_or_transient_and_documented() -> None:
    for error in named_errors().values():
        assert issubclass(error, PermanentError) != issubclass(error, TransientError)
        assert error.__doc__


def test_every_failure_tells_people_in_korean_what_to_do() -> None:
    for error in named_errors().values():
        assert any("가" <= letter <= "힣" for letter in error.user_message)
        assert error.user_message.rstrip().endswith(("요.", "요"))


def test_no_message_asks_people_to_give_way_for_a_failure_that_is_not_theirs() -> None:
    for error in named_errors().values():
        if not error.is_client_error:
            assert "조건을 바꿔" not in error.user_message
            assert "조건을 조금 줄여" not in error.user_message
    assert "그대로 두고" in RecipeRejected(["target"]).user_message


@pytest.mark.parametrize("error", [StoreAccessDenied, StoreMisconfigured, SettingsInvalid])
def test_what_only_developers_can_mend_is_not_called_temporary(error: type[AiChefError]) -> None:
    assert "일시적" not in error.user_message
    assert "개발팀" in error.user_message


def test_unmet_wishes_and_allowed_values_are_told_in_korean_words() -> None:
    assert (
        "조리 시간, 싫어하는 재료" in NoRecipeFits(["maxCookingMinutes", "dislikes"]).user_message
    )
    with pytest.raises(PayloadInvalid) as caught:
        parse(Profile, {"target": "nothing"})
    (problem,) = caught.value.problems
    assert "케토(keto)" in problem.for_people()
    assert "당뇨식(diabetes)" in problem.for_people()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("StoreUnavailable", StoreUnavailable),
        ("Sandbox.Timedout", StepTimedOut),
        ("States.Timeout", StepTimedOut),
        ("Runtime.ExitError", StepCrashed),
        ("Runtime.OutOfMemory", StepCrashed),
        ("Runtime.UserCodeSyntaxError", StepCrashed),
        ("States.DataLimitExceeded", PayloadTooLarge),
        ("Function.ResponseSizeTooLarge", PayloadTooLarge),
        ("States.Runtime", InvalidStepPayload),
        ("States.ParameterPathFailure", InvalidStepPayload),
        ("States.Permissions", StepMisconfigured),
        ("Lambda.KMSDisabledException", StepMisconfigured),
        ("KMSInvalidStateException", StepMisconfigured),
        ("Lambda.ResourceNotFoundException", StepMisconfigured),
        ("Lambda.RequestTooLargeException", PayloadTooLarge),
        ("Lambda.ResourceNotReadyException", ServiceUnavailable),
        ("Lambda.ClientExecutionTimeoutException", ServiceUnavailable),
        ("Lambda.TooManyRequestsException", ServiceUnavailable),
        ("Lambda.Unknown", StepCrashed),
        ("KeyError", WorkflowFailed),
        ("", WorkflowFailed),
    ],
)
def test_an_error_name_of_step_functions_becomes_one_of_our_codes(
    name: str, expected: type[AiChefError]
) -> None:
    assert error_class(name) is expected


def test_every_error_of_lambda_itself_becomes_one_of_our_codes() -> None:
    invoke = get_session().get_service_model("lambda").operation_model("Invoke")
    names = [shape.name for shape in invoke.error_shapes]

    assert "TooManyRequestsException" in names
    assert [name for name in names if error_class(f"Lambda.{name}") is WorkflowFailed] == []


def test_the_abstract_classes_are_no_codes() -> None:
    assert error_class("PermanentError") is WorkflowFailed


def test_an_unmet_wish_is_named_to_the_person() -> None:
    assert "조리 시간" in NoRecipeFits(["maxCookingMinutes"]).user_message


def test_every_problem_of_the_input_is_told_to_the_person() -> None:
    error = InvalidInput(
        [
            Problem("profile.budget", "too small", "1000 이상이어야 합니다."),
            Problem("profile.allergies.0", "unknown", "모르는 이름입니다.", "혹시 땅콩인가요?"),
        ]
    )

    assert "예산(profile.budget): 1000 이상이어야 합니다." in error.user_message
    assert "혹시 땅콩인가요?" in error.user_message
    assert "profile.budget: too small" in str(error)
    assert "땅콩" not in str(error)
