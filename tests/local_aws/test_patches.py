"""Each patch of the emulator, shown over the wire (tools/local_aws/patches)."""

import io
import json
import urllib.parse
import urllib.request
import uuid
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ai_chef_common.contracts.profile import CookingLevel, Profile, Target
from ai_chef_recipe.sources.bedrock.prompt import TOOL_NAME, tool, user_message
from ai_chef_testing.fakes.models.server import ModelServer
from ai_chef_testing.stack.deployed import client, wait_for
from tools.local_aws import server

Client = Callable[[str], Any]
ACCOUNT = "000000000000"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
}


@pytest.fixture(scope="session")
def aws(local_aws: server.Endpoint) -> Client:
    return lambda service: client(service, local_aws.url)


def role(aws: Client, *actions: str, resource: str = "*") -> str:
    name = f"role-{uuid.uuid4().hex[:8]}"
    made = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
    if actions:
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": resource}
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
        description: dict[str, Any] = machines.describe_execution(executionArn=execution)
        return None if description["status"] == "RUNNING" else description

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


def test_retries_wait_at_most_what_the_cap_says_and_by_full_jitter_each_a_while_of_its_own(
    aws: Client,
) -> None:
    arn = function(aws, "def handler(e, c): raise ValueError('x')")
    capped = {"ErrorEquals": ["ValueError"], "IntervalSeconds": 60, "MaxDelaySeconds": 1}
    definition = task(arn)
    definition["States"]["Call"]["Retry"] = [capped | {"MaxAttempts": 3, "JitterStrategy": "FULL"}]
    machine_arn = machine(aws, definition, role(aws, "lambda:InvokeFunction"))

    ended = run(aws, machine_arn)

    history = aws("stepfunctions").get_execution_history(executionArn=ended["executionArn"])
    at = {kind: [event["timestamp"] for event in history["events"] if event["type"] == kind]
          for kind in ("TaskFailed", "TaskScheduled")}  # fmt: skip
    waits = [
        (begun - failed).total_seconds()
        for failed, begun in zip(at["TaskFailed"], at["TaskScheduled"][1:], strict=False)
    ]
    assert len(waits) == 3
    assert all(wait <= 1.5 for wait in waits)
    assert len({round(wait, 2) for wait in waits}) > 1


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


@pytest.fixture(scope="session")
def with_model(
    tmp_path_factory: pytest.TempPathFactory, model_server: ModelServer
) -> Iterator[tuple[Client, ModelServer]]:
    """Run an emulator whose Bedrock asks a fake model."""
    endpoint = server.start(tmp_path_factory.mktemp("bedrock") / "aws", model_url=model_server.url)
    yield (lambda service: client(service, endpoint.url)), model_server
    server.stop(endpoint)


def converse(aws: Client, model: str) -> Any:
    text = user_message(
        Profile(target=Target.GENERAL, cooking_level=CookingLevel.BEGINNER, budget=30_000)
    )
    return aws("bedrock-runtime").converse(
        modelId=model,
        messages=[{"role": "user", "content": [{"text": text}]}],
        toolConfig={"tools": [tool()], "toolChoice": {"tool": {"name": TOOL_NAME}}},
    )


@pytest.mark.parametrize(
    ("model", "code", "status"),
    [
        ("throttled", "ThrottlingException", 429),
        ("failing", "ServiceUnavailableException", 503),
        ("denied", "AccessDeniedException", 403),
        ("unknown", "ResourceNotFoundException", 404),
    ],
)
def test_a_failing_model_is_an_error_of_bedrock(
    with_model: tuple[Client, ModelServer], model: str, code: str, status: int
) -> None:
    aws, _ = with_model

    with pytest.raises(ClientError) as caught:
        converse(aws, f"fake.{model}")

    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


@pytest.mark.parametrize(
    ("model", "stop"), [("good", "tool_use"), ("filtered", "content_filtered")]
)
def test_a_reply_says_why_the_model_stopped(
    with_model: tuple[Client, ModelServer], model: str, stop: str
) -> None:
    aws, _ = with_model

    assert converse(aws, f"fake.{model}")["stopReason"] == stop


@pytest.mark.parametrize(
    ("model", "resource", "allowed"),
    [
        ("fake.good", "foundation-model/fake.good", True),
        ("fake.good", "foundation-model/fake.lying", False),
        ("apac.fake.good", "inference-profile/apac.fake.good", True),
        ("apac.fake.good", "foundation-model/apac.fake.good", False),
    ],
)
def test_asking_a_model_needs_the_permission_to_invoke_it(
    with_model: tuple[Client, ModelServer], model: str, resource: str, allowed: bool
) -> None:
    aws, models = with_model
    models.requests.clear()
    account = "" if resource.startswith("foundation") else ACCOUNT
    arn = f"arn:aws:bedrock:ap-northeast-2:{account}:{resource}"
    asking = as_role(aws, role(aws, "bedrock:InvokeModel", resource=arn), "bedrock-runtime")

    try:
        converse(lambda service: asking, model)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        assert code == ("ResourceNotFoundException" if allowed else "AccessDeniedException")

    assert bool(models.requests) == allowed


