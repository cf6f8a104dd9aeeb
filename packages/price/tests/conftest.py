"""A shopping search of our own on 127.0.0.1."""

import threading
from collections.abc import Iterator

import pytest

from tools.shop.server import ShopServer


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    """Run the server for one test."""
    server = ShopServer()
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    yield server
    server.shutdown()
    server.server_close()
