"""A session as it is read: who owns it, where it is, how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Self

from ai_chef_common.clock import epoch_seconds, from_iso, iso
from ai_chef_common.sessions.phases import TERMINAL, Phase, Status


@dataclass(frozen=True, order=True)
class Execution:
    """One run of the state machine; the later one is greater.

    ``started_at`` is written as `clock.iso` writes it, however it comes, so that texts compare:
    ``…:05Z`` would sort after ``…:05.400Z``.

    Raises
    ------
    ValueError
        ``started_at`` is no time with an offset.
    """

    started_at: str
    id: str

    def __post_init__(self) -> None:
        """Write the time in the one way."""
        object.__setattr__(self, "started_at", iso(from_iso(self.started_at)))


class KeyHashes(NamedTuple):
    """By whom a session may be used, as SHA-256 in hex: everything, and reading the result only.

    Both are None for an execution that was started directly.
    """

    holder: str | None = None
    reader: str | None = None


NO_KEYS = KeyHashes()


class SessionFailure(NamedTuple):
    """Why a session failed: a code for programs, a Korean message for people."""

    code: str
    message: str


@dataclass(frozen=True)
class Session:
    """A Sessions item as a reader sees it. Times are ISO-8601 UTC, `ttl` epoch seconds.

    ``phase_detail`` says in Korean what a phase that takes long is at, where its step writes it.
    """

    session_id: str
    status: Status
    phase: Phase
    progress: int
    execution: Execution
    created_at: str
    updated_at: str
    ttl: int
    error: SessionFailure | None = None
    keys: KeyHashes = NO_KEYS
    phase_detail: str | None = None

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> Self:
        """Read the plain form of an item."""
        error = item.get("error")
        return cls(
            session_id=item["sessionId"],
            status=Status(item["status"]),
            phase=Phase(item["phase"]),
            progress=item["progress"],
            execution=Execution(item["executionStartedAt"], item["executionId"]),
            created_at=item["createdAt"],
            updated_at=item["updatedAt"],
            ttl=item["ttl"],
            error=SessionFailure(**error) if error else None,
            keys=KeyHashes(item.get("holder"), item.get("reader")),
            phase_detail=item.get("phaseDetail"),
        )

    @property
    def phase_text(self) -> str:
        """Return what people see of the phase, in Korean: its label, and its detail if any."""
        return " · ".join(filter(None, (self.phase.label, self.phase_detail)))

    def is_expired(self, now: datetime) -> bool:
        """Tell whether its time to live has passed; DynamoDB may keep the item for days."""
        return self.ttl <= epoch_seconds(now)

    def is_at_rest(self, now: datetime, lease: timedelta) -> bool:
        """Tell whether no execution is at work on it: ended, expired, or not written for `lease`."""
        given_up = from_iso(self.updated_at) + lease < now
        return self.status in TERMINAL or given_up or self.is_expired(now)


class LapsedSession(NamedTuple):
    """A session in processing whose lease has lapsed, as the index of open sessions knows it."""

    session_id: str
    execution: Execution

    @classmethod
    def from_item(cls, item: dict[str, Any]) -> Self:
        """Read the plain form of an item of the index."""
        return cls(item["sessionId"], Execution(item["executionStartedAt"], item["executionId"]))


class FailOutcome(StrEnum):
    """What came of marking a session failed."""

    RECORDED = "recorded"
    ALREADY_ENDED = "already_ended"
    NOT_OWNER = "not_owner"
    NOT_FOUND = "not_found"


class FailureRecord(NamedTuple):
    """What came of marking a session failed, and the failure that the execution ends with.

    ``failure`` is the one that the session had already failed with, else the one that was to be
    marked.
    """

    outcome: FailOutcome
    failure: SessionFailure
