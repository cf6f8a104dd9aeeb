"""SessionStore: the one way in which session state is written, by the rules of docs/sessions.md.

A session belongs to one execution. ``executionId`` fences every write; ``executionStartedAt``
orders executions, so that one that started earlier can never take a session back from a later one.
Each operation is one conditional request: safe to retry, safe to race.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ai_chef_common import metrics
from ai_chef_common.clock import Clock, epoch_seconds, iso, utc_now
from ai_chef_common.dynamo import (
    from_item,
    is_canceled_transaction,
    is_condition_failure,
    item_of_canceled_transaction,
    item_of_failed_condition,
    store_errors,
)
from ai_chef_common.errors import (
    SessionClosed,
    SessionConflict,
    SessionNotFound,
    StoreContention,
    error_class,
)
from ai_chef_common.sessions import requests
from ai_chef_common.sessions.model import (
    NO_KEYS,
    Execution,
    FailOutcome,
    FailureRecord,
    KeyHashes,
    LapsedSession,
    Session,
    SessionFailure,
)
from ai_chef_common.sessions.phases import TERMINAL, Phase, Status
from ai_chef_common.sessions.reader import SessionReader
from ai_chef_common.settings import StepSettings

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class SessionStore(SessionReader):
    """Reads and writes session state.

    Every writing method may raise StoreUnavailable (transient), StoreAccessDenied or
    StoreMisconfigured beside what it names itself.
    """

    def __init__(
        self,
        settings: StepSettings,
        *,
        client: "DynamoDBClient | None" = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(settings.sessions_table, client=client, clock=clock)
        self._results = settings.results_table
        self._ttl = timedelta(days=settings.session_ttl_days)
        self._lease = timedelta(seconds=settings.session_lease_seconds)

    def open(self, session_id: str, execution: Execution, keys: KeyHashes = NO_KEYS) -> Session:
        """Open the session for `execution` at progress 0, or take over one that has ended.

        `keys` stand in the item as long as the session does. Opening again what this execution
        already holds changes nothing. A takeover removes the earlier result in the same
        transaction.

        Raises
        ------
        SessionConflict
            Another execution is at work, or a later one has owned the session.
        SessionClosed
            This execution's own session has already ended.
        StoreContention
            Another write came in between; a retry will see its outcome.
        """
        now = self._clock()
        fresh = requests.fresh_item(session_id, execution, now, self._ttl_at(now), keys)
        try:
            with store_errors():
                self._client.put_item(**requests.put_if_absent(self._table, fresh))
        except ClientError as error:
            found = _session(item_of_failed_condition(error))
            if found is None:
                raise
            if found.execution.id == execution.id and not found.is_expired(now):
                if found.status in TERMINAL:
                    raise SessionClosed(
                        "this execution's session has already ended: a redriven execution cannot "
                        "take it up again, start a new one with the same session id"
                    ) from None
                return found
            self._require_free(found, execution, now)
            self._take_over(found, fresh)
        return Session.from_item(fresh)

    def advance(
        self, session_id: str, execution_id: str, phase: Phase, detail: str | None = None
    ) -> bool:
        """Move the session forward to `phase`; a step that comes late or again moves nothing.

        Parameters
        ----------
        detail
            What a phase that takes long is at, in Korean; stands until the next write. Holds nothing
            of a profile.

        Returns
        -------
        bool
            False if the session was already further on, or completed by this execution.

        Raises
        ------
        SessionConflict, SessionClosed, SessionNotFound
            The session is another execution's, has failed, or does not exist.
        """
        values = requests.phase_values(phase, self._clock(), detail)
        update = requests.owned_update(
            self._table, session_id, execution_id, values, forward_only=True
        )
        try:
            with store_errors():
                self._client.update_item(**update)
        except ClientError as error:
            if is_condition_failure(error):
                _require_owned(_session(item_of_failed_condition(error)), execution_id)
                return False
            raise
        return True

    def complete(self, session_id: str, execution_id: str, result: dict[str, Any]) -> bool:
        """Store `result` and finish the session, both or neither.

        Parameters
        ----------
        result
            JSON form of a `Result`: no floats. The contract's bounds keep it far under 400 KB.

        Returns
        -------
        bool
            False if this execution had already completed the session; its result stands.

        Raises
        ------
        StoreContention
            Another write to the session was under way.
        SessionConflict, SessionClosed, SessionNotFound
            As for `advance`.
        """
        now = self._clock()
        completion = requests.completion(
            self._table,
            self._results,
            session_id,
            execution_id,
            result=result,
            now=now,
            ttl=self._ttl_at(now),
        )
        try:
            with store_errors():
                self._client.transact_write_items(**completion)
        except ClientError as error:
            found = _session(item_of_canceled_transaction(error))
            if found and found.execution.id == execution_id and found.status is Status.COMPLETED:
                return False
            _require_owned(found, execution_id)
            raise StoreContention("the session changed while it was being completed") from error
        metrics.emit("SessionsCompleted")
        return True

    def fail(self, session_id: str, execution_id: str, failure: SessionFailure) -> FailureRecord:
        """Mark the session failed if `execution_id` owns it and it has not ended.

        A lost race is no error: the record's outcome shows it.
        """
        values = requests.failure(failure) | {"updatedAt": iso(self._clock())}
        try:
            with store_errors():
                self._client.update_item(
                    **requests.owned_update(self._table, session_id, execution_id, values)
                )
        except ClientError as error:
            if not is_condition_failure(error):
                raise
            found = _session(item_of_failed_condition(error))
            if found is None:
                return FailureRecord(FailOutcome.NOT_FOUND, failure)
            if found.execution.id != execution_id:
                return FailureRecord(FailOutcome.NOT_OWNER, failure)
            return FailureRecord(FailOutcome.ALREADY_ENDED, found.error or failure)
        return _recorded(failure)

    def record_failure(
        self, session_id: str, execution: Execution, failure: SessionFailure
    ) -> FailureRecord:
        """Mark the session failed, also if `execution` never got to open it.

        Where no session stands (or one past its time to live) a failed one is written; a session
        that another execution owns stays as it is.
        """
        record = self.fail(session_id, execution.id, failure)
        if record.outcome in (FailOutcome.RECORDED, FailOutcome.ALREADY_ENDED):
            return record
        now = self._clock()
        fresh = requests.fresh_item(session_id, execution, now, self._ttl_at(now))
        item = requests.failed_item(fresh, failure)
        try:
            with store_errors():
                self._client.put_item(**requests.put_if_absent_or_expired(self._table, item, now))
        except ClientError as error:
            if is_condition_failure(error):
                return self.fail(session_id, execution.id, failure)
            raise
        return _recorded(failure)

    def lapsed(self, limit: int) -> list[LapsedSession]:
        """Return at most `limit` sessions in processing that no execution can be at work on any more.

        They were opened longer ago than the lease, which no execution outlasts unless somebody
        redrives it: the caller asks Step Functions.
        """
        moment = self._clock() - self._lease
        with store_errors():
            answer = self._client.query(**requests.opened_before(self._table, moment, limit))
        return [LapsedSession.from_item(from_item(item)) for item in answer["Items"]]

    def _ttl_at(self, now: datetime) -> int:
        return epoch_seconds(now + self._ttl)

    def _require_free(self, found: Session, execution: Execution, now: datetime) -> None:
        if found.is_expired(now):
            return
        if execution < found.execution:
            raise SessionConflict("a later execution has owned this session")
        if not found.is_at_rest(now, self._lease):
            raise SessionConflict("another execution is processing this session")

    def _take_over(self, found: Session, fresh: dict[str, Any]) -> None:
        takeover = requests.takeover(self._table, self._results, found, fresh)
        try:
            with store_errors():
                self._client.transact_write_items(**takeover)
        except ClientError as error:
            if is_canceled_transaction(error):
                raise StoreContention(
                    "the session changed while it was being taken over"
                ) from error
            raise


def _recorded(failure: SessionFailure) -> FailureRecord:
    metrics.emit("SessionsFailed", errorCode=failure.code)
    metrics.emit("SessionFaults", int(not error_class(failure.code).is_client_error))
    return FailureRecord(FailOutcome.RECORDED, failure)


def _session(item: Mapping[str, Any] | None) -> Session | None:
    return Session.from_item(from_item(item)) if item else None


def _require_owned(found: Session | None, execution_id: str) -> None:
    """Raise why `execution_id` may not go on with the session it found, if it may not.

    Its own completed session is no obstacle: a late retry then finds its work already done.
    """
    if found is None:
        raise SessionNotFound("the session was never opened, or has been deleted")
    if found.execution.id != execution_id:
        raise SessionConflict("the session belongs to another execution")
    if found.status is Status.FAILED:
        raise SessionClosed(
            "this execution's session has already failed: a redriven execution cannot take it up "
            "again, start a new one with the same session id"
        )
