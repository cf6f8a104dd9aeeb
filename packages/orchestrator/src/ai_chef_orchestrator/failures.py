"""From what the workflow reports to what a person reads."""

from ai_chef_common.errors import (
    ExecutionAborted,
    ExecutionTimedOut,
    WorkflowFailed,
    error_class,
)
from ai_chef_common.sessions.model import SessionFailure

_BY_STATUS = {"ABORTED": ExecutionAborted, "TIMED_OUT": ExecutionTimedOut}


def of_caught_error(error_name: str) -> SessionFailure:
    """Return the failure for the ``Error`` that a Catch reports.

    The message comes from the error's class, never from the ``Cause``: that is text of a program.
    """
    cause = error_class(error_name)
    return SessionFailure(cause.code(), cause.user_message)


def of_execution_status(
    status: str, error_name: str | None, cause: str | None = None
) -> SessionFailure:
    """Return the failure for an execution that ended in ``FAILED``, ``TIMED_OUT`` or ``ABORTED``.

    Where MarkSessionFailed itself failed, the workflow ends with `WorkflowFailed` and has the name
    of the error that it had caught for the cause.
    """
    ended = _BY_STATUS.get(status)
    if ended is None:
        unmarked = error_name == WorkflowFailed.code()
        return of_caught_error((cause if unmarked else error_name) or "")
    return SessionFailure(ended.code(), ended.user_message)
