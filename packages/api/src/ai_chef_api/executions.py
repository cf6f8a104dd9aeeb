"""Executions of the workflow, as the API starts, describes and stops them: named like the session."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ai_chef_common.aws import session
from ai_chef_common.clock import iso
from ai_chef_common.errors import StoreAccessDenied, StoreUnavailable
from ai_chef_common.sessions.model import KeyHashes

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

CLIENT_CONFIG = Config(
    connect_timeout=1, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 3}
)
RUNNING = "RUNNING"
THROTTLED = frozenset({"ThrottlingException", "ExecutionLimitExceeded", "TooManyRequestsException"})


@cache
def step_functions() -> "SFNClient":
    """Return this process's Step Functions client. Tests forget it with ``cache_clear()``."""
    client: Any = session().create_client("stepfunctions", config=CLIENT_CONFIG)
    step_functions: SFNClient = client
    return step_functions


class RunningOrEnded(NamedTuple):
    """An execution as Step Functions describes it. ``given`` is its input."""

    arn: str
    status: str
    started_at: str
    given: dict[str, Any]

    @property
    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self.status == RUNNING

    @property
    def keys(self) -> KeyHashes:
        """Return whose session it is, as its input says."""
        return KeyHashes(self.given.get("holder"), self.given.get("reader"))


class Executions:
    """The executions of one state machine.

    Every method may raise StoreUnavailable (throttled, or Step Functions does not answer) and
    StoreAccessDenied.
    """

    def __init__(self, state_machine_arn: str, client: "SFNClient | None" = None) -> None:
        self._machine = state_machine_arn
        self._client = client or step_functions()

    def start(self, session_id: str, given: dict[str, Any]) -> bool:
        """Start the execution of a session; return False if there is or was one of its name."""
        try:
            with _unavailability():
                self._client.start_execution(
                    stateMachineArn=self._machine,
                    name=session_id,
                    input=json.dumps(given, ensure_ascii=False, sort_keys=True),
                )
        except self._client.exceptions.ExecutionAlreadyExists:
            return False
        return True

    def get(self, session_id: str) -> RunningOrEnded | None:
        """Return the execution of a session, or None if there never was one of its name."""
        try:
            with _unavailability():
                found = self._client.describe_execution(executionArn=self._arn(session_id))
        except self._client.exceptions.ExecutionDoesNotExist:
            return None
        return RunningOrEnded(
            arn=found["executionArn"],
            status=found["status"],
            started_at=iso(found["startDate"]),
            given=json.loads(found.get("input") or "{}"),
        )

    def stop(self, arn: str) -> None:
        """Stop an execution; one that has ended meanwhile is left alone."""
        try:
            with _unavailability():
                self._client.stop_execution(executionArn=arn, cause="forgotten by its holder")
        except ClientError as error:
            if error.response["Error"]["Code"] not in (
                "ValidationException",
                "ExecutionDoesNotExist",
            ):
                raise

    def _arn(self, session_id: str) -> str:
        return f"{self._machine.replace(':stateMachine:', ':execution:')}:{session_id}"


@contextmanager
def _unavailability() -> Iterator[None]:
    """Name what may pass by itself; anything else is a defect and stays what it is."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        http_status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in THROTTLED or http_status >= 500:
            raise StoreUnavailable(f"Step Functions answered {code}") from error
        if code == "AccessDeniedException":
            raise StoreAccessDenied(
                f"the role may not call states:{error.operation_name}: add it in terraform/api.tf"
            ) from error
        raise
    except BotoCoreError as error:
        raise StoreUnavailable(f"Step Functions did not answer: {type(error).__name__}") from error
