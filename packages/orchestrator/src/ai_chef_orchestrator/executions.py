"""How executions stand, as Step Functions says."""

from typing import TYPE_CHECKING, NamedTuple

from ai_chef_common.aws import stepfunctions

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

AT_WORK = frozenset({"RUNNING", "PENDING_REDRIVE"})


class ExecutionState(NamedTuple):
    """Status of an execution, and what it failed with."""

    status: str
    error: str | None = None
    cause: str | None = None

    @property
    def is_at_work(self) -> bool:
        """Tell whether it may still write to its session."""
        return self.status in AT_WORK


class Executions:
    """Asks Step Functions."""

    def __init__(self, client: "SFNClient | None" = None) -> None:
        self._client = client or stepfunctions()

    def state(self, arn: str) -> ExecutionState | None:
        """Return how an execution stands, or None if it is none (any more).

        Raises
        ------
        botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError
            Step Functions refuses, or does not answer.
        """
        gone = (
            self._client.exceptions.ExecutionDoesNotExist,
            self._client.exceptions.InvalidArn,
        )
        try:
            found = self._client.describe_execution(executionArn=arn)
        except gone:
            return None
        return ExecutionState(found["status"], found.get("error"), found.get("cause"))
