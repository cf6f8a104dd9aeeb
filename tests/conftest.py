"""The whole stack, once per test run: an emulator with IAM enforced, and the real root module on it.

Tests that need a stack are marked ``stack``, and those of one stack run in one worker, so that it is
applied once while other workers go on. They come first: what waits longest begins first.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ai_chef_testing.fakes.models.server import ModelServer
from ai_chef_testing.serving import serving
from ai_chef_testing.stack.applied import Applied
from ai_chef_testing.stack.deployed import Deployed
from tests.stacks import stack
from tools.local_aws import server

STACKS = {
    "fresh_clone": "demo",
    "clone": "deployment",
    "proxied": "faults",
    "local_aws": "plain",
    "modelled": "model",
    "searching": "search",
}
"""Groups of tests by the fixture that makes their stack, the longest first."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test of a stack, before pytest-xdist looks at the marks."""
    fixtures = getattr(item, "fixturenames", ())
    group = next((group for name, group in STACKS.items() if name in fixtures), None)
    if group:
        item.add_marker("stack")
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of stacks first, those of one stack together, then those of other groups."""
    order = list(STACKS.values())

    def rank(item: pytest.Item) -> int:
        mark = item.get_closest_marker("xdist_group")
        if mark and mark.args[0] in order:
            return order.index(mark.args[0])
        return len(order) + (item.get_closest_marker("stack") is None) + (mark is None)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Endpoint]:
    """Run a local AWS of the tests' own."""
    endpoint = server.start(tmp_path_factory.mktemp("local_aws") / "aws")
    yield endpoint
    server.stop(endpoint)


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    """Run the fake models of the tests' own."""
    with serving(ModelServer(0)) as running:
        yield running


@pytest.fixture(scope="session")
def applied(
    local_aws: server.Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Applied]:
    """Apply the root module as it stands."""
    with stack(tmp_path_factory.mktemp("plain"), endpoint=local_aws) as done:
        yield done


@pytest.fixture(scope="session")
def deployed(applied: Applied) -> Deployed:
    """Return what the root module deployed."""
    return applied.deployed


@pytest.fixture(scope="session")
def repository(applied: Applied) -> Path:
    """Return the copy of the repository that is deployed."""
    return applied.root.parent
