"""The local AWS of this checkout, as `make up` started it."""

from contextlib import AbstractContextManager

from tools import file_lock
from tools.build_package import ROOT
from tools.local_aws import server

FOLDER = ROOT / ".local" / "aws"
ENDPOINT_FILE = FOLDER.with_name("aws.json")
LOCK_FILE = FOLDER.with_name("aws.lock")


def alone() -> AbstractContextManager[None]:
    """Wait until no other `make up` or `make down` of this checkout is at work, and keep others out."""
    waiting = "waiting: another make starts or stops the local AWS here"
    return file_lock.alone(LOCK_FILE, waiting)


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
