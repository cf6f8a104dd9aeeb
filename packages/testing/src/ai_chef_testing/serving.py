"""Servers of our own that answer while a test or a benchmark runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer


@contextmanager
def serving[Server: ThreadingHTTPServer](server: Server) -> Iterator[Server]:
    """Serve from a thread of its own until the block ends, then close the port."""
    answering = {"poll_interval": 0.01}
    threading.Thread(target=server.serve_forever, kwargs=answering, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
