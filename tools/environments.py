"""Environments of their own for tools that must not decide which versions the project uses."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.build_package import ROOT, find_uv, python_version


def install(name: str, lock: Path, building: Mapping[str, str] | None = None) -> Path:
    """Create ``.local/<name>`` from a hashed lock, once; return its folder of programs.

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
    installed = folder / "installed.txt"
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return folder / "bin"
    uv = find_uv()
    subprocess.run(
        [uv, "venv", "--quiet", "--clear", "--python", python_version(), str(folder)],
        cwd=ROOT, check=True,
    )  # fmt: skip
    subprocess.run(
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python",
         str(folder / "bin" / "python"), str(lock)],
        cwd=ROOT, check=True, env=os.environ | dict(building or {}),
    )  # fmt: skip
    shutil.copyfile(lock, installed)
    return folder / "bin"
