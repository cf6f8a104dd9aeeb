"""Each correction of the emulator, shown over the wire (tools/local_aws/corrections)."""

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tools.local_aws import server
from tools.testing.deployed import client, wait_for

Client = Callable[[str], Any]
TRUST = {"Version": "2012-10-17", "Statement": []}


@pytest.fixture(scope="session")
def aws(local_aws: server.Endpoint) -> Client:
    return lambda service: client(service, local_aws.url)


def role(aws: Client, *actions: str) -> str:
    name = f"role-{uuid.uuid4().hex[:8]}"
    made = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
    if actions:
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        aws("iam").put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
    arn: str = made["Role"]["Arn"]
    return arn


def function(aws: Client, code: str) -> str:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("main.py", code)
    arn: str = aws("lambda").create_function(
        FunctionName=f"f-{uuid.uuid4().hex[:8]}",
        Runtime="python3.13",
        Role=role(aws),
        Handler="main.handler",
        Timeout=5,
        Publish=True,
        Code={"ZipFile": content.getvalue()},
    )["FunctionArn"]
    return arn


def machine(aws: Client, definition: dict[str, Any], role_arn: str, **more: Any) -> str:
    arn: str = aws("stepfunctions").create_state_machine(
        name=f"m-{uuid.uuid4().hex[:8]}",
        definition=json.dumps(definition),
        roleArn=role_arn,
        **more,
    )["stateMachineArn"]
    return arn


def task(function_arn: str) -> dict[str, Any]:
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": function_arn, "Payload": {}},
        "End": True,
    }
    return {"StartAt": "Call", "States": {"Call": call}}


def run(aws: Client, machine_arn: str) -> dict[str, Any]:
    machines = aws("stepfunctions")
    execution = machines.start_execution(stateMachineArn=machine_arn)["executionArn"]

    def look() -> dict[str, Any] | None:
        told: dict[str, Any] = machines.describe_execution(executionArn=execution)
        return None if told["status"] == "RUNNING" else told

    return wait_for("the end", look)


INVOKE = "lambda:InvokeFunction"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (
            "class NoRecipeFits(Exception): pass\ndef handler(e, c): raise NoRecipeFits('x')",
            "NoRecipeFits",
        ),
        ("import os\ndef handler(e, c): os._exit(1)", "Runtime.ExitError"),
        ("import no_such_module\ndef handler(e, c): pass", "Runtime.ImportModuleError"),
    ],
)
def test_a_failed_lambda_is_reported_by_the_name_of_its_error(
    aws: Client, code: str, name: str
) -> None:
    ended = run(aws, machine(aws, task(function(aws, code)), role(aws, INVOKE)))

    assert (ended["status"], ended["error"]) == ("FAILED", name)


def test_an_exception_leaves_the_execution_environment_warm(aws: Client) -> None:
    code = "n = 0\ndef handler(e, c):\n    global n\n    n += 1\n    raise ValueError(str(n))"
    arn = function(aws, code)

    messages = [
        json.loads(aws("lambda").invoke(FunctionName=arn)["Payload"].read())["errorMessage"]
        for _ in range(2)
    ]

    assert messages == ["1", "2"]


def test_reserved_concurrency_of_a_function_limits_its_published_versions(aws: Client) -> None:
    arn = function(aws, "def handler(e, c): return {}")
    aws("lambda").put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=0)

    ended = run(aws, machine(aws, task(f"{arn}:1"), role(aws, INVOKE)))

    assert (ended["status"], ended["error"]) == ("FAILED", "Lambda.TooManyRequestsException")


def test_a_state_machine_may_invoke_only_what_its_role_allows(aws: Client) -> None:
    arn = function(aws, "def handler(e, c): return {}")

    assert run(aws, machine(aws, task(arn), role(aws, INVOKE)))["status"] == "SUCCEEDED"
    denied = run(aws, machine(aws, task(arn), role(aws)))
    assert (denied["status"], denied["error"]) == ("FAILED", "Lambda.AWSLambdaException")
    assert "not authorized" in denied["cause"]


def test_an_execution_ends_when_the_machines_time_is_up(aws: Client) -> None:
    wait = {"Type": "Wait", "Seconds": 20, "End": True}
    definition = {"StartAt": "Wait", "TimeoutSeconds": 1, "States": {"Wait": wait}}

    assert run(aws, machine(aws, definition, role(aws)))["status"] == "TIMED_OUT"


def test_a_state_machine_keeps_its_tracing_configuration(aws: Client) -> None:
    definition = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    arn = machine(aws, definition, role(aws), tracingConfiguration={"enabled": True})
    machines = aws("stepfunctions")

    assert machines.describe_state_machine(stateMachineArn=arn)["tracingConfiguration"] == {
        "enabled": True
    }
    machines.update_state_machine(stateMachineArn=arn, tracingConfiguration={"enabled": False})
    assert machines.describe_state_machine(stateMachineArn=arn)["tracingConfiguration"] == {
        "enabled": False
    }
