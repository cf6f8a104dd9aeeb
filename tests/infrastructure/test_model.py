"""What Terraform gives the recipe function to ask a model with, and nothing more."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

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
    ],
    ids=["model", "inference profile"],
)
def test_the_function_may_invoke_its_model_alone(
    planned: Any, model: dict[str, str], resources: list[str]
) -> None:
    (statement,) = statements(planned(recipe_source="bedrock", model=model).stdout)

    assert statement["Action"] in ("bedrock:InvokeModel", ["bedrock:InvokeModel"])
    resource = statement["Resource"]
    assert sorted([resource] if isinstance(resource, str) else resource) == sorted(resources)


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
