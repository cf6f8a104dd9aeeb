"""Every way in which AI Chef fails: one class per cause, permanent or transient by type.

The class name is the code: it stands in the session's ``error.code``, in the state machine's
``ErrorEquals`` and in the failure metric. ``str(error)`` is English, for logs and developers;
``user_message`` is Korean and says what to do next. Neither ever holds a condition, an
allergy or any other value of a profile: they name fields and rules, not what stood in them.
"""

import traceback
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from ai_chef_common.contracts.problems import Problem, korean_name

MISCONFIGURED = "서비스 설정에 문제가 있어 멈췄습니다. 개발팀에 세션 번호를 알려 주세요."
"""Said of what only its developers can put right: trying again does not help."""

MAX_MESSAGE = 1000
"""A message for people is cut here: an input can have a hundred things wrong."""


class AiChefError(Exception):
    """Base of all named failures."""

    user_message = "일시적인 문제가 생겼습니다. 잠시 뒤 다시 시도해 주세요."
    is_client_error = False
    """Whether only the caller can do something about it: such failures are no alarm."""

    @classmethod
    def code(cls) -> str:
        """Return the name by which the session, the state machine and metrics know this cause."""
        return cls.__name__


class PermanentError(AiChefError):
    """Trying again cannot help: the session is marked failed at once."""


class TransientError(AiChefError):
    """Trying again may help: Step Functions retries, and the session does not flash failed."""


class InvalidInput(PermanentError):
    """The execution input breaks the contract; the problems name fields and allowed values."""

    is_client_error = True
    user_message = "입력 내용을 확인해 주세요."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        logged = "; ".join(problem.for_logs() for problem in self.problems)
        # Short enough to go back into the state beside an input of any size.
        super().__init__(f"the execution input is not valid: {logged}"[:MAX_MESSAGE])
        listed = " / ".join(problem.for_people() for problem in self.problems)
        self.user_message = f"입력 내용을 확인해 주세요. {listed}"[:MAX_MESSAGE]


class InvalidStepPayload(PermanentError):
    """A step received a payload that an earlier step should never have sent."""

    user_message = "내부 데이터 형식이 맞지 않아 멈췄습니다. 개발팀에 세션 번호를 알려 주세요."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        logged = "; ".join(problem.for_logs() for problem in self.problems)
        super().__init__(
            "the payload of this step breaks its contract, check the state machine template and "
            f"the step before: {logged}"
        )


class SessionConflict(PermanentError):
    """Another execution owns the session and is still at work, or is newer than this one."""

    is_client_error = True
    user_message = (
        "이 세션은 이미 처리 중입니다. 끝날 때까지 기다리거나 새 세션 번호로 시작해 주세요."
    )


class SessionClosed(PermanentError):
    """The session of this execution has ended; a late write may not change how it ended."""

    is_client_error = True
    user_message = "이미 끝난 세션입니다. 새로 시작해 주세요."


class SessionNotFound(PermanentError):
    """The session was never opened, or its time to live has passed."""

    user_message = "세션을 찾을 수 없습니다. 새로 시작해 주세요."


class NoRecipeFits(PermanentError):
    """No recipe satisfies the wishes; names the wish that left none, by field."""

    is_client_error = True

    def __init__(self, unmet: Sequence[str]) -> None:
        self.unmet = tuple(unmet)
        listed = ", ".join(self.unmet)
        super().__init__(f"no recipe satisfies every wish; not met: {listed}")
        fields = ", ".join(map(korean_name, self.unmet))
        self.user_message = (
            f"모든 조건에 맞는 레시피가 없습니다. 다음 조건을 바꿔 다시 시도해 주세요: {fields}"
        )


