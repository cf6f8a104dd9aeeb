"""Following a session from its start to its end, through the Sessions table."""

import time
from collections.abc import Iterator

from ai_chef_cli.environment import Environment
from ai_chef_common.errors import error_class
from ai_chef_common.sessions.model import Session, SessionFailure
from ai_chef_common.sessions.phases import TERMINAL

POLL_SECONDS = 0.25
ASK_WORKFLOW_EVERY = 8
"""Polls between two looks at the execution itself, which is slower and more closely throttled."""


class WaitTimeout(Exception):
    """The session did not end within the time that the person was ready to wait."""


class RefusedExecution(Exception):
    """The execution ended without ever owning the session."""

    def __init__(self, failure: SessionFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def follow(
    environment: Environment,
    session_id: str,
    execution_arn: str,
    *,
    seconds: float,
) -> Iterator[Session]:
    """Yield the session each time its phase, its detail or its status changed, until it has ended.

    Only states of this execution count: an earlier run of the same session is not shown.

    Raises
    ------
    RefusedExecution
        The workflow ended, but the session is another execution's or was never written.
    WaitTimeout
        `seconds` have passed.
    """
    deadline = time.monotonic() + seconds
    last: tuple[object, ...] = ()
    polls = 0
    while time.monotonic() < deadline:
        session = environment.sessions.get(session_id)
        own = session if session and session.execution.id == execution_arn else None
        if own and (own.status, own.phase, own.phase_detail) != last:
            last = (own.status, own.phase, own.phase_detail)
            yield own
        if own and own.status in TERMINAL:
            return
        polls += 1
        if polls % ASK_WORKFLOW_EVERY == 0 and own is None:
            _require_running(environment, execution_arn)
        time.sleep(POLL_SECONDS)
    raise WaitTimeout(session_id)


def _require_running(environment: Environment, execution_arn: str) -> None:
    name = environment.execution_error(execution_arn)
    if name is not None:
        cause = error_class(name)
        raise RefusedExecution(SessionFailure(cause.code(), cause.user_message))
