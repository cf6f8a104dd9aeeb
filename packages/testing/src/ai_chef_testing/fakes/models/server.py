"""Fake models behind an OpenAI-compatible HTTP interface.

The request's ``model`` names the model; under the name ``fake.chosen`` the server's own choice
plays, so that a test can recast it without deploying anew.

Usage: python -m ai_chef_testing.fakes.models.server [--port N]
"""

import argparse
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ai_chef_testing.fakes.models.models import FAKE_MODELS
from ai_chef_testing.fakes.models.script import Answer, FakeModel, FakeRequest

PATH = "/v1/chat/completions"
CHOSEN = "fake.chosen"


class ModelServer(ThreadingHTTPServer):
    """Answers for every model of FAKE_MODELS; ``chosen`` answers for `CHOSEN`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.chosen: FakeModel = FAKE_MODELS["fake.good"]
        self.requests: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        request = json.loads(self.rfile.read(length))
        self.server.requests.append(request)
        model = request["model"]
        model = self.server.chosen if model == CHOSEN else FAKE_MODELS.get(model)
        if self.path != PATH or model is None:
            self._send(404, {"error": {"message": f"no model {request['model']}"}})
            return
        answer = model(FakeRequest.of(_user_text(request["messages"])))
        time.sleep(answer.delay_seconds)
        if answer.status != 200:
            self._send(answer.status, {"error": {"message": "the fake model fails"}})
            return
        self._send(200, _completion(answer, request))

    def _send(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except BrokenPipeError:  # the caller gave up waiting, as a slow model has to expect
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Stay quiet: requests hold profiles."""


def _user_text(messages: list[dict[str, Any]]) -> str:
    content = [message for message in messages if message["role"] == "user"][-1]["content"]
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


def _completion(answer: Answer, request: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": answer.text or None}
    if answer.arguments is not None:
        given = answer.arguments
        text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
        if "response_format" in request:
            message["content"] = text
        else:
            name = request["tools"][0]["function"]["name"]
            function = {"name": name, "arguments": text}
            message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    input_tokens, output_tokens = answer.usage
    finish = "tool_calls" if "tool_calls" in message and answer.finish == "stop" else None
    return {
        "object": "chat.completion",
        "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish or answer.finish}],
        "usage": {"prompt_tokens": input_tokens, "completion_tokens": output_tokens},
    }


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="fake models", description="An OpenAI-compatible server.")
    parser.add_argument("--port", type=int, default=0)
    server = ModelServer(parser.parse_args().port)
    print(f"{server.url} plays {', '.join(FAKE_MODELS)}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
