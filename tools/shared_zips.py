"""The zips of this clone, built once for all that run beside each other, and for copies of it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.build_package import ROOT, build, lambda_packages, python_version
from tools.deploy.terraform import host_architecture
from tools.file_lock import alone


def shared_zip(package: str) -> Path:
    """Return the zip of a package for this machine's architecture.

    Processes that ask at the same time wait for the first: it builds.

    Raises
    ------
    BuildError
        It cannot be built.
    """
    with alone(ROOT / "dist" / f".{package}.lock"):
        return build(package, python_version(), host_architecture(), None)


def share_zips(copy: Path) -> Path:
    """Let a copy of the repository find its zips built, unless it changes them; return the copy.

    Raises
    ------
    BuildError
        A zip cannot be built.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        zips = list(pool.map(shared_zip, lambda_packages()))
    (copy / "dist").mkdir()
    for path in zips:
        (copy / "dist" / path.name).symlink_to(path)
    return copy
