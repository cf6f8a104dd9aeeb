"""Environments of their own for tools that must not decide which versions the project uses."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.build_package import ROOT, find_uv, python_version
from tools.file_lock import alone


def install(name: str, lock: Path, building: Mapping[str, str] | None = None) -> Path:
    """Create ``.local/<name>`` from a hashed lock, once; return its folder of programs.

    Processes that ask at the same time wait for the first: it installs.

    Parameters
    ----------
    building
        Environment variables for packages that are built from their sources.

    Raises
    ------
    subprocess.CalledProcessError
        A package cannot be had, or is not the one that the lock names.
    """
    folder = ROOT / ".local" / name
    with alone(folder.with_name(f".{name}.lock")):
        installed = folder / "installed.txt"
        if not installed.exists() or installed.read_bytes() != lock.read_bytes():
            _install(folder, lock, os.environ | dict(building or {}))
            shutil.copyfile(lock, installed)
    return folder / "bin"


def _install(folder: Path, lock: Path, environment: Mapping[str, str]) -> None:
    uv = find_uv()
    subprocess.run(
        [uv, "venv", "--quiet", "--clear", "--python", python_version(), str(folder)],
        cwd=ROOT, check=True,
    )  # fmt: skip
    subprocess.run(
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python",
         str(folder / "bin" / "python"), str(lock)],
        cwd=ROOT, check=True, env=environment,
    )  # fmt: skip
