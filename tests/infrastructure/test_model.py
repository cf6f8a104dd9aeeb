"""What Terraform gives the recipe function to ask a model with, and nothing more."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ai_chef_testing.stack.deployed import Deployed
from tools import hcl
from tools.build_package import ROOT

ACCOUNT = "000000000000"


@pytest.fixture
def planned(terraform_runs: Any, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that plans with further variables and shows the plan as JSON."""

    def run(**values: Any) -> subprocess.CompletedProcess[str]:
        saved = str(tmp_path / "plan")
        given = [
            f"-var={name}={value if isinstance(value, str) else json.dumps(value)}"
            for name, value in values.items()
        ]
        done: subprocess.CompletedProcess[str] = terraform_runs(
            "plan", "-input=false", "-refresh=false", terraform_runs.state, f"-out={saved}", *given
        )
        if done.returncode:
            return done
        shown: subprocess.CompletedProcess[str] = terraform_runs("show", "-json", saved)
        return shown

    return run


def statements(plan: str) -> Iterator[dict[str, Any]]:
    """Yield the statements of the recipe role's policy that are about Bedrock."""
    for change in json.loads(plan)["resource_changes"]:
        if change["address"].startswith('module.functions["recipe"].aws_iam_role_policy'):
            policy = json.loads(change["change"]["after"]["policy"])
            for statement in policy["Statement"]:
                if "bedrock" in json.dumps(statement):
                    yield statement


def test_the_book_needs_no_permission_for_a_model(planned: Any) -> None:
    assert list(statements(planned(recipe_source="book").stdout)) == []


@pytest.mark.parametrize(
    ("model", "resources"),
    [
        (
            {"id": "maker.model-v1:0"},
            ["arn:aws:bedrock:ap-northeast-2::foundation-model/maker.model-v1:0"],
        ),
        (
            {"id": "apac.maker.model-v1:0", "region": "us-east-1"},
            [
                f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/apac.maker.model-v1:0",
                "arn:aws:bedrock:*::foundation-model/maker.model-v1:0",
            ],
        ),
        (
            {"id": "global.maker.model"},
            [
                f"arn:aws:bedrock:ap-northeast-2:{ACCOUNT}:inference-profile/global.maker.model",
                "arn:aws:bedrock:ap-northeast-2::foundation-model/maker.model",
                "arn:aws:bedrock:::foundation-model/maker.model",
            ],
        ),
    ],
    ids=["model", "inference profile", "global inference profile"],
)
def test_the_function_may_invoke_its_model_alone(
    planned: Any, model: dict[str, str], resources: list[str]
) -> None:
    (statement,) = statements(planned(recipe_source="bedrock", model=model).stdout)

    assert statement["Action"] in ("bedrock:InvokeModel", ["bedrock:InvokeModel"])
    resource = statement["Resource"]
    assert sorted([resource] if isinstance(resource, str) else resource) == sorted(resources)


def arn(region: str, resource: str, account: str = "") -> str:
    return f"arn:aws:bedrock:{region}:{account}:{resource}"


OWN = "foundation-model/anthropic.claude-sonnet-4-6"
PROFILE = "inference-profile/global.anthropic.claude-sonnet-4-6"
ASKED_OF_A_GLOBAL_PROFILE = [
    arn("ap-northeast-2", PROFILE, ACCOUNT),
    arn("ap-northeast-2", OWN),
    arn("", OWN),
]
"""Bedrock User Guide, "Global cross-Region inference": the third has no region."""


