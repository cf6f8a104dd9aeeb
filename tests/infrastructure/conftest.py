"""Terraform on what the tests have applied."""

import subprocess
from collections.abc import Callable

import pytest

from ai_chef_testing.stack.applied import Applied


@pytest.fixture
def terraform_runs(applied: Applied) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs Terraform on what was applied."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return applied.terraform(*arguments)

    run.state = f"-state={applied.state}"  # type: ignore[attr-defined]
    return run
