"""The functions map of Terraform and the packages agree."""

import re
from typing import Any

import pytest

from ai_chef_common.sessions.eraser import LEASE_SECONDS
from ai_chef_common.sessions.phases import Phase
from ai_chef_testing.template import definition
from tools import hcl
from tools.build_package import ROOT, lambda_packages, workspace_dependencies
from tools.checks.lock import LAMBDAS


def functions() -> dict[str, Any]:
    mapped: dict[str, Any] = hcl.local_values(ROOT / "terraform" / "functions.tf")["functions"]
    return mapped


def test_every_lambda_package_is_in_the_map_and_nothing_else() -> None:
    assert sorted(functions()) == lambda_packages() == sorted(LAMBDAS)


@pytest.mark.parametrize("package", lambda_packages())
def test_the_map_names_the_workspace_packages_that_the_pyproject_declares(package: str) -> None:
    assert functions()[package]["workspace_packages"] == workspace_dependencies(package)


def test_every_function_is_called_by_the_workflow_and_no_other() -> None:
    called = {
        state["Parameters"]["FunctionName"]
        for state in definition()["States"].values()
        if state["Type"] == "Task"
    }

    assert called == {name for name, function in functions().items() if function["steps"]}
    assert set(functions()) - called == {"api"}, "the front door starts the workflow"


def test_every_phase_is_written_by_a_function_of_the_map() -> None:
    assert {phase.written_by for phase in Phase} == set(functions()) - {"api"}


def test_a_workflow_cannot_outlive_the_lease_of_its_session() -> None:
    text = (ROOT / "terraform" / "functions.tf").read_text("utf-8")
    seconds = {
        name: int(value) for name, value in re.findall(r"(\w+_seconds)\s*=\s*(\d+)$", text, re.M)
    }

    assert seconds["session_lease_seconds"] > seconds["workflow_timeout_seconds"]
    assert seconds["session_lease_seconds"] == LEASE_SECONDS


def test_the_python_version_stands_the_same_everywhere() -> None:
    version = (ROOT / ".python-version").read_text("utf-8").strip()
    variables = (ROOT / "terraform" / "variables.tf").read_text("utf-8")

    assert f'default     = "{version}"' in variables
    for project in (ROOT / "packages").glob("*/pyproject.toml"):
        assert f'requires-python = ">={version},<' in project.read_text("utf-8")