def test_a_global_profile_may_be_asked_with_its_model_in_no_region_and_nothing_else(
    planned: Any, deployed: Deployed, dev_model: dict[str, Any]
) -> None:
    (statement,) = statements(planned(recipe_source="bedrock", model=dev_model).stdout)
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    others = [
        arn("us-east-1", OWN),
        arn("", "foundation-model/anthropic.claude-opus-4-6"),
        arn("", f"{OWN}-v2"),
        arn("ap-northeast-2", "inference-profile/global.anthropic.claude-opus-4-6", ACCOUNT),
        arn("us-east-1", PROFILE, ACCOUNT),
        arn("ap-northeast-2", PROFILE, "111111111111"),
    ]

    def decided(resources: list[str]) -> set[str]:
        return {
            result["EvalDecision"]
            for resource in resources
            for result in deployed.client("iam").simulate_custom_policy(
                PolicyInputList=[policy],
                ActionNames=["bedrock:InvokeModel"],
                ResourceArns=[resource],
            )["EvaluationResults"]
        }

    assert decided(ASKED_OF_A_GLOBAL_PROFILE) == {"allowed"}
    assert decided(others) == {"implicitDeny"}


@pytest.fixture
def dev_model() -> dict[str, Any]:
    """Return the model of dev, as its settings name it."""
    model: dict[str, Any] = hcl.read(ROOT / "terraform" / "envs" / "dev.tfvars")["model"]
    return model


@pytest.mark.parametrize(
    ("parameters", "sent"),
    [
        ({}, {"MODEL_MAX_TOKENS": "4096"}),
        ({"temperature": 0.2}, {"MODEL_MAX_TOKENS": "4096", "MODEL_TEMPERATURE": "0.2"}),
    ],
)
def test_the_function_gets_only_inference_parameters_that_are_set(
    planned: Any, parameters: dict[str, Any], sent: dict[str, str]
) -> None:
    plan = planned(recipe_source="bedrock", model={"id": "maker.model"} | parameters)

    (function,) = [
        change["change"]["after"]
        for change in json.loads(plan.stdout)["resource_changes"]
        if change["address"] == 'module.functions["recipe"].aws_lambda_function.this'
    ]
    variables = function["environment"][0]["variables"]
    given = {"MODEL_TEMPERATURE", "MODEL_TOP_P", "MODEL_MAX_TOKENS"} & variables.keys()
    assert {name: variables[name] for name in given} == sent


def test_a_guardrail_may_be_applied_where_one_is_named(planned: Any) -> None:
    model = {"id": "maker.model", "guardrail_id": "guard1", "guardrail_version": "3"}

    actions = [
        statement["Action"]
        for statement in statements(planned(recipe_source="bedrock", model=model).stdout)
    ]

    assert sorted(json.dumps(action).strip('[]"') for action in actions) == [
        "bedrock:ApplyGuardrail",
        "bedrock:InvokeModel",
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"recipe_source": "bedrock"}, "needs model.id"),
        ({"recipe_source": "oracle"}, "must be book or bedrock"),
        ({"recipe_fallback": "oracle"}, "must be none or book"),
        ({"model": {"guardrail_id": "guard1"}}, "belong together"),
        ({"model": {"repair_rounds": 3}}, "must be 0, 1 or 2"),
        ({"model": {"temperature": 1.5}}, "must be from 0 to 1"),
        ({"model": {"output": "prose"}}, "must be tool or json_schema"),
        ({"model": {"price": {"input": -1, "output": 15}}}, "must not be negative"),
        ({"session_ttl_days": "0"}, "whole number from 1 to 365"),
        ({"log_retention_days": "2"}, "a number of days that CloudWatch Logs knows"),
        ({"reserved_concurrency": "0"}, "must be -1 or a whole number from 1 to 1000"),
        ({"shipping_fees": {"네이버쇼핑": 2500.5}}, "whole numbers of KRW"),
        ({"search": {"in_flight": 0}}, "whole number from 1 to 40"),
        ({"alarm_thresholds": {"failure_ratio": 5}}, "a share from 0 to below 1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_at_plan_time(
    planned: Any, values: dict[str, Any], message: str
) -> None:
    done = planned(**values)

    assert done.returncode != 0
    assert message in " ".join(done.stderr.split())