class RecipeRejected(PermanentError):
    """No draft of the recipe source passed the gate; names the rules that the last one broke."""

    def __init__(self, rules: Sequence[str]) -> None:
        self.rules = tuple(rules)
        super().__init__(
            f"every draft broke rules of the gate, the last one: {', '.join(self.rules)}; "
            "look at the metric GateRefusals, or set recipe_fallback to book"
        )

    user_message = (
        "AI가 쓴 레시피가 조건을 모두 지키지 못해 쓰지 않았습니다. 입력한 조건은 그대로 두고 다시 "
        "시도해 주세요."
    )


class RecipeRefused(PermanentError):
    """The model refused to answer, or a guardrail stepped in."""

    user_message = (
        "레시피를 만드는 AI가 답을 거절했습니다. 다시 시도해 주세요. 되풀이되면 직접 적은 재료 이름을 "
        "확인해 주세요."
    )


class RecipeModelAccessDenied(PermanentError):
    """The role or the account may not use the model."""

    user_message = "레시피를 만드는 서비스를 쓸 수 없습니다. 개발팀에 세션 번호를 알려 주세요."


class RecipeModelMisconfigured(PermanentError):
    """The model, inference profile or guardrail does not exist, or refuses the settings."""

    user_message = RecipeModelAccessDenied.user_message


class PriceSourceDenied(PermanentError):
    """The price source refuses the credentials, or they cannot be read."""

    user_message = "가격 서비스를 쓸 수 없습니다. 개발팀에 세션 번호를 알려 주세요."


class PriceQuotaExhausted(PermanentError):
    """The price source's calls of this day are used up."""

    user_message = "오늘은 가격을 더 조회할 수 없습니다. 내일 다시 시도해 주세요."


class StoreAccessDenied(PermanentError):
    """The Lambda's role lacks a permission on a table; fix the role in Terraform."""

    user_message = MISCONFIGURED


class StoreMisconfigured(PermanentError):
    """A table or index named in the settings does not exist, or has another key."""

    user_message = MISCONFIGURED


class SettingsInvalid(PermanentError):
    """An environment variable of the Lambda is missing or malformed; named in the message."""

    user_message = MISCONFIGURED


class UnexpectedError(PermanentError):
    """A defect. Carries the exception's class and place, never its text (it may quote a profile)."""

    user_message = (
        "예상하지 못한 문제로 멈췄습니다. 다시 시도해도 같으면 개발팀에 세션 번호를 알려 주세요."
    )


class StoreUnavailable(TransientError):
    """DynamoDB throttled, timed out or answered 5xx."""


class StoreContention(TransientError):
    """Another write to the same session was under way."""


class RecipeSourceUnavailable(TransientError):
    """The recipe source answered 5xx, or could not be reached."""

    user_message = "레시피를 만드는 서비스가 응답하지 않습니다. 잠시 뒤 다시 시도해 주세요."


class RecipeModelThrottled(TransientError):
    """The model's quota is used up for now."""

    user_message = "지금은 레시피 요청이 많습니다. 잠시 뒤 다시 시도해 주세요."


class RecipeModelTimedOut(TransientError):
    """The model did not answer within the time that the settings give it."""

    user_message = (
        "레시피를 만드는 서비스가 제시간에 답하지 않았습니다. 잠시 뒤 다시 시도해 주세요."
    )


class PriceSourceUnavailable(TransientError):
    """The price source did not answer in time."""

    user_message = "가격 정보를 가져오지 못했습니다. 잠시 뒤 다시 시도해 주세요."


class StepTimedOut(PermanentError):
    """A Lambda ran into its time limit (``States.Timeout``, ``Sandbox.Timedout``)."""

    user_message = "처리 시간이 너무 오래 걸려 멈췄습니다. 잠시 뒤 다시 시도해 주세요."


class StepCrashed(PermanentError):
    """A Lambda's process ended or could not start (``Runtime.*``, ``Lambda.Unknown``)."""

    user_message = "처리 중에 서버가 중단되었습니다. 잠시 뒤 다시 시도해 주세요."


class StepMisconfigured(PermanentError):
    """A Lambda cannot be invoked as it is deployed: its key, version or the workflow's role."""

    user_message = MISCONFIGURED


