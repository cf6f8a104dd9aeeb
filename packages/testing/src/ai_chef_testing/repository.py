"""Copies of the repository, as a fresh clone would be."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
"""The repository: this package is installed editable, so it runs from there."""

LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n'
"""Overrides the root module's backend: the state of a copy is a file beside it."""


def tracked_files() -> list[Path]:
    """Return what git tracks, or would track, as paths from the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = filter(None, listed.stdout.decode().split("\0"))
    return [Path(name) for name in names if (ROOT / name).is_file()]


def copy_repository(target: Path) -> Path:
    """Copy the tracked files to `target`; return it."""
    for name in tracked_files():
        copied = target / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes((ROOT / name).read_bytes())
    return target
