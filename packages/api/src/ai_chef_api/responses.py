"""What the API answers with about sessions."""

from typing import Annotated

from pydantic import Field

from ai_chef_common.contracts.base import Contract
from ai_chef_common.sessions.model import Session
from ai_chef_common.sessions.phases import Phase, Status

Progress = Annotated[int, Field(ge=0, le=100)]


class SessionStarted(Contract):
    """A session that has been started, and its keys, which are shown this once.

    ``access_key`` may do everything with the session; ``read_key`` reads its result, for sharing.
    """

    session_id: str
    access_key: str
    read_key: str
    status: Status
    phase: Phase
    progress: Progress


class Failure(Contract):
    """Why a session failed: a code for programs, a Korean message for people."""

    code: str
    message: str


class SessionState(Contract):
    """Where a session is. ``phase_label`` and ``phase_detail`` are Korean."""

    session_id: str
    status: Status
    phase: Phase
    phase_label: str
    phase_detail: str | None = None
    progress: Progress
    error: Failure | None = None

    @classmethod
    def of(cls, session: Session) -> "SessionState":
        """Return the state of a session as callers see it."""
        failure = session.error
        return cls(
            session_id=session.session_id,
            status=session.status,
            phase=session.phase,
            phase_label=session.phase.label,
            phase_detail=session.phase_detail,
            progress=session.progress,
            error=Failure(code=failure.code, message=failure.message) if failure else None,
        )
