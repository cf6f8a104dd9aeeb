"""The OpenAI-compatible server that stands behind the local AWS's Bedrock.

Servers differ in how they take a forced tool. llama.cpp's ignores a ``tool_choice`` that names one, and
its model writes prose until the limit; it and Ollama keep to a ``response_format`` with a schema. What
a server takes is tried from the strictest on, and remembered.

It runs in the emulator's interpreter, which has nothing of the project's: the standard library only.
"""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

UNSUPPORTED = frozenset({400, 422, 501})
"""Statuses by which servers refuse a field that they do not know."""

TOO_LONG = frozenset({"exceed_context_size_error", "context_length_exceeded"})
"""By which llama.cpp and OpenAI refuse what no other way of asking would make shorter."""

LOOP = re.compile(r"(?s)(.{1,200}?)\1{4,}\Z")
LOOP_CHARACTERS = 160
LOOKED_AT = 1000
"""The end of a text is a loop if a piece of it stands there five times over, 160 characters long:
the shortest is 160 spaces, the longest 200 characters five times. No recipe says a line five times."""

EVERY_CHUNKS = 16
"""How often the end of a growing text is looked at."""


class ToolMode(StrEnum):
    """How a forced tool is asked for, the strictest first."""

    SCHEMA = "response_format"
    REQUIRED = "required"
    NAMED = "named"


MODES = tuple(ToolMode)


class ModelServerError(Exception):
    """The server failed: with an HTTP status, or without one where it did not answer at all."""

    def __init__(self, status: int | None, kind: str = "", *, timed_out: bool = False) -> None:
        super().__init__(f"status {status} {kind}".strip())
        self.status = status
        self.kind = kind
        self.timed_out = timed_out


