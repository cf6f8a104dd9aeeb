"""The Lambda runtime: what every handler has around its few lines.

One invocation of a step is: validate the payload, bind the session to the logger, enter the first
phase, do the work, enter the last phase, wrap the body. A permanent failure marks the session
failed at once; a transient one only raises, so that Step Functions may retry it.
"""

import itertools
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

from pydantic import BaseModel

from ai_chef_common import metrics
from ai_chef_common.contracts.base import Contract, PayloadInvalid, is_session_id, parse
from ai_chef_common.contracts.problems import Problem
from ai_chef_common.contracts.sizes import json_bytes
from ai_chef_common.errors import (
    AiChefError,
    InvalidStepPayload,
    PayloadTooLarge,
    PermanentError,
    UnexpectedError,
    place_of,
)
from ai_chef_common.logs import logger
from ai_chef_common.sessions.model import Execution, SessionFailure
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore

Event = dict[str, Any]
LambdaHandler = Callable[[Event, object], Event]

UNKNOWN = "unknown"

_earlier_invocations = itertools.count()
"""Of this process: the first one pays the cold start."""


class Step[Request: Contract]:
    """One state of the workflow, as its Lambda runs it.

    Parameters
    ----------
    name
        The state's name, for metrics and logs.
    request
        Model of the payload.
    begins, ends
        Phases entered before and after the work; None where the work itself writes them.
    invalid
        Error raised for a payload that breaks the model.
    most_bytes
        Limit of the body; None where it is bounded by what it is made from.
    sessions
        Where the session is written. It may be made at import: it makes its client when it needs it.
    """

    def __init__(
        self,
        name: str,
        request: type[Request],
        *,
        sessions: SessionStore,
        begins: Phase | None = None,
        ends: Phase | None = None,
        invalid: Callable[[Sequence[Problem]], AiChefError] = InvalidStepPayload,
        most_bytes: int | None = None,
    ) -> None:
        self.name = name
        self._request = request
        self._sessions = sessions
        self._begins = begins
        self._ends = ends
        self._invalid = invalid
        self._most_bytes = most_bytes

    def __call__(self, work: Callable[[Request], BaseModel | list[Any]]) -> LambdaHandler:
        """Decorate `work`, which turns a valid request into the body."""

        def handler(event: Event, context: object) -> Event:
            who = _Caller.of(event)
            logger.append_keys(
                sessionId=who.session_id,
                executionId=who.execution_id,
                requestId=getattr(context, "aws_request_id", None),
                phase=self._begins,
                step=self.name,
                coldStart=next(_earlier_invocations) == 0,
            )
            started = time.perf_counter()
            try:
                body = self._run(event, who, work)
            except AiChefError as error:
                self._failed(error, who)
                raise
            except Exception as error:  # noqa: BLE001 - raised again, without its values
                unexpected = _without_values(error)
                self._failed(unexpected, who)
                raise unexpected from None
            took = (time.perf_counter() - started) * 1000
            logger.info("step finished", durationMs=round(took))
            return {"statusCode": 200, "body": body}

        return handler

    def _run(
        self, event: Event, who: "_Caller", work: Callable[[Request], BaseModel | list[Any]]
    ) -> Any:
        try:
            request = parse(self._request, event)
        except PayloadInvalid as error:
            raise self._invalid(error.problems) from None
        if self._begins:
            self._sessions.advance(who.session_id, who.execution_id, self._begins)
        body = _to_json(work(request))
        self._require_small(body)
        if self._ends:
            self._sessions.advance(who.session_id, who.execution_id, self._ends)
        return body

    def _require_small(self, body: Any) -> None:
        """Refuse here what would end the execution at Step Functions, without a Catch."""
        if self._most_bytes is None:
            return
        size = json_bytes(body)
        if size > self._most_bytes:
            raise PayloadTooLarge(
                f"the body of {self.name} has {size} bytes, more than {self._most_bytes}: see "
                "contracts/sizes.py"
            )

    def _failed(self, error: AiChefError, who: "_Caller") -> None:
        logger.error(
            "step failed",
            errorName=error.code(),
            permanent=isinstance(error, PermanentError),
            reason=str(error),
        )
        metrics.emit("StepFailures", step=self.name, errorName=error.code())
        if not isinstance(error, PermanentError) or not who.known:
            return
        failure = SessionFailure(error.code(), error.user_message)
        try:
            if who.execution:
                record = self._sessions.record_failure(who.session_id, who.execution, failure)
            else:
                record = self._sessions.fail(who.session_id, who.execution_id, failure)
        except Exception as second:  # noqa: BLE001 - the step's own error is what must be raised
            # MarkSessionFailed writes it next.
            problem = second if isinstance(second, AiChefError) else _without_values(second)
            logger.warning("failure not marked yet", errorName=problem.code(), reason=str(problem))
        else:
            logger.info("failure marked", outcome=record.outcome)


class _Caller(NamedTuple):
    """Who an event is about, found without trusting its shape.

    Only the first step's payload says when the execution started: it may have no session yet.
    """

    session_id: str
    execution_id: str
    execution: Execution | None

    @classmethod
    def of(cls, event: Event) -> Self:
        """Read the caller out of any payload; what is missing or malformed is UNKNOWN."""
        inner = event.get("input")
        session_id = inner.get("sessionId") if isinstance(inner, dict) else event.get("sessionId")
        execution_id = event.get("executionId")
        named = isinstance(session_id, str) and is_session_id(session_id)
        known = isinstance(execution_id, str) and execution_id
        return cls(
            str(session_id) if named else UNKNOWN,
            str(execution_id) if known else UNKNOWN,
            _execution(str(execution_id), event.get("executionStartedAt")) if known else None,
        )

    @property
    def known(self) -> bool:
        """Tell whether there is a session that a failure could be written to."""
        return UNKNOWN not in (self.session_id, self.execution_id)


def _execution(execution_id: str, started_at: object) -> Execution | None:
    """Return the execution, if the event says when it started."""
    try:
        return Execution(started_at, execution_id) if isinstance(started_at, str) else None
    except ValueError:
        return None


def _to_json(body: BaseModel | list[Any]) -> Any:
    if isinstance(body, list):
        return [_to_json(item) for item in body]
    return body.to_json() if isinstance(body, Contract) else body.model_dump(mode="json")


def _without_values(error: Exception) -> UnexpectedError:
    return UnexpectedError(f"{place_of(error)}: a defect of this step, see docs/sessions.md")
