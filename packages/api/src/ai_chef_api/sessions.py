"""Sessions as callers use them: who may see which, what starts one, what ends one."""

import json
import time
from dataclasses import replace
from typing import Any, NamedTuple

from ai_chef_api.executions import Executions, RunningOrEnded
from ai_chef_api.keys import NewSession, hash_of, opens
from ai_chef_api.limits import CeilingReached, LimitStore
from ai_chef_api.problems import (
    DayCeilingReached,
    IdempotencyKeyReused,
    InvalidInput,
    Refusal,
    ResultNotFound,
    SessionForgotten,
    SessionHasNoRecipe,
    SessionInProgress,
    SessionNotFound,
    TooManySessions,
    Unavailable,
)
from ai_chef_api.requests import SessionRequest
from ai_chef_api.responses import SessionStarted, SessionState
from ai_chef_api.settings import ApiSettings
from ai_chef_common import errors
from ai_chef_common.contracts.base import is_session_id, parse
from ai_chef_common.sessions.eraser import SessionEraser
from ai_chef_common.sessions.model import Execution, Session
from ai_chef_common.sessions.phases import TERMINAL, Phase, Status
from ai_chef_common.sessions.reader import SessionReader
from ai_chef_common.sessions.results import ResultStore

RETRY_SECONDS = 1
STOPPED_WITHIN_SECONDS = 5
STOP_POLL_SECONDS = 0.1


class Caller(NamedTuple):
    """Who sent a request: the address, the key if any, the value that makes a repeat harmless."""

    address: str
    key: str | None = None
    idempotency_key: str | None = None


