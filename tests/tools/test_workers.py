"""pytest-xdist keeps the tests of one stack in one worker, or each worker would apply its own."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="runs in one process")
def test_a_test_of_a_stack_carries_the_name_of_its_group(request: pytest.FixtureRequest) -> None:
    grouped = {
        item.nodeid: mark.args[0]
        for item in request.session.items
        if (mark := item.get_closest_marker("xdist_group"))
    }

    assert not {name for name, group in grouped.items() if not name.endswith(f"@{group}")}
