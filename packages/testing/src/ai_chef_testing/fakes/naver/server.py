"""An HTTP server that answers as Naver's shopping search does, well or badly."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ai_chef_testing.fakes.naver.pages import page

PATH = "/v1/search/shop.json"
CLIENT_ID = "shop-client"
CLIENT_SECRET = "shop-secret"  # noqa: S105  # pragma: allowlist secret

Behaviour = Callable[["_Handler", str], None]


class ShopServer(ThreadingHTTPServer):
    """Answers searches; ``behave`` may be changed between requests.

    ``calls`` counts searches by query, ``secret`` is what the header must hold.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.behave: Behaviour = well
        self.secret = CLIENT_SECRET
        self.calls: Counter[str] = Counter()
        self.parameters: list[dict[str, list[str]]] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: ShopServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        parameters = parse_qs(address.query)
        query = parameters.get("query", [""])[0]
        with self.server.lock:
            self.server.calls[query] += 1
            self.server.parameters.append(parameters)
        if address.path != PATH:
            self.send(404, b"{}")
        elif self.headers.get("X-Naver-Client-Secret") != self.server.secret:
            error = {"errorMessage": "Scope Status Invalid", "errorCode": "024"}
            self.send(401, json.dumps(error).encode())
        else:
            self.server.behave(self, query)

    def send(self, status: int, body: bytes, kind: str = "application/json") -> None:
        """Answer with `body`; a caller that has given up is no failure."""
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Stay quiet."""


def well(handler: _Handler, query: str) -> None:
    """Answer with the page of the query."""
    handler.send(200, json.dumps(page(query), ensure_ascii=False).encode())


def empty(handler: _Handler, query: str) -> None:
    """Find nothing."""
    handler.send(200, json.dumps({"total": 0, "items": []}).encode())


def broken(handler: _Handler, query: str) -> None:
    """Fail with 500."""
    handler.send(500, b'{"errorMessage": "System Error", "errorCode": "SE99"}')


def throttled(handler: _Handler, query: str) -> None:
    """Answer every search with the limit per second."""
    handler.send(429, b'{"errorMessage": "Rate limit exceeded", "errorCode": "012"}')


def out_of_quota(handler: _Handler, query: str) -> None:
    """Answer that the day's quota is used up."""
    handler.send(429, b'{"errorMessage": "Query limit exceeded", "errorCode": "010"}')


def spent(handler: _Handler, query: str) -> None:
    """Answer that the day's quota is used up, in the words of older applications."""
    handler.send(429, b'{"errorMessage": "count/quota=25000/25000", "errorCode": ""}')


def not_enabled(handler: _Handler, query: str) -> None:
    """Refuse an application for which the search is not enabled."""
    handler.send(403, b'{"errorMessage": "Forbidden", "errorCode": "024"}')


def discontinued(handler: _Handler, query: str) -> None:
    """Answer that there is no such search."""
    handler.send(404, b'{"errorMessage": "Invalid search api", "errorCode": "SE05"}')


def html_page(handler: _Handler, query: str) -> None:
    """Answer with a page for people."""
    handler.send(200, b"<html><body>maintenance</body></html>", "text/html")


def truncated(handler: _Handler, query: str) -> None:
    """Cut the JSON in the middle."""
    handler.send(200, json.dumps(page(query)).encode()[:-40])


def odd_fields(handler: _Handler, query: str) -> None:
    """Leave out, empty or spoil fields of every item but the last."""
    answer = page(query)
    spoiled: list[Any] = [{}, {"title": None, "lprice": ""}, {"lprice": "0"}, "text", 7]
    spoiled += [item | {"lprice": "0"} for item in answer["items"][:1]]
    handler.send(200, json.dumps(answer | {"items": [*spoiled, *answer["items"]]}).encode())


def trickling(handler: _Handler, query: str) -> None:
    """Send one byte after another, so that no single read ever times out."""
    body = json.dumps(page(query)).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    try:
        for byte in body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.05)
    except (BrokenPipeError, ConnectionResetError):
        handler.close_connection = True


def slow(seconds: float) -> Behaviour:
    """Return a behaviour that answers well after `seconds`."""

    def behave(handler: _Handler, query: str) -> None:
        time.sleep(seconds)
        well(handler, query)

    return behave


def at_first(behaviour: Behaviour, times: int) -> Behaviour:
    """Return a behaviour that is bad for the first `times` searches of each query, then well."""
    seen: Counter[str] = Counter()
    lock = threading.Lock()

    def behave(handler: _Handler, query: str) -> None:
        with lock:
            seen[query] += 1
            count = seen[query]
        (behaviour if count <= times else well)(handler, query)

    return behave
