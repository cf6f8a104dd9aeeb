"""Every permission of the HTTP API is needed: without it, the request that uses it fails."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for
from ai_chef_testing.stack.permissions import Permission, permissions, without

SESSIONS, RESULTS, LIMITS = (
    f"table/ai-chef-{name}-local" for name in ("sessions", "results", "limits")
)
MACHINE, EXECUTIONS = "stateMachine:ai-chef-workflow-local", "execution:ai-chef-workflow-local:*"
PROFILE = {"target": "keto", "cookingLevel": "beginner"}
UNSEEN = {
    "logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
}  # fmt: skip
"""As for the functions of the workflow: the local AWS writes logs by itself, and takes no traces."""

Scenario = Callable[[httpx.Client, Deployed], httpx.Response]


def start(api: httpx.Client, _: Deployed) -> httpx.Response:
    return api.post("sessions", json={"profile": PROFILE})


def start_once(api: httpx.Client, _: Deployed) -> httpx.Response:
    once = {"Idempotency-Key": f"{new_session_id()}_0123456789"}
    return api.post("sessions", json={"profile": PROFILE}, headers=once)


def start_first_of_the_day(api: httpx.Client, deployed: Deployed) -> httpx.Response:
    dynamodb, table = deployed.client("dynamodb"), deployed.outputs["table_names"]["limits"]
    for item in dynamodb.scan(TableName=table)["Items"]:
        if item["name"]["S"].startswith("salt/"):
            dynamodb.delete_item(TableName=table, Key={"name": item["name"]})
    return start(api, deployed)


def completed(api: httpx.Client, deployed: Deployed) -> tuple[str, dict[str, str]]:
    session = start(api, deployed).json()
    machine = deployed.state_machine_arn.replace(":stateMachine:", ":execution:")
    deployed.ended(f"{machine}:{session['sessionId']}")
    return f"sessions/{session['sessionId']}", {"Authorization": f"Bearer {session['accessKey']}"}


def follow(api: httpx.Client, deployed: Deployed) -> httpx.Response:
    where, key = completed(api, deployed)
    return api.get(where, headers=key)


def read(api: httpx.Client, deployed: Deployed) -> httpx.Response:
    where, key = completed(api, deployed)
    return api.get(f"{where}/result", headers=key)


def forget(api: httpx.Client, deployed: Deployed) -> httpx.Response:
    where, key = completed(api, deployed)
    return api.delete(where, headers=key)


def forget_what_runs(api: httpx.Client, deployed: Deployed) -> httpx.Response:
    with deployed.throttled("recipe"):
        session = start(api, deployed).json()
        wait_for("the session", lambda: deployed.session(session["sessionId"]))
        return api.delete(
            f"sessions/{session['sessionId']}",
            headers={"Authorization": f"Bearer {session['accessKey']}"},
        )


PROVEN: dict[Permission, Scenario] = {
    Permission("api", "states:StartExecution", MACHINE): start,
    Permission("api", "states:DescribeExecution", EXECUTIONS): start_once,
    Permission("api", "states:StopExecution", EXECUTIONS): forget_what_runs,
    Permission("api", "dynamodb:GetItem", SESSIONS): follow,
    Permission("api", "dynamodb:DeleteItem", SESSIONS): forget,
    Permission("api", "dynamodb:GetItem", RESULTS): read,
    Permission("api", "dynamodb:DeleteItem", RESULTS): forget,
    Permission("api", "dynamodb:GetItem", LIMITS): start,
    Permission("api", "dynamodb:PutItem", LIMITS): start_first_of_the_day,
    Permission("api", "dynamodb:UpdateItem", LIMITS): start,
}
"""By permission: the request that fails without it."""


@pytest.fixture
def api(deployed: Deployed) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{deployed.api_url}/", timeout=30, trust_env=False) as client:
        yield client


def test_every_permission_of_the_api_is_proven(deployed: Deployed) -> None:
    granted = permissions(deployed, "api")

    assert {permission for permission in granted if permission.action not in UNSEEN} == set(PROVEN)
    assert {permission.action for permission in granted if permission.resource == "*"} == {
        "xray:PutTelemetryRecords", "xray:PutTraceSegments",
    }  # fmt: skip


@pytest.mark.parametrize("permission", PROVEN, ids=lambda permission: "-".join(permission[1:]))
def test_without_a_permission_its_request_fails_and_tells_nothing(
    deployed: Deployed, api: httpx.Client, permission: Permission
) -> None:
    scenario = PROVEN[permission]

    with without(deployed, permission):
        refused = scenario(api, deployed)
    allowed: Any = scenario(api, deployed)

    assert refused.status_code == 500
    assert refused.json()["code"] == "Unexpected"
    assert allowed.is_success