@pytest.mark.parametrize(
    ("action", "allowed"),
    [("cloudfront:CreateDistribution", True), ("cloudfront:UpdateDistribution", False)],
)
def test_making_a_distribution_with_tags_needs_the_permission_to_make_one(
    aws: Client, action: str, allowed: bool
) -> None:
    name = uuid.uuid4().hex
    origin = {"Id": "one", "DomainName": "one.test", "CustomOriginConfig": {
        "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only",
    }}  # fmt: skip
    config = {
        "CallerReference": name, "Comment": name, "Enabled": False,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "one", "ViewerProtocolPolicy": "https-only",
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
    }  # fmt: skip

    try:
        as_role(aws, role(aws, action), "cloudfront").create_distribution_with_tags(
            DistributionConfigWithTags={"DistributionConfig": config, "Tags": {"Items": []}}
        )
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 403

    listed = aws("cloudfront").list_distributions()["DistributionList"].get("Items", [])
    assert (name in [one["Comment"] for one in listed]) is allowed


def as_role(aws: Client, role_arn: str, service: str) -> Any:
    """Return a client that acts with the permissions of a role."""
    given = aws("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
    return boto3.client(
        service,
        endpoint_url=aws("sts").meta.endpoint_url,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
        config=Config(inject_host_prefix=False, retries={"total_max_attempts": 1}),
    )


def test_a_log_line_in_the_embedded_metric_format_becomes_a_metric_and_drives_alarms(
    aws: Client,
) -> None:
    name = f"Told{uuid.uuid4().hex[:8]}"
    line = {
        "_aws": {"Timestamp": 0, "CloudWatchMetrics": [{
            "Namespace": "Test", "Dimensions": [["who"]],
            "Metrics": [{"Name": name, "Unit": "Count"}],
        }]},
        "who": "me", name: [2.0, 5.0],
    }  # fmt: skip
    code = (
        f"import json, time\nLINE = {line!r}\ndef handler(event, context):\n"
        "    LINE['_aws']['Timestamp'] = int(time.time() * 1000)\n    print(json.dumps(LINE))\n"
    )
    aws("cloudwatch").put_metric_alarm(
        AlarmName=name, Namespace="Test", MetricName=name, Statistic="Sum", Period=3600,
        Dimensions=[{"Name": "who", "Value": "me"}], EvaluationPeriods=1, Threshold=6,
        ComparisonOperator="GreaterThanThreshold",
    )  # fmt: skip

    aws("lambda").invoke(FunctionName=function(aws, code))

    (metric,) = aws("cloudwatch").list_metrics(Namespace="Test", MetricName=name)["Metrics"]
    assert metric["Dimensions"] == [{"Name": "who", "Value": "me"}]
    (alarm,) = aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    assert alarm["StateValue"] == "ALARM"


def test_an_alarm_is_described_in_xml_with_everything_it_was_made_with(
    local_aws: server.Endpoint,
) -> None:
    name = f"alarm-{uuid.uuid4().hex[:8]}"
    asked = {
        "AlarmName": name, "AlarmDescription": "a < b & c", "Threshold": "1.5",
        "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": "2",
        "TreatMissingData": "notBreaching", "AlarmActions.member.1": "arn:aws:sns:::topic",
        "Metrics.member.1.Id": "sum", "Metrics.member.1.Expression": "SUM(METRICS())",
        "Metrics.member.2.Id": "one", "Metrics.member.2.ReturnData": "false",
        "Metrics.member.2.MetricStat.Stat": "Sum",
        "Metrics.member.2.MetricStat.Metric.MetricName": "M",
        "Metrics.member.2.MetricStat.Metric.Dimensions.member.1.Name": "who",
    }  # fmt: skip
    query(local_aws, "PutMetricAlarm", asked)

    response = query(local_aws, "DescribeAlarms", {"AlarmNames.member.1": name})

    (alarm,) = response.findall("./{*}DescribeAlarmsResult/{*}MetricAlarms/{*}member")
    for path, text in (
        ("AlarmDescription", "a < b & c"), ("TreatMissingData", "notBreaching"),
        ("AlarmActions/{*}member", "arn:aws:sns:::topic"), ("StateValue", "INSUFFICIENT_DATA"),
    ):  # fmt: skip
        assert alarm.findtext(f"./{{*}}{path}") == text
    queries = alarm.findall("./{*}Metrics/{*}member")
    assert [member.findtext("./{*}Id") for member in queries] == ["sum", "one"]
    inner = "./{*}MetricStat/{*}Metric/{*}Dimensions/{*}member/{*}Name"
    assert queries[1].findtext(inner) == "who"


def query(endpoint: server.Endpoint, action: str, values: dict[str, str]) -> ElementTree.Element:
    """Ask CloudWatch as Terraform does: a form in, XML out."""
    form = urllib.parse.urlencode({"Action": action, "Version": "2010-08-01", **values}).encode()
    scope = "20260131/ap-northeast-2/monitoring/aws4_request"
    request = urllib.request.Request(  # noqa: S310 - our own URL
        endpoint.url,
        data=form,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Authorization": f"AWS4-HMAC-SHA256 Credential=test/{scope}, Signature=0",
        },
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own URL
        return ElementTree.fromstring(answer.read())  # noqa: S314 - the emulator's own answer
