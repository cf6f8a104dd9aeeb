"""The whole stack on a local AWS of the benchmarks' own, and a workflow of four tasks that do nothing."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ai_chef_testing.repository import copy_repository
from ai_chef_testing.stack.applied import Applied, apply
from ai_chef_testing.stack.deployed import Deployed
from tools.deploy import terraform
from tools.local_aws import server
from tools.shared_zips import share_zips

STEPS = ("orchestrator", "recipe", "price", "combine")

NO_OP = (
    "def handler(event, context):\n    print('done')\n    return {'statusCode': 200, 'body': {}}\n"
)
"""It writes a line, as every handler does: the local AWS answers one that is silent more slowly."""

WRITING_NO_OP = """import botocore.session
client = botocore.session.get_session().create_client("dynamodb")

def handler(event, context):
    for _ in range(WRITES):
        client.update_item(
            TableName="ai-chef-sessions-local", Key={"sessionId": {"S": event["executionId"]}},
            UpdateExpression="SET touched = :now", ExpressionAttributeValues={":now": {"S": "x"}},
        )
    print("done")
    return {"statusCode": 200, "body": {}}
"""
WRITES = dict(zip(STEPS, (1, 2, 2, 2), strict=True))
"""Requests to DynamoDB with which each step of a session writes."""


@contextmanager
def deployed_stack(folder: Path) -> Iterator[Applied]:
    """Deploy the repository onto a new local AWS; stop it when the block ends."""
    endpoint = server.start(folder / "aws")
    try:
        root = share_zips(copy_repository(folder / "repository")) / "terraform"
        variables = terraform.local_environment(endpoint)
        yield apply(root, folder / "data", endpoint.url, variables, ["envs/local.tfvars"])
    finally:
        server.stop(endpoint)


def no_op_machine(deployed: Deployed, name: str = "no-op", *, writes: bool = False) -> str:
    """Make a machine of four tasks with functions of their own that do nothing; return its ARN.

    With `writes` they make as many plain writes to DynamoDB as the steps of a session.
    """
    lambdas, machines = deployed.client("lambda"), deployed.client("stepfunctions")
    role = _role(deployed, name)
    definition = {key: value for key, value in deployed.definition.items() if key != "States"}
    retry = deployed.definition["States"]["OrchestrateSession"]["Retry"]
    states: dict[str, Any] = {}
    for index, step in enumerate(STEPS):
        code = WRITING_NO_OP.replace("WRITES", str(WRITES[step])) if writes else NO_OP
        function = lambdas.create_function(
            FunctionName=f"{name}-{step}", Runtime="python3.13", Role=role, Handler="no_op.handler",
            Timeout=15, Publish=True, Code={"ZipFile": _zipped(code)},
        )["FunctionArn"]  # fmt: skip
        following = {"Next": STEPS[index + 1]} if index + 1 < len(STEPS) else {"End": True}
        states[step] = {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": function,
                           "Payload": {"executionId.$": "$$.Execution.Id"}},
            "ResultPath": "$.last", "Retry": retry, **following,
        }  # fmt: skip
    definition |= {"StartAt": STEPS[0], "States": states}
    arn: str = machines.create_state_machine(
        name=name, definition=json.dumps(definition), roleArn=role
    )["stateMachineArn"]
    return arn


def no_op_route(deployed: Deployed) -> str:
    """Give the HTTP API a route whose function does nothing; return its path."""
    lambdas, gateway = deployed.client("lambda"), deployed.client("apigatewayv2")
    function = lambdas.create_function(
        FunctionName="no-op-route", Runtime="python3.13", Role=_role(deployed, "no-op-route"),
        Handler="no_op.handler", Timeout=15, Publish=True, Code={"ZipFile": _zipped(NO_OP)},
    )["FunctionArn"]  # fmt: skip
    api_id = deployed.outputs["api_id"]
    integration = gateway.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=function,
        PayloadFormatVersion="2.0",
    )["IntegrationId"]  # fmt: skip
    gateway.create_route(ApiId=api_id, RouteKey="GET /no-op", Target=f"integrations/{integration}")
    return "no-op"


def _zipped(code: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("no_op.py", code)
    return content.getvalue()


def _role(deployed: Deployed, name: str) -> str:
    iam = deployed.client("iam")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": ["states.amazonaws.com", "lambda.amazonaws.com"]}}  # fmt: skip
    actions = ["lambda:InvokeFunction", "dynamodb:UpdateItem"]
    allow = {"Effect": "Allow", "Action": actions, "Resource": "*"}
    arn: str = iam.create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]})
    )["Role"]["Arn"]
    iam.put_role_policy(
        RoleName=name, PolicyName="do",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow]}),
    )  # fmt: skip
    return arn
