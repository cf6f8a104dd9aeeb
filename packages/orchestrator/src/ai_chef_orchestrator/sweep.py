"""The last net: sessions in processing that no execution is at work on any more.

Step Functions sends the end of an execution once, without a guarantee; a lost event would leave the
session in processing for ever. A schedule looks for such sessions.
"""

from typing import NamedTuple

from ai_chef_common.sessions.model import FailOutcome
from ai_chef_common.sessions.store import SessionStore
from ai_chef_orchestrator.executions import Executions
from ai_chef_orchestrator.failures import of_execution_status

MOST_AT_ONCE = 25
"""So that a sweep fits into the function's time limit; the next one goes on."""


class Swept(NamedTuple):
    """Sessions that were marked failed, and those whose execution is still at work (redriven)."""

    failed: int
    at_work: int


def sweep(store: SessionStore, executions: Executions) -> Swept:
    """Mark failed what nobody is at work on, with the code that its execution ended with."""
    failed = at_work = 0
    for session in store.lapsed(MOST_AT_ONCE):
        state = executions.state(session.execution.id)
        if state and state.is_at_work:
            at_work += 1
            continue
        failure = of_execution_status(
            state.status if state else "", state.error if state else None, state and state.cause
        )
        record = store.fail(session.session_id, session.execution.id, failure)
        failed += record.outcome is FailOutcome.RECORDED
    return Swept(failed, at_work)
