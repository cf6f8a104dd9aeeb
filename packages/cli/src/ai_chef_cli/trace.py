"""The timeline of one session, from the history of its execution."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rich.table import Table

from ai_chef_cli.plain import plain

BEGINS = ("TaskScheduled",)
OUTCOMES = {
    "TaskSucceeded": "",
    "TaskFailed": "taskFailedEventDetails",
    "TaskTimedOut": "taskTimedOutEventDetails",
    "TaskStartFailed": "taskStartFailedEventDetails",
    "TaskSubmitFailed": "taskSubmitFailedEventDetails",
}
ENDS = ("ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut")
RUNNING = "running"
SUCCEEDED = "succeeded"


@dataclass(frozen=True)
class Attempt:
    """One try of one step.

    ``began``: seconds since the execution started; ``seconds``: how long it took, None while it
    runs; ``outcome``: ``succeeded``, ``running``, or the name of the error.
    """

    step: str
    number: int
    began: float
    seconds: float | None
    outcome: str

    def to_json(self) -> dict[str, Any]:
        """Return the attempt for programs."""
        return {
            "step": self.step,
            "attempt": self.number,
            "began": round(self.began, 3),
            "seconds": None if self.seconds is None else round(self.seconds, 3),
            "outcome": self.outcome,
        }


@dataclass(frozen=True)
class Timeline:
    """The attempts of an execution in order, and its seconds from start to end (None: running)."""

    attempts: tuple[Attempt, ...]
    seconds: float | None


def timeline(events: Iterable[Mapping[str, Any]]) -> Timeline:
    """Read the history of an execution, oldest event first."""
    attempts: list[Attempt] = []
    started: datetime | None = None
    step, number, total = "", 0, None
    for event in events:
        at: datetime = event["timestamp"]
        started = started or at
        offset = (at - started).total_seconds()
        kind = event["type"]
        if kind.endswith("StateEntered"):
            step, number = event["stateEnteredEventDetails"]["name"], 0
        elif kind in BEGINS:
            number += 1
            attempts.append(Attempt(step, number, offset, None, RUNNING))
        elif kind in OUTCOMES and attempts:
            error = event.get(OUTCOMES[kind], {}).get("error", kind) if OUTCOMES[kind] else ""
            last = attempts[-1]
            attempts[-1] = replace(last, seconds=offset - last.began, outcome=error or SUCCEEDED)
        elif kind in ENDS:
            total = offset
    return Timeline(tuple(attempts), total)


def table(history: Timeline) -> Table:
    """Return the timeline as a table."""
    shown = Table()
    for column in ("단계", "시도", "시작", "걸린 시간", "결과"):
        is_number = column in ("시도", "시작", "걸린 시간")
        shown.add_column(column, justify="right" if is_number else "left")
    words = {SUCCEEDED: "성공", RUNNING: "진행 중"}
    for attempt in history.attempts:
        cells = (
            attempt.step,
            str(attempt.number),
            f"{attempt.began:.2f}초",
            "" if attempt.seconds is None else f"{attempt.seconds:.2f}초",
            words.get(attempt.outcome, attempt.outcome),
        )
        shown.add_row(*map(plain, cells))
    shown.add_section()
    shown.add_row("전체", "", "", "" if history.seconds is None else f"{history.seconds:.2f}초", "")
    return shown
