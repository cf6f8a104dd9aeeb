"""A retry waits as its ``MaxDelaySeconds`` and ``JitterStrategy`` say.

AWS: the backoff is capped by ``MaxDelaySeconds``; with ``FULL`` jitter the wait is anything between
nothing and the backoff, so that what failed together does not come back together.
Emulator: both are ignored.
Patch: the retrier that is found gets an interval that is drawn anew each time.
"""

import random
from typing import Any

from ministack.services import stepfunctions


def apply() -> None:
    """Apply the patch."""
    find = stepfunctions._find_matching_retrier

    def find_with_jitter(
        retriers: list[dict[str, Any]], error: str, counts: dict[int, int]
    ) -> tuple[dict[str, Any] | None, int]:
        retrier, index = find(retriers, error, counts)
        if retrier is None:
            return None, index
        backoff = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** (
            counts.get(index, 0)
        )
        wait = min(backoff, retrier.get("MaxDelaySeconds", backoff))
        if retrier.get("JitterStrategy") == "FULL":
            wait = random.uniform(0, wait)  # noqa: S311 - spreads load, no secret
        return retrier | {"IntervalSeconds": wait, "BackoffRate": 1.0}, index

    stepfunctions._find_matching_retrier = find_with_jitter
