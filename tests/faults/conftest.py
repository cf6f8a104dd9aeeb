"""The whole stack with a fault proxy between its Lambdas and the local AWS."""

from collections.abc import Iterator

import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id
from tests.faults.proxy import FaultProxy, proxying
from tests.stacks import stack
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
    tmp_path_factory: pytest.TempPathFactory,
    ports: tuple[int, int],
    fault_proxy: FaultProxy,
) -> Iterator[Deployed]:
    """Apply the root module onto an emulator whose Lambdas reach it through the proxy."""
    seconds = dict.fromkeys(("orchestrator", "recipe", "price", "combine"), LAMBDA_SECONDS)
    with stack(
        tmp_path_factory.mktemp("proxied"),
        settings={"function_timeouts": seconds},
        port=ports[0],
        functions_reach=fault_proxy.url,
        enforce_iam=False,
    ) as applied:
        session = {"sessionId": new_session_id(), "profile": {"target": "general"}}
        applied.deployed.run(session)  # a cold start takes most of those seconds where it is busy
        yield applied.deployed


@pytest.fixture
def faults(fault_proxy: FaultProxy, proxied: Deployed) -> Iterator[FaultProxy]:
    """Return the proxy; it passes everything again after the test."""
    fault_proxy.inject()
    yield fault_proxy
    fault_proxy.inject()
