"""The whole stack with a fault proxy between its Lambdas and the local AWS."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ai_chef_testing.repository import copy_repository
from ai_chef_testing.stack.deployed import Deployed
from tests.conftest import applied
from tests.faults.proxy import FaultProxy, proxying
from tools.local_aws import server

LAMBDA_SECONDS = 5
"""Short, so that a test of a time-out need not wait long."""


@pytest.fixture(scope="session")
def ports() -> tuple[int, int]:
    """Return a port for the local AWS and one for the proxy."""
    return server.free_port(), server.free_port()


@pytest.fixture(scope="session")
def fault_proxy(
    ports: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FaultProxy]:
    """Run the proxy."""
    log = tmp_path_factory.mktemp("fault_proxy") / "proxy.log"
    with proxying(*ports, log) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def proxied(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    ports: tuple[int, int],
    fault_proxy: FaultProxy,
) -> Iterator[Deployed]:
    """Apply the root module onto an emulator whose Lambdas reach it through the proxy."""
    folder: Path = tmp_path_factory.mktemp("proxied")
    endpoint = server.start(
        folder / "aws", port=ports[0], functions_reach=fault_proxy.url, enforce_iam=False
    )
    repository = copy_repository(folder / "repository")
    root = (repository / "terraform").rename(repository / "terraform_with_faults")
    seconds = dict.fromkeys(("orchestrator", "recipe", "price", "combine"), LAMBDA_SECONDS)
    (root / "faults.tfvars.json").write_text(json.dumps({"function_timeouts": seconds}))
    yield applied(
        request,
        "applied_root_with_faults",
        endpoint,
        root,
        ("envs/local.tfvars", "faults.tfvars.json"),
    )
    server.stop(endpoint)


@pytest.fixture
def faults(fault_proxy: FaultProxy, proxied: Deployed) -> Iterator[FaultProxy]:
    """Return the proxy; it passes everything again after the test."""
    fault_proxy.inject()
    yield fault_proxy
    fault_proxy.inject()
