"""Measuring on a noisy machine: the median of many runs, interleaved with the baseline's."""

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One figure beside its baseline, both in `unit`.

    ``limit`` is what the figure may be at most, ``ratio_limit`` what its ratio to the baseline may
    be; None where nothing was decided.
    """

    name: str
    value: float
    unit: str
    baseline_name: str
    baseline: float
    limit: float | None = None
    ratio_limit: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the baseline."""
        return self.value / self.baseline if self.baseline else float("inf")

    @property
    def is_within(self) -> bool:
        """Whether both limits hold."""
        holds = self.limit is None or self.value <= self.limit
        return holds and (self.ratio_limit is None or self.ratio <= self.ratio_limit)

    def to_json(self) -> dict[str, Any]:
        """Return the line for comparing two commits."""
        return asdict(self) | {"ratio": round(self.ratio, 3)}


def runs_of(whole: int) -> int:
    """Return how often to measure: `whole` times, or the share of it that ``BENCH_SHARE`` names.

    A share is for seeing that every figure can be measured; its figures are noisy.
    """
    return max(1, math.ceil(whole * float(os.environ.get("BENCH_SHARE") or 1)))


def side_by_side(
    measured: Callable[[], object], baseline: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Return the median milliseconds of each, taking turns so that noise hits both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for call, kept in zip((measured, baseline), times, strict=True):
            started = time.perf_counter()
            call()
            kept.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def import_side_by_side(statement: str, baseline: str, runs: int) -> tuple[float, float]:
    """Return the median milliseconds that each statement takes by its own clock, without start-up."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for code, kept in zip((statement, baseline), times, strict=True):
            kept.append(_own_clock(code))
    return statistics.median(times[0]), statistics.median(times[1])


def _own_clock(code: str) -> float:
    timed = (
        "import time; started = time.perf_counter(); "
        f"exec({code!r}); print((time.perf_counter() - started) * 1000)"
    )
    process = subprocess.run(
        [sys.executable, "-I", "-c", timed], check=True, capture_output=True, text=True
    )
    return float(process.stdout)
