"""Terraform on what the tests have applied."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ai_chef_testing.stack.deployed import Deployed
from tools.deploy.terraform import captured


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
        return captured(arguments, variables, repository / "terraform")

    run.state = f"-state={work.parent / 'terraform.tfstate'}"  # type: ignore[attr-defined]
    return run