class Sessions:
    """What the routes do. Every method may raise the store's errors of `ai_chef_common`."""

    def __init__(
        self,
        settings: ApiSettings,
        *,
        sessions: SessionReader,
        results: ResultStore,
        eraser: SessionEraser,
        executions: Executions,
        limits: LimitStore,
    ) -> None:
        self._settings = settings
        self._sessions = sessions
        self._results = results
        self._eraser = eraser
        self._executions = executions
        self._limits = limits

    def start(self, request: SessionRequest, caller: Caller) -> SessionStarted:
        """Start a session, or answer a repeated request with what it started.

        Raises
        ------
        InvalidInput
            A wish cannot be read.
        SessionNotFound, SessionInProgress, SessionHasNoRecipe
            It reprices a session that is not the caller's, or has no recipe.
        TooManySessions, DayCeilingReached
            A ceiling is reached.
        IdempotencyKeyReused, SessionForgotten
            The Idempotency-Key was used before, for something else or something gone.
        """
        # One request of a session starts it: files and polls go without the tables of foods.
        from ai_chef_common.normalize import normalize  # noqa: PLC0415

        try:
            normalize(request.profile)
        except errors.InvalidInput as error:
            raise InvalidInput.of(error.problems) from None
        if request.reprice_of:
            self._recipe_of(request.reprice_of, caller.key)
        return self._start(request, caller, access_key=None)

    def state(self, session_id: str, key: str | None) -> SessionState:
        """Return where a session is.

        Raises
        ------
        SessionNotFound
            There is none, or `key` is not its holder's.
        """
        return SessionState.of(self._find(session_id, key))

    def result(self, session_id: str, key: str | None) -> dict[str, Any]:
        """Return the result; the read key is enough.

        Raises
        ------
        SessionNotFound, SessionInProgress, ResultNotFound
            There is no such session, or no result yet, or none at all.
        """
        return self._stored_result(self._find(session_id, key, may_read=True), ResultNotFound)

    def reprice(self, session_id: str, caller: Caller) -> SessionStarted:
        """Start a session of the same holder that prices the recipe of this one anew.

        Raises
        ------
        SessionNotFound, SessionInProgress, SessionHasNoRecipe, TooManySessions, DayCeilingReached
            As `start` does.
        """
        result = self._recipe_of(session_id, caller.key)
        from ai_chef_common.contracts.result import Result  # noqa: PLC0415 - few requests need it
        from ai_chef_common.reprice import profile_of  # noqa: PLC0415

        given = {"profile": profile_of(parse(Result, result)), "repriceOf": session_id}
        return self._start(parse(SessionRequest, given), caller, access_key=caller.key)

    def forget(self, session_id: str, key: str | None) -> None:
        """Delete session and result; an execution at work is stopped first.

        Raises
        ------
        SessionNotFound
            There is none, or `key` is not its holder's.
        Unavailable
            The execution has not come to rest yet: to be tried again.
        """
        session = self._find(session_id, key)
        if session.status not in TERMINAL:
            self._executions.stop(session.execution.id)
            self._wait_until_ended(session_id)
        try:
            self._eraser.erase(session_id)
        except (errors.SessionConflict, errors.StoreContention):
            raise Unavailable(retry_after=RETRY_SECONDS) from None

    def _find(self, session_id: str, key: str | None, *, may_read: bool = False) -> Session:
        """Return the session that `key` opens; before its first write, as its execution tells."""
        if not key or not is_session_id(session_id):
            raise SessionNotFound
        session = self._sessions.get(session_id)
        if session is None or session.keys.holder is None:
            # Not written yet, or by a failure that came before the session was opened.
            execution = self._executions.get(session_id)
            session = _as_executed(session_id, session, execution)
        opened = opens(key, session.keys.holder if session else None)
        read = opens(key, session.keys.reader if session else None)
        if session is None or not (opened or (may_read and read)):
            raise SessionNotFound
        return session

    def _recipe_of(self, session_id: str, key: str | None) -> dict[str, Any]:
        return self._stored_result(self._find(session_id, key), SessionHasNoRecipe)

    def _stored_result(self, session: Session, missing: type[Refusal]) -> dict[str, Any]:
        if session.status is Status.PROCESSING:
            raise SessionInProgress(retry_after=RETRY_SECONDS)
        is_completed = session.status is Status.COMPLETED
        result = self._results.stored(session.session_id) if is_completed else None
        if result is None:
            raise missing
        return result

    def _start(
        self, request: SessionRequest, caller: Caller, access_key: str | None
    ) -> SessionStarted:
        wanted = request.to_json() | ({"holder": hash_of(access_key)} if access_key else {})
        if caller.idempotency_key:
            new = NewSession.derived(
                self._limits.idempotency_secret(),
                caller.idempotency_key,
                json.dumps(wanted, ensure_ascii=False, sort_keys=True),
            )
        else:
            new = NewSession.random()
        if access_key:
            new = new._replace(access_key=access_key)
        given = wanted | {"sessionId": new.session_id} | new.hashes._asdict()
        if caller.idempotency_key and (known := self._executions.get(new.session_id)):
            return self._repeated(new, given, known)
        self._count(caller.address)
        if not self._executions.start(new.session_id, given):
            return self._repeated(new, given, self._executions.get(new.session_id))
        start = Phase.SESSION_STARTED
        return _started(new, Status.PROCESSING, start, start.progress)

    def _repeated(
        self, new: NewSession, given: dict[str, Any], execution: RunningOrEnded | None
    ) -> SessionStarted:
        if execution is None or execution.given != given:
            raise IdempotencyKeyReused
        session = _as_executed(new.session_id, self._sessions.get(new.session_id), execution)
        if session is None:
            raise SessionForgotten
        return _started(new, session.status, session.phase, session.progress)

    def _count(self, address: str) -> None:
        try:
            self._limits.take_of_caller(address, self._settings.sessions_per_caller_hour)
        except CeilingReached as error:
            _refused("caller")
            raise TooManySessions(retry_after=error.seconds) from None
        try:
            self._limits.take_of_day(self._settings.sessions_per_day)
        except CeilingReached as error:
            _refused("day")
            raise DayCeilingReached(retry_after=error.seconds) from None

    def _wait_until_ended(self, session_id: str) -> None:
        """Wait for the workflow to write that it was stopped: it would write it after us."""
        deadline = time.monotonic() + STOPPED_WITHIN_SECONDS
        while time.monotonic() < deadline:
            session = self._sessions.get(session_id)
            if session and session.status in TERMINAL:
                return
            time.sleep(STOP_POLL_SECONDS)
        raise Unavailable(retry_after=RETRY_SECONDS)


def _refused(ceiling: str) -> None:
    from ai_chef_common import metrics  # noqa: PLC0415 - the API writes none but this one

    metrics.emit("SessionsRefused", ceiling=ceiling)


def _as_executed(
    session_id: str, session: Session | None, execution: RunningOrEnded | None
) -> Session | None:
    """Complete what the table tells of a session by what its execution tells."""
    if execution is None:
        return session
    if session:
        is_same = session.execution.id == execution.arn
        return replace(session, keys=execution.keys) if is_same else session
    if not execution.is_running:
        return None
    start = Phase.SESSION_STARTED
    return Session(
        session_id=session_id,
        status=start.status,
        phase=start,
        progress=start.progress,
        execution=Execution(execution.started_at, execution.arn),
        created_at=execution.started_at,
        updated_at=execution.started_at,
        ttl=0,
        keys=execution.keys,
    )


def _started(new: NewSession, status: Status, phase: Phase, progress: int) -> SessionStarted:
    return SessionStarted(
        session_id=new.session_id,
        access_key=new.access_key,
        read_key=new.read_key,
        status=status,
        phase=phase,
        progress=progress,
    )