class PayloadTooLarge(PermanentError):
    """What a step takes or returns is above a limit of Step Functions or Lambda (256 KB, 6 MB)."""

    user_message = (
        "처리할 내용이 한도보다 큽니다. 재료를 많이 적었다면 줄이고, 아니면 개발팀에 세션 번호를 "
        "알려 주세요."
    )


class ServiceUnavailable(PermanentError):
    """AWS could not run a Lambda even after the retries (``Lambda.TooManyRequestsException`` …)."""

    user_message = "지금은 요청이 많습니다. 잠시 뒤 다시 시도해 주세요."


class ExecutionAborted(PermanentError):
    """The execution was stopped by a person."""

    is_client_error = True
    user_message = "작업이 취소되었습니다. 필요하면 새로 시작해 주세요."


class ExecutionTimedOut(PermanentError):
    """The whole execution ran into the state machine's time limit."""

    user_message = StepTimedOut.user_message


class WorkflowFailed(PermanentError):
    """The state machine failed with a name that AI Chef does not know."""

    user_message = UnexpectedError.user_message


_BY_AWS_ERROR: tuple[tuple[str, type[AiChefError]], ...] = (
    ("States.Timeout", StepTimedOut),
    ("States.HeartbeatTimeout", StepTimedOut),
    ("Sandbox.Timedout", StepTimedOut),
    ("States.DataLimitExceeded", PayloadTooLarge),
    ("States.Permissions", StepMisconfigured),
    ("States.Runtime", InvalidStepPayload),
    ("States.*Failure", InvalidStepPayload),
    ("Runtime.*", StepCrashed),
    ("Function.ResponseSizeTooLarge", PayloadTooLarge),
    ("Lambda.Unknown", StepCrashed),
    ("*KMS*", StepMisconfigured),
    ("*TooLarge*", PayloadTooLarge),
    ("Lambda.EC2AccessDenied*", StepMisconfigured),
    ("Lambda.Invalid*", StepMisconfigured),
    ("Lambda.*Deleted*", StepMisconfigured),
    ("Lambda.*NotFoundException", StepMisconfigured),
    ("Lambda.NoPublishedVersionException", StepMisconfigured),
    ("Lambda.ModeNotSupportedException", StepMisconfigured),
    ("Lambda.RecursiveInvocationException", StepMisconfigured),
    ("Lambda.UnsupportedMediaTypeException", StepMisconfigured),
    ("ResourceNotReady*", ServiceUnavailable),
    ("Lambda.*Exception", ServiceUnavailable),
)
"""By pattern, the first that matches: names that Step Functions and Lambda give their own errors.

The names of Step Functions stand in its developer guide under "Error names", those of Lambda in its
API reference under Invoke; Step Functions puts ``Lambda.`` before the latter.
"""


def _subclasses(cls: type[AiChefError]) -> dict[str, type[AiChefError]]:
    found: dict[str, type[AiChefError]] = {}
    for child in cls.__subclasses__():
        found[child.__name__] = child
        found |= _subclasses(child)
    return found


def named_errors() -> dict[str, type[AiChefError]]:
    """Return every concrete failure by its code."""
    abstract = {PermanentError.__name__, TransientError.__name__}
    return {name: cls for name, cls in _subclasses(AiChefError).items() if name not in abstract}


def error_class(error_name: str) -> type[AiChefError]:
    """Return the class for an error name as Step Functions reports it.

    Parameters
    ----------
    error_name
        A class name of this module, or a name of AWS such as ``Sandbox.Timedout``. Names that
        neither side knows become `WorkflowFailed`, so that a code is always one of ours.
    """
    if named := named_errors().get(error_name):
        return named
    return next(
        (error for pattern, error in _BY_AWS_ERROR if fnmatchcase(error_name, pattern)),
        WorkflowFailed,
    )


def place_of(error: Exception) -> str:
    """Name a defect by class and place: its text may quote a profile."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno} in {last.name}"
