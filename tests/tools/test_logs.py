"""Logs of several functions are read as one, in time order, and of one session if asked."""

from typing import Any

import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for
from tools.build_package import lambda_packages
from tools.deploy.aws import client_of
from tools.deploy.logs import Groups, line


def test_a_session_is_followed_across_all_functions_in_time_order(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    session_id = new_session_id()
    deployed.run({"sessionId": session_id, "profile": profile})
    deployed.run({"sessionId": new_session_id(), "profile": profile})
    named = {name: deployed.outputs["functions"][name]["log_group"] for name in lambda_packages()}
    steps = ["orchestrator", "recipe", "price", "combine"]

    def look() -> list[dict[str, Any]] | None:
        found = Groups(deployed.client("logs"), named, session_id).events(0)
        return found if len(found) >= len(steps) else None

    events = wait_for("the session's lines", look)
    assert [event["function"] for event in events] == steps
    assert all(session_id in event["message"] for event in events)
    assert line(events[0]).split()[1] == "orchestrator"


class Canned:
    """CloudWatch Logs with one late event more at each look."""

    def __init__(self) -> None:
        self.looks = 0

    def get_paginator(self, operation: str) -> "Canned":
        assert operation == "filter_log_events"
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        self.looks += 1
        events = [{"eventId": str(n), "timestamp": n, "message": f"line {n}"}
                  for n in range(self.looks)]  # fmt: skip
        return [{"events": events}]


@pytest.mark.parametrize("env", ["dev", "prod"])
def test_logs_are_looked_for_in_the_region_of_the_environment(
    env: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    assert client_of("logs", env).meta.region_name == "ap-northeast-2"


def test_following_tells_each_line_once() -> None:
    groups = Groups(Canned(), {"recipe": "group"}, None)

    messages = [[event["message"] for event in groups.events(0)] for _ in range(3)]

    assert messages == [["line 0"], ["line 1"], ["line 2"]]
