"""Time as AI Chef writes it: UTC, ISO-8601 with milliseconds and ``Z``; TTLs in epoch seconds."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the current time, timezone-aware, in UTC."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """Write `moment` as ``2026-01-31T09:00:00.000Z``, which also sorts as text.

    Raises
    ------
    ValueError
        If `moment` carries no timezone: a naive time cannot be told apart from local time.
    """
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place here: use utc_now()")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """Read what `iso` wrote (or any ISO-8601 time with an offset)."""
    return datetime.fromisoformat(text)


def epoch_seconds(moment: datetime) -> int:
    """Return `moment` as whole epoch seconds, the form that DynamoDB's TTL reads."""
    return int(moment.timestamp())
