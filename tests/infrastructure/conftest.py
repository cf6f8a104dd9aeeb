"""Terraform on what the tests have applied, and code run as a function runs it."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from ai_chef_testing.plugin import AWS_ENVIRONMENT, LAMBDA_ENVIRONMENT
from ai_chef_testing.stack.applied import Applied


def printed(code: str, **variables: str) -> str:
    """Return what `code` prints in a new process with a function's environment."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True,
        env=os.environ | LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT | variables,
    ).stdout  # fmt: skip


@pytest.fixture
def terraform_runs(applied: Applied) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs Terraform on what was applied."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return applied.terraform(*arguments)

    run.state = f"-state={applied.state}"  # type: ignore[attr-defined]
    return run
