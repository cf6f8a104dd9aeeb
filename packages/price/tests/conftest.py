"""A shopping search of our own on 127.0.0.1."""

from collections.abc import Iterator

import pytest

from ai_chef_testing.fakes.naver.server import ShopServer
from ai_chef_testing.serving import serving


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    """Run the server for one test."""
    with serving(ShopServer()) as server:
        yield server
