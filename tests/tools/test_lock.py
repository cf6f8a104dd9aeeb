"""The check of the locks finds a lock that no longer matches."""

import os
import subprocess
import sys
from pathlib import Path

from ai_chef_testing.repository import copy_repository
from tools.build_package import find_uv


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.checks.lock", "--check"],
        cwd=folder, env=os.environ | {"UV": find_uv()}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_dependency_that_is_not_locked_makes_exactly_its_locks_stale(tmp_path: Path) -> None:
    copy = copy_repository(tmp_path / "copy")
    project = copy / "packages" / "combine" / "pyproject.toml"
    project.write_text(
        project.read_text("utf-8").replace('"ai-chef-common",', '"ai-chef-common",\n  "tzdata",')
    )

    done = check(copy)

    assert done.returncode == 1
    stale = [line.split()[1] for line in done.stderr.splitlines()]
    assert stale == ["requirements.lock", "packages/combine/requirements.txt"]
