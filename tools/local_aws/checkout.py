"""The local AWS of this checkout, as `make up` started it."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tools.build_package import ROOT
from tools.local_aws import server

FOLDER = ROOT / ".local" / "aws"
ENDPOINT_FILE = FOLDER.with_name("aws.json")
LOCK_FILE = FOLDER.with_name("aws.lock")


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other `make up` or `make down` of this checkout is at work, and keep others out."""
    LOCK_FILE.parent.mkdir(parents=True, exist_ok=True)
    with LOCK_FILE.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("waiting: another make starts or stops the local AWS here", file=sys.stderr)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def ours() -> server.Endpoint | None:
    """Return this checkout's local AWS if its process lives, whether it answers or not."""
    endpoint = server.remembered(ENDPOINT_FILE)
    return endpoint if endpoint and server.is_ours(endpoint) else None


def required() -> server.Endpoint:
    """Return this checkout's local AWS.

    Raises
    ------
    LocalAwsError
        It does not run, or does not answer.
    """
    endpoint = ours()
    if endpoint is None:
        raise server.LocalAwsError("the local AWS does not run: start it with `make up`")
    if not server.answers(endpoint):
        raise server.LocalAwsError(
            f"the local AWS (process {endpoint.pid}) does not answer: `make up` starts it anew"
        )
    return endpoint
