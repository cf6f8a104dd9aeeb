"""`make doctor` on a deployed local AWS, and without one."""

from pathlib import Path

import pytest

from ai_chef_testing.make import make

CHECKS = [
    "python", "terraform", "uv", "provider", "node", "locks", "credentials", "clock", "region",
    "state bucket", "boundary", "concurrency", "model", "model lifecycle", "search",
    "tables", "log retention",
]  # fmt: skip


def test_local_passes_wholly(clone: Path) -> None:
    done = make(clone, "doctor")

    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert all(line.startswith("ok ") for line in lines), done.stdout
    assert [line[6:24].strip() for line in lines] == CHECKS


def test_an_account_that_nobody_is_logged_in_to_is_told(
    clone: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    done = make(clone, "doctor", "ENV=dev")

    assert done.returncode != 0
    assert "WRONG credentials" in done.stdout
    assert "→" in done.stdout
