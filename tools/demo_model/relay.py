"""A relay before a model server: it keeps what the server itself said of every draft."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

GIVES_UP_AFTER_SECONDS = 300


@dataclass
class Draft:
    """One request for a completion, as the server answered it.

    ``asked_by`` is how the draft's shape was asked for; ``finish`` is why it ended: ``stop``,
    ``length``, ``stopped`` if the asker left the stream, or the HTTP status of a failure.
    """

    asked_by: str
    seconds: float = 0
    input_tokens: int = 0
    output_tokens: int = 0
    finish: str = ""

    def read(self, event: dict[str, Any]) -> None:
        """Take what an event of the stream says; what comes later counts."""
        usage, timings = event.get("usage"), event.get("timings")
        if usage:
            self.input_tokens = usage["prompt_tokens"]
            self.output_tokens = usage["completion_tokens"]
        elif timings and "predicted_n" in timings:
            self.input_tokens = timings["prompt_n"] + timings["cache_n"]
            self.output_tokens = timings["predicted_n"]
        for choice in event.get("choices") or []:
            self.finish = choice.get("finish_reason") or self.finish


class Relay(ThreadingHTTPServer):
    """Passes everything on to `upstream`; ``drafts`` in the order in which they ended."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = urlsplit(upstream).netloc
        self.drafts: list[Draft] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def relaying(upstream: str) -> Iterator[Relay]:
    """Yield a relay before `upstream`, until the block ends."""
    relay = Relay(upstream)
    Thread(target=relay.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield relay
    finally:
        relay.shutdown()
        relay.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Relay

    def do_GET(self) -> None:
        self._pass_on(None, None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._pass_on(body, Draft(_asked_by(json.loads(body))))

    def _pass_on(self, body: bytes | None, draft: Draft | None) -> None:
        started = time.monotonic()
        upstream = http.client.HTTPConnection(self.server.upstream, timeout=GIVES_UP_AFTER_SECONDS)
        try:
            headers = {"Content-Type": "application/json"} if body else {}
            upstream.request(self.command, self.path, body, headers)
            answer = upstream.getresponse()
            self.send_response_only(answer.status)
            for name in ("Server", "Content-Type"):
                self.send_header(name, answer.headers.get(name, ""))
            self.end_headers()
            if draft and answer.status != http.HTTPStatus.OK:
                draft.finish = str(answer.status)
            for line in answer:
                if draft and line.startswith(b"data: {"):
                    draft.read(json.loads(line.removeprefix(b"data: ")))
                self.wfile.write(line)
        except (BrokenPipeError, ConnectionResetError):
            if draft:
                draft.finish = "stopped"
        finally:
            upstream.close()
            if draft:
                draft.seconds = time.monotonic() - started
                self.server.drafts.append(draft)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Stay quiet: requests hold profiles."""


def _asked_by(request: dict[str, Any]) -> str:
    if "response_format" in request:
        return str(request["response_format"]["type"])
    return f"tool_choice {request.get('tool_choice', 'auto')}"
