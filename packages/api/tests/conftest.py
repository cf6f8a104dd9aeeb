"""The API in this process, before tables and a state machine in memory."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from ai_chef_api import executions, handler, wiring
from ai_chef_common import aws
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_testing.http_api import PROFILE, Answer, Api, Workflow, event

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def api(dynamodb: "DynamoDBClient") -> Iterator[Api]:
    """Return a function that sends one request."""
    executions.step_functions.cache_clear()
    wiring.sessions.cache_clear()
    aws.stepfunctions().create_state_machine(
        name="ai-chef-workflow-test",
        definition=json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}),
        roleArn="arn:aws:iam::123456789012:role/ai-chef-workflow-test",
    )

    def send(method: str, path: str, **request: Any) -> Answer:
        response = handler.handler(event(method, path, **request), None)
        return Answer(response["statusCode"], response["headers"], response.get("body") or "")

    yield send
    executions.step_functions.cache_clear()
    wiring.sessions.cache_clear()


@pytest.fixture
def started(api: Api) -> Callable[..., dict[str, Any]]:
    """Return a function that starts a session and returns what the API answered."""

    def start(**request: Any) -> dict[str, Any]:
        answer = api("POST", "/sessions", **({"body": {"profile": PROFILE}} | request))
        assert answer.status == 202, answer.body
        body: dict[str, Any] = answer.json
        return body

    return start


@pytest.fixture
def workflow(api: Api, settings: StepSettings) -> Workflow:
    """Return what writes sessions behind the API."""
    return Workflow(SessionStore(settings))
