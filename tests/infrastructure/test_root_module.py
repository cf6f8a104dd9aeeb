"""The real root module on the local AWS: applied, unchanged on a second look, plain to read."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ai_chef_testing.stack.deployed import Deployed
from ai_chef_testing.stack.permissions import listed
from tools.build_package import lambda_packages
from tools.checks.lint_asl import render

Plan = Callable[[], dict[str, Any]]


@pytest.fixture
def planned_functions(terraform_runs: Any, tmp_path: Path) -> Callable[[], set[str]]:
    """Return a function that plans, and names the functions whose code would change."""

    def plan() -> set[str]:
        saved = str(tmp_path / "plan")
        done = terraform_runs(
            "plan", "-input=false", "-refresh=false", terraform_runs.state, f"-out={saved}"
        )
        assert done.returncode == 0, done.stderr
        changes = json.loads(terraform_runs("show", "-json", saved).stdout)["resource_changes"]
        return {
            change["index"] if "index" in change else change["module_address"].split('"')[1]
            for change in changes
            if change["type"] == "aws_lambda_function" and change["change"]["actions"] != ["no-op"]
        }

    return plan


@pytest.fixture
def changed(repository: Path) -> Iterator[Callable[[str], None]]:
    """Return a function that changes a file of the copy; every file is put back afterwards."""
    before: dict[Path, bytes | None] = {}

    def change(path: str) -> None:
        file = repository / path
        before[file] = file.read_bytes() if file.exists() else None
        file.parent.mkdir(exist_ok=True)
        file.write_bytes((before[file] or b"") + b"\n")

    yield change
    for file, content in before.items():
        file.unlink() if content is None else file.write_bytes(content)


def test_the_search_can_be_turned_on_again_after_it_was_turned_off(
    terraform_runs: Any, tmp_path: Path
) -> None:
    # With a recovery window AWS keeps the name of a deleted secret, and refuses to make it anew.
    for source in ("naver", "catalog", "naver", "catalog"):
        done = terraform_runs(
            "apply", "-auto-approve", "-input=false", "-no-color",
            "-target=aws_secretsmanager_secret.search", f"-state={tmp_path / 'search.tfstate'}",
            "-var=environment=dev", "-var=deletion_protection=true",
            "-var=customer_managed_key=false", f"-var=price_source={source}",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_a_plan_right_after_apply_is_empty(terraform_runs: Any) -> None:
    done = terraform_runs("plan", "-input=false", "-detailed-exitcode", terraform_runs.state)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("origins", [[], ["https://one.test", "https://two.test:8443"]])
def test_pages_of_other_sites_may_use_the_api_only_if_they_are_named(
    terraform_runs: Any, tmp_path: Path, origins: list[str]
) -> None:
    saved = str(tmp_path / "plan")
    done = terraform_runs(
        "plan", "-input=false", "-refresh=false", terraform_runs.state, f"-out={saved}",
        f"-var=allowed_origins={json.dumps(origins)}", "-target=module.http_api",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    values = json.loads(terraform_runs("show", "-json", saved).stdout)["planned_values"]
    (api,) = (
        resource["values"]
        for module in values["root_module"]["child_modules"]
        for resource in module["resources"]
        if resource["type"] == "aws_apigatewayv2_api"
    )

    configured = api["cors_configuration"]
    assert [sorted(cors["allow_origins"]) for cors in configured] == ([origins] if origins else [])
    for cors in configured:
        assert set(cors["allow_headers"]) >= {"authorization", "idempotency-key", "if-none-match"}
        assert set(cors["expose_headers"]) == {"etag", "location", "retry-after"}
        assert cors["allow_credentials"] in (None, False)


RECIPES = "packages/recipe/src/ai_chef_recipe/sources/cookbook/recipes"
ALL = set(lambda_packages())


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([f"{RECIPES}/kimchi-stew.json", "packages/price/requirements.txt"], {"recipe", "price"}),
        (["packages/common/src/ai_chef_common/clock.py"], ALL),
        (["packages/recipe/tests/test_book.py", "README.md",
          "packages/recipe/src/ai_chef_recipe/__pycache__/handler.cpython-313.pyc"], set()),
    ],
    ids=["own", "shared", "not shipped"],
)  # fmt: skip
def test_a_change_plans_exactly_the_functions_that_ship_it(
    planned_functions: Callable[[], set[str]],
    changed: Callable[[str], None],
    paths: list[str],
    expected: set[str],
) -> None:
    for path in paths:
        changed(path)

    assert planned_functions() == expected


def test_the_state_machine_calls_published_versions(deployed: Deployed) -> None:
    arns = {
        state["Parameters"]["FunctionName"]
        for state in deployed.definition["States"].values()
        if state["Type"] == "Task"
    }

    assert arns == {
        function["qualified_arn"]
        for name, function in deployed.outputs["functions"].items()
        if name != "api"
    }
    assert all(arn.split(":")[-1].isdigit() for arn in arns)


def test_the_deployed_definition_is_the_one_that_the_contract_tests_read(
    deployed: Deployed,
) -> None:
    functions = deployed.outputs["functions"]
    lambdas = deployed.client("lambda")
    task_timeouts = {
        name: lambdas.get_function_configuration(FunctionName=function["name"])["Timeout"] + 5
        for name, function in functions.items()
    }

    rendered = render(
        {name: function["qualified_arn"] for name, function in functions.items()},
        task_timeouts,
        timeout_seconds=600,
    )

    assert deployed.definition == json.loads(rendered)


def test_the_fallback_stands_in_after_the_last_retry_that_the_workflow_makes(
    deployed: Deployed,
) -> None:
    configuration = deployed.client("lambda").get_function_configuration(
        FunctionName=deployed.function("recipe")
    )
    retriers = deployed.definition["States"]["GenerateRecipe"]["Retry"]

    assert configuration["Environment"]["Variables"]["LAST_RETRY"] == str(
        sum(retrier["MaxAttempts"] for retrier in retriers)
    )


def test_no_execution_data_is_logged_and_log_groups_expire(deployed: Deployed) -> None:
    description = deployed.client("stepfunctions").describe_state_machine(
        stateMachineArn=deployed.state_machine_arn
    )

    logging = description["loggingConfiguration"]
    assert logging["level"] == "ERROR"
    assert not logging.get("includeExecutionData")  # AWS leaves out what is off
    groups = deployed.client("logs").describe_log_groups()["logGroups"]
    ours = [group for group in groups if "ai-chef-" in group["logGroupName"]]
    assert {group.get("retentionInDays") for group in ours} == {1}


def test_an_execution_may_go_on_with_the_versions_it_began_with(deployed: Deployed) -> None:
    iam, role = deployed.client("iam"), deployed.state_machine_arn.rsplit(":", 1)[-1]
    document = iam.get_role_policy(RoleName=role, PolicyName="workflow")["PolicyDocument"]
    (invoke,) = [
        statement
        for statement in document["Statement"]
        if "lambda:InvokeFunction" in listed(statement["Action"])
    ]

    assert {resource.rsplit(":", 1)[-1] for resource in invoke["Resource"]} == {"*"}
    assert {resource.split(":")[6] for resource in invoke["Resource"]} == {
        function["name"]
        for name, function in deployed.outputs["functions"].items()
        if name != "api"
    }


def test_every_function_has_its_own_role_and_a_log_group_with_retention(deployed: Deployed) -> None:
    functions = deployed.outputs["functions"]
    groups = deployed.client("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/ai-chef-")
    retention = {
        group["logGroupName"]: group.get("retentionInDays") for group in groups["logGroups"]
    }

    assert len({function["role_name"] for function in functions.values()}) == len(functions)
    assert {function["log_group"]: 1 for function in functions.values()} == retention


def test_a_role_may_do_exactly_what_its_function_needs(deployed: Deployed) -> None:
    iam = deployed.client("iam")
    allowed: dict[str, dict[str, set[str]]] = {}
    for name, function in deployed.outputs["functions"].items():
        policy = iam.get_role_policy(RoleName=function["role_name"], PolicyName="function")
        allowed[name] = {}
        for statement in policy["PolicyDocument"]["Statement"]:
            actions, resources = (listed(statement[key]) for key in ("Action", "Resource"))
            for resource in resources:
                allowed[name].setdefault(resource.split("/")[-1], set()).update(actions)

    sessions, results = (deployed.outputs["table_names"][name] for name in ("sessions", "results"))
    tables = {
        name: {
            table: actions for table, actions in resources.items() if table in (sessions, results)
        }
        for name, resources in allowed.items()
    }
    assert tables == {
        "orchestrator": {
            sessions: {"dynamodb:PutItem", "dynamodb:UpdateItem"},
            results: {"dynamodb:DeleteItem"},
        },
        "recipe": {sessions: {"dynamodb:UpdateItem"}, results: {"dynamodb:GetItem"}},
        "price": {sessions: {"dynamodb:UpdateItem"}},
        "api": {
            sessions: {"dynamodb:DeleteItem", "dynamodb:GetItem"},
            results: {"dynamodb:DeleteItem", "dynamodb:GetItem"},
        },
        "combine": {
            sessions: {"dynamodb:UpdateItem"},
            results: {"dynamodb:GetItem", "dynamodb:PutItem"},
        },
    }
    for granted in allowed.values():
        assert granted.get("*", set()) == {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}


def test_tables_are_on_demand_expire_items_and_can_be_restored(deployed: Deployed) -> None:
    dynamodb = deployed.client("dynamodb")
    for table in deployed.outputs["table_names"].values():
        description = dynamodb.describe_table(TableName=table)["Table"]
        assert description["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        ttl = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        assert (ttl["TimeToLiveStatus"], ttl["AttributeName"]) == ("ENABLED", "ttl")
        backups = dynamodb.describe_continuous_backups(TableName=table)[
            "ContinuousBackupsDescription"
        ]
        assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_no_environment_variable_of_a_function_is_a_secret(deployed: Deployed) -> None:
    lambdas = deployed.client("lambda")
    for function in deployed.outputs["functions"].values():
        configuration = lambdas.get_function_configuration(FunctionName=function["name"])
        names = set(configuration["Environment"]["Variables"])
        assert not {
            name for name in names if any(word in name for word in ("KEY", "SECRET", "TOKEN"))
        }
