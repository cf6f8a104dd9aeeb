"""Terraform on what the tests have applied."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.terraform import find_terraform
from tools.testing.deployed import Deployed


@pytest.fixture
def terraform_runs(
    request: pytest.FixtureRequest,
    deployed: Deployed,
    repository: Path,
    terraform_environment: dict[str, str],
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs Terraform on what was applied."""
    work = Path(request.getfixturevalue("applied_root").work_dir)
    variables = os.environ | terraform_environment | {"TF_DATA_DIR": str(work)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [find_terraform(), *arguments],
            cwd=repository / "terraform", env=variables, capture_output=True, text=True, check=False,
        )  # fmt: skip

    run.state = f"-state={work.parent / 'terraform.tfstate'}"  # type: ignore[attr-defined]
    return run
