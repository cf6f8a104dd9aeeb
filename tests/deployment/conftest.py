"""A clone that is deployed onto a local AWS of its own, as a developer does it."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ai_chef_testing.make import make
from ai_chef_testing.repository import copy_repository
from ai_chef_testing.stack.deployed import client
from tools.deploy import bootstrap
from tools.deploy.terraform import backend, local_environment
from tools.local_aws import server
from tools.shared_zips import share_zips

REPOSITORY = "someone/ai-chef"
BOUNDARY = "arn:aws:iam::000000000000:policy/ai-chef-boundary-local"

Change = Callable[[str, Callable[[str], str]], None]


@pytest.fixture(scope="package")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the clone; what its tests change they put back."""
    folder = share_zips(copy_repository(tmp_path_factory.mktemp("deployment") / "clone"))
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    done = make(folder, "up", "deploy")
    assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    make(folder, "down")


def reached(clone: Path) -> server.Endpoint:
    """Return where the local AWS of a clone answers."""
    return server.Endpoint(**json.loads((clone / ".local" / "aws.json").read_text("utf-8")))


@pytest.fixture
def endpoint(clone: Path) -> server.Endpoint:
    """Return where the clone's local AWS answers."""
    return reached(clone)


def replacing(old: str, new: str) -> Callable[[str], str]:
    """Return a function that replaces `old` by `new` in a text."""
    return lambda text: text.replace(old, new)


@contextmanager
def rewriting(clone: Path) -> Iterator[Change]:
    """Yield a function that rewrites a file of the clone; each is put back afterwards."""
    before: dict[Path, str] = {}

    def change(name: str, rewrite: Callable[[str], str]) -> None:
        file = clone / name
        text = file.read_text("utf-8")
        before.setdefault(file, text)
        rewritten = rewrite(text)
        assert rewritten != text, f"{name} has nothing to change"
        file.write_text(rewritten, "utf-8")

    try:
        yield change
    finally:
        for file, text in before.items():
            file.write_text(text, "utf-8")


@pytest.fixture
def changed(clone: Path) -> Iterator[Change]:
    """Return a function that rewrites a file of the clone for the time of a test."""
    with rewriting(clone) as change:
        yield change


@pytest.fixture
def deploying(clone: Path) -> Iterator[Change]:
    """Return what `changed` does, for a test that deploys: afterwards the clone is deployed anew."""
    with rewriting(clone) as change:
        yield change
    done = make(clone, "deploy")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="package")
def roles(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> server.Endpoint:
    """Apply ``terraform/bootstrap`` to the clone's local AWS."""
    endpoint = reached(clone)
    data = str(tmp_path_factory.mktemp("bootstrap"))
    variables = local_environment(endpoint) | {"TF_DATA_DIR": data}
    options = ["-auto-approve", "-input=false", "-no-color"]
    iam = client("iam", endpoint.url)
    assert bootstrap.apply_roles("local", REPOSITORY, variables, iam, options) == 0
    assert bootstrap.apply_roles("local", REPOSITORY, variables, iam, options) == 0, "run again"
    # The local AWS speaks HTTP only, which the bucket refuses.
    s3 = client("s3", endpoint.url)
    bucket = backend("local")["bucket"]
    assert "SecureTransport" in s3.get_bucket_policy(Bucket=bucket)["Policy"]
    s3.delete_bucket_policy(Bucket=bucket)
    return endpoint


def boundary_document(iam: Any) -> dict[str, Any]:
    """Return the policy that bounds roles, as ``terraform/bootstrap`` made it."""
    return policy_document(iam, BOUNDARY)


def policy_document(iam: Any, arn: str) -> dict[str, Any]:
    """Return what a managed policy says."""
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    policy = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]
    document: dict[str, Any] = policy["Document"]
    return document
