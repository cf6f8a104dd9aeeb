"""The HTTP API as tests talk to it in this process: requests as API Gateway sends them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from ai_chef_common import aws
from ai_chef_common.sessions.model import Execution, KeyHashes, SessionFailure
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore

JSON = {"content-type": "application/json"}
MACHINE = "arn:aws:states:ap-northeast-2:123456789012:stateMachine:ai-chef-workflow-test"
PROFILE: dict[str, Any] = {"target": "keto", "allergies": ["우유"]}
FAILURE = SessionFailure("NoRecipeFits", "조건을 바꿔 주세요.")

RESULT: dict[str, Any] = {
    "recipe": {
        "name": "아보카도 샐러드", "description": "", "servings": 2, "minutes": 10,
        "level": "beginner", "diets": ["keto"],
        "ingredients": [{"name": "아보카도", "amount": "2", "unit": "개"}],
        "steps": ["썬다."],
        "source": {"kind": "book", "id": "test", "generatedAt": "2026-01-31T09:00:00.000Z"},
    },
    "pricing": [{"name": "아보카도", "price": 3500, "shop": "네이버쇼핑"}],
    "totalCost": 3500,
    "costPerServing": 1750,
}  # fmt: skip
"""A small result."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a problem."""
        if self.headers["Content-Type"] != "application/problem+json":
            raise TypeError(f"{self.status} is no problem: {self.body}")
        code: str = self.json["code"]
        return code


Api = Callable[..., Answer]


def event(
    method: str,
    path: str,
    *,
    body: Any = None,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    query: str = "",
    address: str = "192.0.2.1",
) -> dict[str, Any]:
    """Return what API Gateway sends for a request (payload format 2.0)."""
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if body is not None:
        given = JSON | given
    if key is not None:
        given["authorization"] = f"Bearer {key}"
    made: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": given,
        "requestContext": {
            "http": {"method": method, "path": path, "sourceIp": address},
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }
    if query:
        made["queryStringParameters"] = dict(parse_qsl(query, keep_blank_values=True))
    if body is not None:
        made["body"] = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return made


@dataclass(frozen=True)
class Workflow:
    """What the Lambdas of the workflow do to a session."""

    store: SessionStore

    def opened(self, session: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> str:
        """Open the session as OrchestrateSession does; return the execution."""
        known = given if given is not None else execution_input(session["sessionId"])
        arn = execution_arn(session["sessionId"])
        self.store.open(
            session["sessionId"],
            Execution("2026-01-31T09:00:00.000Z", arn),
            KeyHashes(known.get("holder"), known.get("reader")),
        )
        return arn

    def completed(self, session: Mapping[str, Any], result: dict[str, Any]) -> None:
        """Complete the session."""
        arn = self.opened(session)
        self.store.advance(session["sessionId"], arn, Phase.COMBINING_RESULTS)
        self.store.complete(session["sessionId"], arn, result)

    def failed(self, session: Mapping[str, Any]) -> None:
        """Fail the session."""
        arn = self.opened(session)
        self.store.fail(session["sessionId"], arn, FAILURE)


def execution_arn(session_id: str) -> str:
    """Return the ARN of a session's execution."""
    return f"{MACHINE.replace(':stateMachine:', ':execution:')}:{session_id}"


def execution_input(session_id: str) -> dict[str, Any]:
    """Return what the workflow was given."""
    description = aws.stepfunctions().describe_execution(executionArn=execution_arn(session_id))
    given: dict[str, Any] = json.loads(description["input"])
    return given


def all_executions() -> list[str]:
    """Return the names of all executions that were started."""
    found = aws.stepfunctions().list_executions(stateMachineArn=MACHINE)["executions"]
    return [execution["name"] for execution in found]


def end_execution(session: Mapping[str, Any]) -> None:
    """Stop a session's execution, as if it had run to its end."""
    aws.stepfunctions().stop_execution(executionArn=execution_arn(session["sessionId"]))
