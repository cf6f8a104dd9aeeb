"""From what the workflow reports to what a person is told."""

from ai_chef_common.errors import ExecutionAborted, ExecutionTimedOut, error_class
from ai_chef_common.sessions.model import SessionFailure

_BY_STATUS = {"ABORTED": ExecutionAborted, "TIMED_OUT": ExecutionTimedOut}


def of_caught_error(error_name: str) -> SessionFailure:
    """Return the failure for the ``Error`` that a Catch reports.

    The message comes from the error's class, never from the ``Cause``: that is text of a program.
    """
    cause = error_class(error_name)
    return SessionFailure(cause.code(), cause.user_message)


def of_execution_status(status: str, error_name: str | None) -> SessionFailure:
    """Return the failure for an execution that ended in ``FAILED``, ``TIMED_OUT`` or ``ABORTED``."""
    ended = _BY_STATUS.get(status)
    if ended is None:
        return of_caught_error(error_name or "")
    return SessionFailure(ended.code(), ended.user_message)
