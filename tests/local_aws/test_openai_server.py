"""How the local AWS's Bedrock asks servers of different makes, at small ones that behave like them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tools.local_aws.openai_server import ModelServer, ModelServerError, loops

DISH = {"name": "두부조림"}
SCHEMA = {"type": "object", "properties": {"name": {"type": "string", "description": "요리 이름"}}}
FORCED = {
    "model": "small",
    "messages": [
        {"role": "system", "content": "너는 요리사다."},
        {"role": "user", "content": "레시피 하나"},
    ],
    "max_tokens": 2048,
    "tools": [{
        "type": "function",
        "function": {"name": "hand_in", "description": "낸다.", "parameters": SCHEMA},
    }],
    "tool_choice": {"type": "function", "function": {"name": "hand_in"}},
}  # fmt: skip
USAGE = {"prompt_tokens": 812, "completion_tokens": 37}
PROSE = "두부조림을 추천합니다."

Answer = tuple[int, list[dict[str, Any]]]
Behaviour = Callable[[dict[str, Any]], Answer]


class FakeServer(ThreadingHTTPServer):
    """Answers as `behaviour` says, in a stream, under the name in ``header``; or with ``whole``."""

    daemon_threads = True

    def __init__(self, behaviour: Behaviour, header: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.header = header
        self.requests: list[dict[str, Any]] = []
        self.whole: Any = None


class _Handler(BaseHTTPRequestHandler):
    server: FakeServer

    def version_string(self) -> str:
        return self.server.header

    def do_GET(self) -> None:
        self._start(200, "application/json")
        self.wfile.write(b'{"data": []}')

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        if self.server.whole is not None:
            self._start(200, "application/json")
            self.wfile.write(json.dumps(self.server.whole).encode())
            return
        status, events = self.server.behaviour(request)
        if status != 200:
            self._start(status, "application/json")
            self.wfile.write(json.dumps(events[0]).encode())
            return
        self._start(200, "text/event-stream")
        try:
            for event in events:
                self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _start(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def serving(behaviour: Behaviour, header: str = "fake") -> Iterator[tuple[ModelServer, FakeServer]]:
    fake = FakeServer(behaviour, header)
    Thread(target=fake.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield ModelServer(f"http://127.0.0.1:{fake.server_port}", 10), fake
    finally:
        fake.shutdown()
        fake.server_close()


def stream(text: str, finish: str = "stop") -> list[dict[str, Any]]:
    pieces = [{"choices": [{"delta": {"content": letter}}]} for letter in text]
    return [
        *pieces,
        {"choices": [{"delta": {}, "finish_reason": finish}]},
        {"choices": [], "usage": USAGE},
    ]


def stream_of_call(arguments: str) -> list[dict[str, Any]]:
    named = {"index": 0, "id": "call_x", "function": {"name": "hand_in", "arguments": ""}}
    parts = [named, *({"index": 0, "function": {"arguments": letter}} for letter in arguments)]
    pieces = [{"choices": [{"delta": {"tool_calls": [part]}}]} for part in parts]
    end = {"choices": [{"delta": {}, "finish_reason": "tool_calls"}], "usage": USAGE}
    return [*pieces, end]


def draft() -> str:
    return json.dumps(DISH, ensure_ascii=False)


def llama_cpp(request: dict[str, Any]) -> Answer:
    """Keep to a schema; take a named tool for none at all; call where one is required."""
    if "response_format" in request:
        return 200, stream(draft())
    if request.get("tool_choice") == "required":
        return 200, stream_of_call(draft())
    return 200, stream(PROSE)


def without_formats(request: dict[str, Any]) -> Answer:
    if "response_format" in request:
        return 400, [{"error": {"type": "invalid_request_error", "message": "response_format"}}]
    return llama_cpp(request)


def openai_of_old(request: dict[str, Any]) -> Answer:
    """Take only what the first servers with tools took: a tool by its name."""
    if "response_format" in request or request.get("tool_choice") == "required":
        return 400, [{"error": {"type": "invalid_request_error", "message": "unknown"}}]
    return 200, stream_of_call(draft())


def deaf_to_formats(request: dict[str, Any]) -> Answer:
    if "response_format" in request:
        return 200, stream(PROSE)
    return llama_cpp(request)


def arguments_of(reply: dict[str, Any]) -> object:
    (call,) = reply["choices"][0]["message"]["tool_calls"]
    assert call["function"]["name"] == "hand_in"
    return json.loads(call["function"]["arguments"])


@pytest.mark.parametrize(
    ("behaviour", "tries"), [(llama_cpp, 1), (without_formats, 2), (openai_of_old, 3)]
)
def test_a_forced_tool_is_called_by_every_make_and_what_it_takes_is_remembered(
    behaviour: Behaviour, tries: int
) -> None:
    with serving(behaviour) as (server, fake):
        replies = [server.ask(FORCED), server.ask(FORCED)]

    for reply in replies:
        assert arguments_of(reply) == DISH
        assert reply["choices"][0]["finish_reason"] == "tool_calls"
        assert reply["usage"] == USAGE
    assert len(fake.requests) == tries + 1
    assert all(request["max_tokens"] == 2048 for request in fake.requests)


def test_a_schema_is_shown_to_the_model_with_the_tools_description() -> None:
    with serving(llama_cpp) as (server, fake):
        server.ask(FORCED)

    (request,) = fake.requests
    assert "tools" not in request
    assert request["response_format"]["json_schema"]["schema"] == SCHEMA
    system, user = request["messages"]
    asked: Any = FORCED["messages"]
    assert system["content"].startswith("너는 요리사다.")
    assert "낸다." in system["content"]
    assert "요리 이름" in system["content"]
    assert user == asked[1]


def test_only_one_call_is_asked_for_where_a_tool_is_required() -> None:
    with serving(without_formats) as (server, fake):
        server.ask(FORCED)

    assert fake.requests[-1]["tool_choice"] == "required"
    assert fake.requests[-1]["parallel_tool_calls"] is False


def test_a_server_that_ignores_the_schema_is_asked_by_the_tool_from_then_on() -> None:
    with serving(deaf_to_formats) as (server, fake):
        first, second = server.ask(FORCED), server.ask(FORCED)

    assert first["choices"][0]["message"]["content"] == PROSE
    assert arguments_of(second) == DISH
    assert len(fake.requests) == 2


@pytest.mark.parametrize("choice", [None, "auto", "none"])
def test_a_tool_that_is_not_forced_is_left_to_the_model(choice: str | None) -> None:
    free = {key: value for key, value in FORCED.items() if key != "tool_choice"}
    request = free | ({"tool_choice": choice} if choice else {})

    with serving(llama_cpp) as (server, fake):
        server.ask(request)

    assert fake.requests[0].get("tool_choice") == choice
    assert fake.requests[0]["tools"] == free["tools"]


@pytest.mark.parametrize(
    ("status", "kind", "tries"),
    [
        (400, "invalid_request_error", 3),
        (400, "exceed_context_size_error", 1),
        (401, "authentication_error", 1),
        (429, "rate_limit_error", 1),
        (503, "unavailable_error", 1),
    ],
)
def test_a_failure_of_another_cause_is_not_tried_in_other_ways(
    status: int, kind: str, tries: int
) -> None:
    def failing(request: dict[str, Any]) -> Answer:
        return status, [{"error": {"code": status, "type": kind, "message": "no"}}]

    with serving(failing) as (server, fake), pytest.raises(ModelServerError) as caught:
        server.ask(FORCED)

    assert caught.value.status == status
    assert len(fake.requests) == tries


def test_a_failure_in_the_middle_of_a_stream_is_one() -> None:
    def breaking(request: dict[str, Any]) -> Answer:
        return 200, [*stream("{")[:1], {"error": {"code": 500, "message": "broke"}}]

    with serving(breaking) as (server, _), pytest.raises(ModelServerError) as caught:
        server.ask(FORCED)

    assert caught.value.status == 500


def test_an_answer_that_was_cut_stays_text_that_was_cut() -> None:
    def cut(request: dict[str, Any]) -> Answer:
        return 200, stream('{"name": "두', finish="length")

    with serving(cut) as (server, fake):
        reply = server.ask(FORCED)
        server.ask(FORCED)

    assert reply["choices"][0]["finish_reason"] == "length"
    assert "tool_calls" not in reply["choices"][0]["message"]
    assert all("response_format" in request for request in fake.requests)


def test_a_model_that_goes_round_in_circles_is_stopped_and_paid_as_far_as_it_went() -> None:
    def circling(request: dict[str, Any]) -> Answer:
        """Write a token at a time, telling with each how many there were, as llama.cpp does."""
        assert request["timings_per_token"]
        return 200, [
            {
                "choices": [{"delta": {"content": '{"name": "소금"}, '}}],
                "timings": {"prompt_n": 300, "cache_n": 512, "predicted_n": number},
            }
            for number in range(1, 2049)
        ]

    with serving(circling, header="llama.cpp") as (server, _):
        reply = server.ask(FORCED)

    assert reply["choices"][0]["finish_reason"] == "length"
    assert reply["usage"]["prompt_tokens"] == 812
    assert reply["usage"]["completion_tokens"] < 100


def test_a_server_that_is_not_llama_cpp_gets_no_field_of_its_own() -> None:
    with serving(llama_cpp, header="uvicorn") as (server, fake):
        server.ask(FORCED)

    assert "timings_per_token" not in fake.requests[0]


@pytest.mark.parametrize(
    ("text", "is_loop"),
    [
        (" " * 160, True),
        ('{"name": "' + "아주 " * 80, True),
        ('{"name": "소금", "amount": "1", "unit": "꼬집"}, ' * 6, True),
        ("가나다라마바사아자차" * 4, False),
        ("\n".join(f"{step}. 물을 넣고 {step}분 끓인다." for step in range(1, 40)), False),
        ('"minutes": 10, "active": 10, "waiting": 10}', False),
    ],
)  # fmt: skip
def test_a_loop_is_the_same_text_over_and_over(text: str, is_loop: bool) -> None:
    assert loops(text) is is_loop


@pytest.mark.parametrize("body", [[], {}, {"choices": []}, {"choices": [{"message": "두부"}]}, "x"])
def test_an_answer_that_is_none_is_a_failure(body: Any) -> None:
    with serving(llama_cpp) as (server, fake):
        fake.whole = body
        with pytest.raises(ModelServerError) as caught:
            server.ask(FORCED)

    assert caught.value.status is None


def test_an_answer_in_one_piece_is_taken_too() -> None:
    message = {"role": "assistant", "content": draft()}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    with serving(llama_cpp) as (server, fake):
        fake.whole = {"choices": [choice], "usage": USAGE}
        reply = server.ask(FORCED)

    assert arguments_of(reply) == DISH
    assert reply["usage"] == USAGE


def test_nobody_there_is_a_failure_without_a_status() -> None:
    with serving(llama_cpp) as (_, fake):
        port = fake.server_port

    with pytest.raises(ModelServerError) as caught:
        ModelServer(f"http://127.0.0.1:{port}", 1).ask(FORCED)

    assert caught.value.status is None