class ModelServer:
    """A server at `url` (without ``/v1``) that gets `timeout_seconds` for a whole answer."""

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout_seconds
        self._modes: dict[str, ToolMode] = {}
        self._is_llama_cpp: bool | None = None

    def ask(self, request: Json) -> Json:
        """Return the ``chat.completion`` for an OpenAI chat request.

        If ``tool_choice`` forces the only tool, the answer calls it, however the server was asked.

        Raises
        ------
        ModelServerError
            The server failed, or takes the request in no way.
        """
        forced = _forced_tool(request)
        if forced is None:
            return self._post(request)
        model = request["model"]
        first = MODES.index(self._modes.get(model, MODES[0]))
        for mode in MODES[first:]:
            try:
                reply = self._post(_in_mode(request, forced, mode))
            except ModelServerError as error:
                is_last = mode is MODES[-1]
                if is_last or error.status not in UNSUPPORTED or error.kind in TOO_LONG:
                    raise
                continue
            keeps_shape = mode is not ToolMode.SCHEMA or _keeps_shape(reply)
            self._modes[model] = mode if keeps_shape else ToolMode.REQUIRED
            return _as_tool_call(reply, forced) if mode is ToolMode.SCHEMA else reply
        raise AssertionError("the last mode returns or raises")

    def _post(self, request: Json) -> Json:
        """Ask for a stream, so that a model that goes round in circles can be stopped."""
        body = request | {"stream": True, "stream_options": {"include_usage": True}}
        if self._llama_cpp():
            body["timings_per_token"] = True  # what was used is then known wherever it stops
        deadline = time.monotonic() + self._timeout
        posted = urllib.request.Request(  # noqa: S310 - the developer's own URL
            f"{self._url}/v1/chat/completions",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(posted, timeout=self._timeout) as answer:  # noqa: S310
                if answer.headers.get_content_type() == "text/event-stream":
                    return _assembled(_events(answer, deadline))
                return _checked(json.load(answer))
        except urllib.error.HTTPError as error:
            raise ModelServerError(error.code, _kind(error.read())) from None
        except TimeoutError:
            raise ModelServerError(None, timed_out=True) from None
        except urllib.error.URLError as error:
            timed_out = isinstance(error.reason, TimeoutError)
            raise ModelServerError(None, timed_out=timed_out) from None
        except (OSError, ValueError):
            raise ModelServerError(None) from None

    def _llama_cpp(self) -> bool:
        """Tell whether it is llama.cpp's own server, which names itself in a header."""
        if self._is_llama_cpp is None:
            try:
                with urllib.request.urlopen(f"{self._url}/v1/models", timeout=5) as answer:  # noqa: S310
                    self._is_llama_cpp = answer.headers.get("Server") == "llama.cpp"
            except (OSError, ValueError):
                self._is_llama_cpp = False
        return self._is_llama_cpp


def loops(text: str) -> bool:
    """Tell whether a text ends by saying the same thing over and over."""
    found = LOOP.search(text[-LOOKED_AT:])
    return found is not None and len(found[0]) >= LOOP_CHARACTERS


def _forced_tool(request: Json) -> Json | None:
    """Return the function that the answer has to call; None if it may choose."""
    choice, tools = request.get("tool_choice"), request.get("tools") or []
    if len(tools) != 1 or not (choice == "required" or isinstance(choice, dict)):
        return None
    function: Json = tools[0]["function"]
    return function


def _in_mode(request: Json, function: Json, mode: ToolMode) -> Json:
    if mode is ToolMode.NAMED:
        choice = {"type": "function", "function": {"name": function["name"]}}
        return request | {"tool_choice": choice}
    if mode is ToolMode.REQUIRED:
        return request | {"tool_choice": "required", "parallel_tool_calls": False}
    asked = {key: value for key, value in request.items() if key not in ("tools", "tool_choice")}
    schema = function["parameters"]
    asked["messages"] = _with_schema(request["messages"], function)
    asked["response_format"] = {
        "type": "json_schema",
        "json_schema": {"name": function["name"], "schema": schema},
    }
    return asked


def _with_schema(messages: list[Json], function: Json) -> list[Json]:
    """Add the tool to the system message: a server shows the model tools, but not a format's schema."""
    schema = json.dumps(function["parameters"], ensure_ascii=False, separators=(",", ":"))
    shown = (
        f"{function['name']}: {function.get('description', '')}\n"
        f"Answer with its input only, as one JSON object of this JSON Schema:\n{schema}"
    )
    system = [message["content"] for message in messages if message["role"] == "system"]
    others = [message for message in messages if message["role"] != "system"]
    return [{"role": "system", "content": "\n\n".join([*system, shown])}, *others]


def _object(text: object) -> Json | None:
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _keeps_shape(reply: Json) -> bool:
    """Tell whether a whole answer is a JSON object: otherwise the server ignores the schema."""
    choice = reply["choices"][0]
    return (
        choice.get("finish_reason") != "stop"
        or _object(choice["message"].get("content")) is not None
    )


def _as_tool_call(reply: Json, function: Json) -> Json:
    """Return the answer as the call of the tool, if it is a whole one."""
    choice = reply["choices"][0]
    given = choice["message"].get("content")
    if choice.get("finish_reason") != "stop" or _object(given) is None:
        return reply
    call = {
        "id": "call_0",
        "type": "function",
        "function": {"name": function["name"], "arguments": given},
    }
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return reply | {"choices": [choice | {"message": message, "finish_reason": "tool_calls"}]}


def _checked(reply: Any) -> Json:
    """Return an answer that came in one piece.

    Raises
    ------
    ValueError
        It is none.
    """
    try:
        answered = isinstance(reply["choices"][0]["message"], dict)
    except (LookupError, TypeError):
        answered = False
    if not answered:
        raise ValueError("no chat completion")
    whole: Json = reply
    return whole


def _events(answer: Any, deadline: float) -> Iterator[Json]:
    """Yield the JSON of each server-sent event until ``[DONE]``, up to the deadline."""
    for line in answer:
        if time.monotonic() > deadline:
            raise TimeoutError
        field, _, data = line.decode().strip().partition(":")
        if field not in ("data", "error"):
            continue
        if data.strip() == "[DONE]":
            return
        event = json.loads(data)
        if field == "error" or "error" in event:
            failed = event.get("error", event)
            status = failed.get("code") if isinstance(failed, dict) else None
            raise ModelServerError(status if isinstance(status, int) else 500)
        yield event


def _assembled(events: Iterator[Json]) -> Json:
    """Put the pieces of a stream together, and leave it where the text goes round in circles."""
    pieces: list[str] = []
    seen: list[str] = []
    calls: dict[int, Json] = {}
    finish, usage = None, None
    for number, event in enumerate(events, 1):
        usage = event.get("usage") or _used(event.get("timings")) or usage
        for choice in event.get("choices") or []:
            finish = choice.get("finish_reason") or finish
            delta = choice.get("delta") or {}
            pieces.append(delta.get("content") or delta.get("refusal") or "")
            seen += [pieces[-1], delta.get("reasoning_content") or ""]
            for part in delta.get("tool_calls") or []:
                seen.append(_add_call(calls, part))
        if number % EVERY_CHUNKS == 0 and finish is None and loops("".join(seen[-LOOKED_AT:])):
            finish = "length"
            break
    message: Json = {"role": "assistant", "content": "".join(pieces) or None}
    if calls:
        message["tool_calls"] = [calls[index] for index in sorted(calls)]
    return {"choices": [{"index": 0, "message": message, "finish_reason": finish}], "usage": usage}


def _add_call(calls: dict[int, Json], part: Json) -> str:
    """Add a piece of a tool call to the ones before; return what it adds to the arguments."""
    function = part.get("function") or {}
    call = calls.setdefault(
        part.get("index", 0), {"type": "function", "function": {"name": "", "arguments": ""}}
    )
    call |= {"id": part["id"]} if part.get("id") else {}
    added: str = function.get("arguments") or ""
    call["function"]["name"] += function.get("name") or ""
    call["function"]["arguments"] += added
    return added


def _used(timings: Json | None) -> Json | None:
    """Return the usage that llama.cpp's timings of a token tell."""
    if not timings or "predicted_n" not in timings:
        return None
    return {
        "prompt_tokens": timings.get("prompt_n", 0) + timings.get("cache_n", 0),
        "completion_tokens": timings["predicted_n"],
    }


def _kind(body: bytes) -> str:
    """Return the kind of error that a server names, as OpenAI's ``type`` or ``code``."""
    try:
        error = json.loads(body)["error"]
        named = {str(error.get("code")), str(error.get("type"))}
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return next(iter(named & TOO_LONG), "")
