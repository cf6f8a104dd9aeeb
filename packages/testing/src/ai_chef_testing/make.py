"""Running `make` as a person does: nothing of an outer make or of a test's AWS gets through."""

import os
import subprocess
from pathlib import Path

NOT_INHERITED = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "UV", "VIRTUAL_ENV", "PYTHONPATH")


def own_environment() -> dict[str, str]:
    """Return the environment of a person's shell."""
    return {
        key: value
        for key, value in os.environ.items()
        if key not in NOT_INHERITED and not key.startswith("AWS_")
    }


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``make`` with `arguments` in `folder`; its output is captured, its exit code returned."""
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=own_environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
