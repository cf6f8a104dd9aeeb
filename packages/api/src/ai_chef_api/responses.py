"""What the API answers with."""

from typing import Annotated, Literal

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


class Option(Contract):
    """One thing to choose: what a profile holds, and what people see."""

    code: str
    label: str
    description: str | None = None


class IntegerLimits(Contract):
    """The least and the most of a number, and what it is if it is not given."""

    min: int
    max: int
    default: int | None = None


class ProfileLimits(Contract):
    """Limits of the profile's numbers."""

    servings: IntegerLimits
    max_cooking_minutes: IntegerLimits
    budget: IntegerLimits


class Options(Contract):
    """What a form for a profile is made from."""

    targets: list[Option]
    health_conditions: list[Option]
    cooking_levels: list[Option]
    cuisines: list[Option]
    allergens: list[Option]
    groups: list[Option]
    staples: list[Option]
    limits: ProfileLimits


class Match(Contract):
    """One name within a wish, and what it is taken for."""

    typed: str
    means: list[str]
    kind: Literal["allergen", "group", "family", "ingredient"]


class LookUp(Contract):
    """How a wish is read. ``known`` is whether a profile with it is accepted."""

    query: str
    matches: list[Match]
    suggestions: list[str]
    known: bool
    reason: Literal["unknown", "open_dish"] | None = None


class ProblemError(Contract):
    """One thing that is wrong: with a field of the body, or with a parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemDetails(Contract):
    """A refusal as RFC 9457 has it. ``detail`` is Korean."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ProblemError] | None = None
