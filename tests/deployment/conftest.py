"""A clone that is deployed onto a local AWS of its own, as a developer does it."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.local_aws import server
from tools.testing.make import make
from tools.testing.repository import copy_repository

Change = Callable[[str, Callable[[str], str]], None]


@pytest.fixture(scope="package")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the clone; what its tests change they put back."""
    folder = copy_repository(tmp_path_factory.mktemp("deployment") / "clone")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    done = make(folder, "up", "deploy")
    assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    make(folder, "down")


@pytest.fixture
def endpoint(clone: Path) -> server.Endpoint:
    """Return where the clone's local AWS answers."""
    return server.Endpoint(**json.loads((clone / ".local" / "aws.json").read_text("utf-8")))


@pytest.fixture
def changed(clone: Path) -> Iterator[Change]:
    """Return a function that rewrites a file of the clone; each is put back afterwards."""
    before: dict[Path, str] = {}

    def change(name: str, rewrite: Callable[[str], str]) -> None:
        file = clone / name
        text = file.read_text("utf-8")
        before.setdefault(file, text)
        rewritten = rewrite(text)
        assert rewritten != text, f"{name} has nothing to change"
        file.write_text(rewritten, "utf-8")

    yield change
    for file, text in before.items():
        file.write_text(text, "utf-8")
