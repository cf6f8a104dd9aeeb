"""What one session costs at DynamoDB, counted over the four real handlers."""

import importlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from ai_chef_common import aws
from tools.testing.template import definition, resolve

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITES = {"PutItem", "UpdateItem", "TransactWriteItems", "DeleteItem"}
PACKAGES = {
    "OrchestrateSession": "orchestrator",
    "GenerateRecipe": "recipe",
    "FetchPrices": "price",
    "CombineResults": "combine",
}


def run_workflow(given: dict[str, Any]) -> Any:
    """Run the states in order as the state machine would, in this process."""
    execution = {"Id": "execution:1", "StartTime": "2026-01-31T09:00:00.000Z", "Input": given}
    data: Any = dict(given)
    for name, package in PACKAGES.items():
        state = definition()["States"][name]
        payload = resolve(
            state["Parameters"]["Payload"],
            data,
            {"Execution": execution, "State": {"RetryCount": 0}},
        )
        handler = importlib.import_module(f"ai_chef_{package}.handler").handler
        answer = {"Payload": handler(payload, None)}
        if "ResultSelector" not in state:
            return answer["Payload"]["body"]
        data[state["ResultPath"].removeprefix("$.")] = resolve(state["ResultSelector"], answer, {})
    raise AssertionError("the last state returns the result")


def test_a_session_makes_seven_write_requests_and_reads_nothing(
    dynamodb: "DynamoDBClient", profile: dict[str, Any]
) -> None:
    counted: Counter[str] = Counter()
    aws.dynamodb().meta.events.register(
        "before-call.dynamodb", lambda model, **_: counted.update([model.name])
    )

    result = run_workflow({"sessionId": "sess_abc123", "profile": profile})

    assert result["totalCost"] > 0
    assert counted == {"PutItem": 1, "UpdateItem": 5, "TransactWriteItems": 1}
    assert set(counted) <= WRITES
    assert counted.total() <= 8
