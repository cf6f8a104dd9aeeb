"""The local AWS of this checkout, as `make up` started it."""

from tools.build_package import ROOT
from tools.local_aws import server

FOLDER = ROOT / ".local" / "aws"
ENDPOINT_FILE = FOLDER.with_name("aws.json")


def running() -> server.Endpoint | None:
    """Return this checkout's local AWS if it runs: another's may have taken its port since."""
    endpoint = server.load(ENDPOINT_FILE)
    return endpoint if endpoint and server.is_ours(endpoint) else None


def required() -> server.Endpoint:
    """Return this checkout's local AWS.

    Raises
    ------
    LocalAwsError
        It does not run.
    """
    endpoint = running()
    if endpoint is None:
        raise server.LocalAwsError("the local AWS does not run: start it with `make up`")
    return endpoint
