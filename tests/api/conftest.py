"""The HTTP API over the wire."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from ai_chef_testing.stack.deployed import Deployed, wait_for

PROFILE: dict[str, Any] = {"target": "keto", "allergies": ["우유"], "cookingLevel": "beginner"}


@pytest.fixture
def api(deployed: Deployed) -> Iterator[httpx.Client]:
    """Return a client of the HTTP API; its addresses are relative, as a browser's."""
    with httpx.Client(base_url=f"{deployed.api_url}/", timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture
def started(api: httpx.Client) -> Callable[..., dict[str, Any]]:
    """Return a function that starts a session and returns what the API answered."""

    def start(**profile: Any) -> dict[str, Any]:
        answer = api.post("sessions", json={"profile": PROFILE | profile})
        assert answer.status_code == 202, answer.text
        body: dict[str, Any] = answer.json()
        return body

    return start


@pytest.fixture
def ended(api: httpx.Client) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a function that follows a session until it has ended, and returns its last state."""

    def follow(session: dict[str, Any]) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            answer = api.get(f"sessions/{session['sessionId']}", headers=bearer(session))
            assert answer.status_code == 200, answer.text
            state: dict[str, Any] = answer.json()
            return state if state["status"] != "processing" else None

        return wait_for("the end of a session", look)

    return follow


def bearer(session: dict[str, Any], key: str = "accessKey") -> dict[str, str]:
    """Return the header with a key of a session."""
    return {"Authorization": f"Bearer {session[key]}"}
