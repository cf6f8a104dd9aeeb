"""Every permission is needed: without it, exactly the step that uses it fails.

The tests of the model and of the search show theirs (tests/model, tests/search).
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ai_chef_cli.trace import SUCCEEDED, timeline
from ai_chef_testing.stack.deployed import Deployed, new_session_id
from ai_chef_testing.stack.permissions import Permission, permissions, without
from ai_chef_testing.template import resolve

SESSIONS, RESULTS = "table/ai-chef-sessions-local", "table/ai-chef-results-local"
FUNCTIONS = ("orchestrator", "recipe", "price", "combine")
DENIED = "StoreAccessDenied"

Scenario = Callable[[Deployed, dict[str, Any]], tuple[str, str]]
"""Starts an execution, and returns its ARN and status."""


def run(deployed: Deployed, given: dict[str, Any]) -> tuple[str, str]:
    ended = deployed.run(given, machine=deployed.with_fast_retries("hurried"))
    return ended["executionArn"], ended["status"]


def cook(deployed: Deployed, profile: dict[str, Any]) -> tuple[str, str]:
    return run(deployed, {"sessionId": new_session_id(), "profile": profile})


def cook_in_vain(deployed: Deployed, profile: dict[str, Any]) -> tuple[str, str]:
    return cook(deployed, profile | {"maxCookingMinutes": 5})


def cook_again(deployed: Deployed, profile: dict[str, Any]) -> tuple[str, str]:
    return run(deployed, {"sessionId": "sess_cooked_before", "profile": profile})


def price_again(deployed: Deployed, profile: dict[str, Any]) -> tuple[str, str]:
    given = {"sessionId": new_session_id(), "profile": profile}
    return run(deployed, given | {"repriceOf": "sess_cooked_before"})


PROVEN: dict[Permission, tuple[Scenario, str, str]] = {
    Permission("orchestrator", "dynamodb:PutItem", SESSIONS): (cook, "OrchestrateSession", DENIED),
    Permission("orchestrator", "dynamodb:UpdateItem", SESSIONS): (
        cook_in_vain, "MarkSessionFailed", DENIED,
    ),
    Permission("orchestrator", "dynamodb:DeleteItem", RESULTS): (
        cook_again, "OrchestrateSession", DENIED,
    ),
    Permission("recipe", "dynamodb:UpdateItem", SESSIONS): (cook, "GenerateRecipe", DENIED),
    Permission("recipe", "dynamodb:GetItem", RESULTS): (price_again, "ReuseRecipe", DENIED),
    Permission("price", "dynamodb:UpdateItem", SESSIONS): (cook, "FetchPrices", DENIED),
    Permission("combine", "dynamodb:UpdateItem", SESSIONS): (cook, "CombineResults", DENIED),
    Permission("combine", "dynamodb:PutItem", RESULTS): (cook, "CombineResults", DENIED),
    **{
        Permission("workflow", "lambda:InvokeFunction", f"function:ai-chef-{name}-local:*"): (
            cook_in_vain if step == "MarkSessionFailed" else cook,
            step,
            "Lambda.AWSLambdaException",
        )
        for name, step in (
            ("orchestrator", "OrchestrateSession"),
            ("recipe", "GenerateRecipe"),
            ("price", "FetchPrices"),
            ("combine", "CombineResults"),
        )
    },
}  # fmt: skip
"""By permission: what is done without it, the step that fails, and with what."""

OF_THE_SWEEP = {
    Permission("orchestrator", "dynamodb:Query", f"{SESSIONS}/index/openSessions"): DENIED,
    Permission(
        "orchestrator", "states:DescribeExecution", "execution:ai-chef-workflow-local:*"
    ): "UnexpectedError",
}
"""By permission: what a sweep fails with without it (tests/workflow/test_sweep.py)."""

ON_A_RETRY = Permission("combine", "dynamodb:GetItem", RESULTS)

NOT_SEEN_HERE = {
    "logs:CreateLogStream": "the local AWS writes the logs of a function by itself",
    "logs:PutLogEvents": "the local AWS writes the logs of a function by itself",
    "xray:PutTelemetryRecords": "the local AWS takes no traces",
    "xray:PutTraceSegments": "the local AWS takes no traces",
    "xray:GetSamplingRules": "the local AWS takes no traces",
    "xray:GetSamplingTargets": "the local AWS takes no traces",
    "sqs:SendMessage": "the local AWS delivers to a failure destination without asking the role",
    "logs:CreateLogDelivery": "the local AWS delivers the logs of executions by itself",
    "logs:DeleteLogDelivery": "the local AWS delivers the logs of executions by itself",
    "logs:DescribeLogGroups": "the local AWS delivers the logs of executions by itself",
    "logs:DescribeResourcePolicies": "the local AWS delivers the logs of executions by itself",
    "logs:GetLogDelivery": "the local AWS delivers the logs of executions by itself",
    "logs:ListLogDeliveries": "the local AWS delivers the logs of executions by itself",
    "logs:PutResourcePolicy": "the local AWS delivers the logs of executions by itself",
    "logs:UpdateLogDelivery": "the local AWS delivers the logs of executions by itself",
}
"""Actions whose absence the local AWS does not notice, and why."""


@pytest.fixture(scope="module")
def cooked_before(deployed: Deployed) -> None:
    """Have a completed session that can be taken over and priced again."""
    profile = {"target": "keto", "cookingLevel": "beginner", "budget": 30000}
    deployed.run({"sessionId": "sess_cooked_before", "profile": profile})


def test_every_permission_is_proven_or_listed_as_out_of_sight(deployed: Deployed) -> None:
    granted = permissions(deployed, *FUNCTIONS, "workflow")

    seen = {permission for permission in granted if permission.action not in NOT_SEEN_HERE}
    assert seen == {*PROVEN, *OF_THE_SWEEP, ON_A_RETRY}
    assert {permission.action for permission in granted - seen} == set(NOT_SEEN_HERE)


def test_no_action_is_a_wildcard_and_a_resource_is_only_where_aws_has_none_finer(
    deployed: Deployed,
) -> None:
    granted = permissions(deployed, *FUNCTIONS, "workflow")

    assert not [permission for permission in granted if "*" in permission.action]
    everywhere = {permission.action for permission in granted if permission.resource == "*"}
    assert everywhere == {name for name in NOT_SEEN_HERE if name.startswith("xray:")} | {
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
        "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
    }  # fmt: skip


@pytest.mark.parametrize("permission", PROVEN, ids=lambda permission: "-".join(permission[:2]))
def test_without_a_permission_exactly_its_step_fails(
    deployed: Deployed, profile: dict[str, Any], cooked_before: None, permission: Permission
) -> None:
    scenario, step, error = PROVEN[permission]

    with without(deployed, permission):
        execution, status = scenario(deployed, profile)

    assert status == "FAILED"
    history = deployed.client("stepfunctions").get_execution_history(executionArn=execution)
    failed = [
        attempt for attempt in timeline(history["events"]).attempts if attempt.outcome != SUCCEEDED
    ]
    beside = {"MarkSessionFailed"} if permission.function in ("orchestrator", "workflow") else set()
    also = {"GenerateRecipe"} if scenario is cook_in_vain else set()
    assert (step, error) in {(attempt.step, attempt.outcome) for attempt in failed}
    assert {attempt.step for attempt in failed} <= {step} | beside | also

    assert scenario(deployed, profile)[1] == ("FAILED" if scenario is cook_in_vain else "SUCCEEDED")


def test_combine_reads_results_on_a_retry_after_it_has_completed(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    execution, _ = cook(deployed, profile)
    history = deployed.client("stepfunctions").get_execution_history(executionArn=execution)
    (entered,) = [
        event["stateEnteredEventDetails"]
        for event in history["events"]
        if event.get("stateEnteredEventDetails", {}).get("name") == "CombineResults"
    ]
    parameters = deployed.definition["States"]["CombineResults"]["Parameters"]
    context = {"Execution": {"Id": execution}}
    payload = resolve(parameters["Payload"], json.loads(entered["input"]), context)
    lambdas = deployed.client("lambda")
    again = {"FunctionName": parameters["FunctionName"], "Payload": json.dumps(payload)}

    allowed = lambdas.invoke(**again)
    with without(deployed, ON_A_RETRY):
        denied = lambdas.invoke(**again)

    assert "FunctionError" not in allowed
    assert json.loads(denied["Payload"].read())["errorType"] == DENIED
