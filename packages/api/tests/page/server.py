"""The page behind a small server that answers the API's contract with canned results.

Sessions walk through their phases a step with every poll. What else may happen to a person (a failed
session, a lost network, too many requests) is switched on by a test.
"""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ai_chef_api.guard import SECURITY_HEADERS
from ai_chef_api.options import look_up, options
from ai_chef_api.page import page
from ai_chef_common.sessions.phases import Phase

PAGE = Path(__file__).parents[2] / "src" / "ai_chef_api" / "page"
CANNED = Path(__file__).parent / "canned"
BASE = "/_aws/execute-api/abc123/$default/"
"""The page may stand below any path: the local AWS serves it here."""

TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types 'none'"
"""Stricter than the API's own policy: no text may ever become markup."""


def canned(name: str) -> Any:
    """Return an answer from a file."""
    return json.loads((CANNED / f"{name}.json").read_text())


@dataclass
class FakeSession:
    """One session of the fake API."""

    result: dict[str, Any]
    access_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    read_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    polls: int = 0


@dataclass
class Scenario:
    """What the API does, changed by tests while it runs, and what it was asked."""

    results: list[str] = field(default_factory=lambda: ["book", "other", "search"])
    stuck_at: Phase | None = None
    phase_detail: str = ""
    failure: dict[str, str] | None = None
    refusal: tuple[int, dict[str, Any], dict[str, str]] | None = None
    refused_route: str = ""
    sessions: dict[str, FakeSession] = field(default_factory=dict)
    started: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)

    def bodies_of(self, method: str, ending: str) -> list[Any]:
        """Return the bodies of the requests to addresses that end so, in order."""
        return [
            body
            for asked, path, _, body in self.requests
            if asked == method and path.endswith(ending)
        ]


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    scenario: Scenario

    def log_message(self, *_args: object) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._answer()

    def do_DELETE(self) -> None:
        """Answer a DELETE."""
        self._answer()

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        content = self.rfile.read(length)
        address = urlsplit(self.path)
        path = address.path.removeprefix(BASE)
        body = json.loads(content) if content else None
        self.scenario.requests.append((self.command, self.path, dict(self.headers), body))
        file = page().assets.get(path) if path else page().entry
        if self.command == "GET" and file:
            self._send(200, file.content, {"Content-Type": file.content_type})
            return
        if self.scenario.refusal and self.scenario.refused_route in f"{self.command} {path}":
            status, problem, headers = self.scenario.refusal
            self._problem(status, problem, headers)
            return
        match self.command, path.split("/"):
            case "GET", ["options"]:
                self._json(200, options().to_json())
            case "GET", ["options", "ingredients"]:
                self._json(200, look_up(parse_qs(address.query)["q"][0]).to_json())
            case "POST", ["sessions"]:
                self._start(f"{self.headers['Idempotency-Key']}")
            case "POST", ["sessions", session_id, "reprice"]:
                if self._session(session_id):
                    self._start(f"{self.headers['Idempotency-Key']}")
            case "GET", ["sessions", session_id]:
                self._state(session_id)
            case "GET", ["sessions", session_id, "result"]:
                if session := self._session(session_id, readable=True):
                    self._json(200, session.result)
            case "DELETE", ["sessions", session_id]:
                if self._session(session_id):
                    del self.scenario.sessions[session_id]
                    self._send(204, b"", {})
            case _:
                self._missing()

    def _start(self, once: str) -> None:
        scenario = self.scenario
        session_id = scenario.started.setdefault(once, f"sess_{len(scenario.started)}")
        if session_id not in scenario.sessions:
            names = scenario.results
            scenario.sessions[session_id] = FakeSession(
                canned(names[len(scenario.sessions) % len(names)])
            )
        session = scenario.sessions[session_id]
        self._json(
            202,
            {
                "sessionId": session_id,
                "accessKey": session.access_key,
                "readKey": session.read_key,
                **_state_at(Phase.SESSION_STARTED),
            },
            {"Location": f"sessions/{session_id}"},
        )

    def _state(self, session_id: str) -> None:
        session = self._session(session_id)
        if session is None:
            return
        phases = list(Phase)
        phase = phases[min(session.polls, len(phases) - 1)]
        if self.scenario.stuck_at and phases.index(self.scenario.stuck_at) <= phases.index(phase):
            phase = self.scenario.stuck_at
        session.polls += 1
        state = {"sessionId": session_id, **_state_at(phase)}
        if self.scenario.failure and phase is Phase.RECIPE_GENERATION:
            state |= {"status": "failed", "error": self.scenario.failure}
        if self.scenario.phase_detail:
            state["phaseDetail"] = self.scenario.phase_detail
        etag = f'"{state["status"]}-{phase}-{len(self.scenario.phase_detail)}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", {"ETag": etag, "Retry-After": "0"})
            return
        self._json(200, state, {"ETag": etag, "Retry-After": "0"})

    def _session(self, session_id: str, *, readable: bool = False) -> FakeSession | None:
        session = self.scenario.sessions.get(session_id)
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        allowed = session and (key == session.access_key or (readable and key == session.read_key))
        if not allowed:
            self._missing()
            return None
        return session

    def _missing(self) -> None:
        self._problem(
            404,
            {"code": "SessionNotFound", "detail": "세션을 찾을 수 없습니다. 새로 시작해 주세요."},
        )

    def _problem(
        self, status: int, problem: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        content = json.dumps({"type": "about:blank", "status": status, **problem}).encode()
        self._send(status, content, {"Content-Type": "application/problem+json", **(headers or {})})

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        self._send(status, content, {"Content-Type": "application/json", **(headers or {})})

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        for name, value in SECURITY_HEADERS.items():
            stricter = TRUSTED_TYPES if name == "Content-Security-Policy" else ""
            self.send_header(name, value + stricter)
        self.end_headers()
        if status not in (204, 304):
            self.wfile.write(content)


def _state_at(phase: Phase) -> dict[str, Any]:
    return {
        "status": phase.status.value,
        "phase": phase.value,
        "phaseLabel": phase.label,
        "progress": phase.progress,
    }


@dataclass
class PageServer:
    """A running server: where its page is, and what its API does."""

    url: str
    scenario: Scenario


@contextmanager
def serve_page() -> Iterator[PageServer]:
    """Serve the page and the fake API on a free port until the block ends."""
    look_up("아보카")  # reads the tables, which takes longer than a test waits on a busy machine
    scenario = Scenario()
    handler = type("BoundHandler", (Handler,), {"scenario": scenario})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield PageServer(f"http://127.0.0.1:{server.server_port}{BASE}", scenario)
    finally:
        server.shutdown()
        server.server_close()
