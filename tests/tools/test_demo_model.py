"""The figures of `make demo-model`: what its relay keeps, and what it makes of them."""

import json
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from ai_chef_testing.stack.deployed import wait_for
from tools.demo_model.__main__ import Cooked
from tools.demo_model.relay import Draft, Relay, relaying
from tools.local_aws.openai_server import ModelServer

ASKED = {"model": "small", "messages": [], "response_format": {"type": "json_schema"}}


class _Streaming(BaseHTTPRequestHandler):
    """Streams a token at a time as llama.cpp does: a whole draft, or without end if asked for a loop."""

    def do_GET(self) -> None:
        self._start(200)

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if request["model"] == "full":
            self._start(503)
            return
        self._start(200)
        for number in range(1, 4000 if request["model"] == "circling" else 4):
            timings = {"prompt_n": 5, "cache_n": 100, "predicted_n": number}
            self._send({"choices": [{"delta": {"content": "소금 "}}], "timings": timings})
        self._send({"choices": [{"delta": {}, "finish_reason": "stop"}]})
        self._send({"choices": [], "usage": {"prompt_tokens": 105, "completion_tokens": 3}})

    def version_string(self) -> str:
        return "llama.cpp"

    def _start(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _send(self, event: dict[str, Any]) -> None:
        try:
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def relay() -> Iterator[Relay]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Streaming)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with relaying(f"http://127.0.0.1:{server.server_port}") as relay:
        yield relay
    server.shutdown()
    server.server_close()


def post(relay: Relay, request: dict[str, Any]) -> bytes:
    url = f"{relay.url}/v1/chat/completions"
    posted = urllib.request.Request(url, json.dumps(request).encode())  # noqa: S310 - our own URL
    with urllib.request.urlopen(posted, timeout=10) as answer:  # noqa: S310
        body: bytes = answer.read()
        return body


def ended(relay: Relay) -> Draft:
    """Return the one draft, which the relay keeps a moment after its asker has it."""
    (draft,) = wait_for("the draft", lambda: relay.drafts or None)
    return draft


def test_the_relay_passes_a_stream_on_and_keeps_what_the_server_counted(relay: Relay) -> None:
    body = post(relay, ASKED)

    draft = ended(relay)
    assert body.count(b"data: ") == 5
    assert (draft.input_tokens, draft.output_tokens) == (105, 3)
    assert (draft.asked_by, draft.finish) == ("json_schema", "stop")


def test_the_relay_keeps_that_a_server_failed(relay: Relay) -> None:
    with pytest.raises(urllib.request.HTTPError):
        post(relay, ASKED | {"model": "full"})

    assert ended(relay).finish == "503"


def test_a_server_behind_the_relay_is_known_for_llama_cpp_and_its_loop_is_stopped(
    relay: Relay,
) -> None:
    reply = ModelServer(relay.url, 10).ask({"model": "circling", "messages": []})

    assert reply["choices"][0]["finish_reason"] == "length"
    assert reply["usage"]["prompt_tokens"] == 105


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({}, None),
        ({"source": None}, "without a recipe"),
        ({"seconds": 121.0}, "longer than 120 s"),
        ({"metered": (105, 2)}, "metered (105, 2), the server counted (105, 3)"),
        ({"drafts": [Draft("tool_choice required", 1, 105, 3, "stop")]}, "asked by"),
        ({"drafts": [], "metered": (0, 0)}, "not asked"),
        ({"drafts": [Draft("json_schema", 1, 105, 4, "stopped")]}, None),
        ({"drafts": [Draft("json_schema", 1, 105, 40, "stopped")]}, "metered"),
        ({"drafts": [Draft("json_schema", 1, 106, 3, "stopped")]}, "metered"),
    ],
)
def test_a_run_fails_for_what_does_not_hold(changed: dict[str, Any], problem: str | None) -> None:
    held: dict[str, Any] = {
        "profile": "examples/keto.json",
        "seconds": 20.0,
        "drafts": [Draft("json_schema", 1, 105, 3, "stop")],
        "metered": (105, 3),
        "outcome": "book",
        "source": {"kind": "book"},
    }

    problems = Cooked(**(held | changed)).problems

    assert len(problems) == (0 if problem is None else 1)
    assert problem is None or problem in problems[0]
