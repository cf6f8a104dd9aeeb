"""A lock between processes: whoever comes second waits until the first is done, or has ended."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(lock: Path, waiting: str = "") -> Iterator[None]:
    """Hold the lock of a file, which is made if need be; say `waiting` if somebody else holds it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                print(waiting, file=sys.stderr)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
