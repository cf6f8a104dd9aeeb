"""Every role is bounded: the workflow runs within, and a policy that gives more gives nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from ai_chef_testing.make import make
from ai_chef_testing.stack.deployed import client
from tests.deployment.conftest import BOUNDARY, boundary_document, replacing, rewriting
from tools.local_aws import server

ROLE = "ai-chef-recipe-local"


@pytest.fixture(scope="module")
def bounded(clone: Path, roles: server.Endpoint) -> Iterator[server.Endpoint]:
    """Deploy the clone once more with bounded roles; without again afterwards."""
    with rewriting(clone) as change:
        change(
            "terraform/envs/local.tfvars",
            replacing("permissions_boundary = false", "permissions_boundary = true"),
        )
        done = make(clone, "deploy")
        assert done.returncode == 0, done.stdout + done.stderr
        yield roles
    done = make(clone, "deploy")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def iam(bounded: server.Endpoint) -> Any:
    return client("iam", bounded.url)


@pytest.fixture
def widened(iam: Any) -> Iterator[None]:
    """Give the recipe function's role what nobody needs, as a careless deploy might."""
    statement = {
        "Effect": "Allow",
        "Action": ["dynamodb:Scan", "dynamodb:GetItem"],
        "Resource": "*",
    }
    iam.put_role_policy(
        RoleName=ROLE, PolicyName="more",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )  # fmt: skip
    yield
    iam.delete_role_policy(RoleName=ROLE, PolicyName="more")


def as_role(endpoint: server.Endpoint) -> Any:
    """Return a DynamoDB client with the credentials of the role."""
    credentials = client("sts", endpoint.url).assume_role(
        RoleArn=f"arn:aws:iam::000000000000:role/{ROLE}", RoleSessionName="test"
    )["Credentials"]
    return boto3.client(
        "dynamodb", region_name="ap-northeast-2", endpoint_url=endpoint.url,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )  # fmt: skip


def test_every_role_that_a_deploy_makes_is_bounded(iam: Any, bounded: server.Endpoint) -> None:
    made = [
        role["RoleName"] for role in iam.list_roles()["Roles"] if "github" not in role["RoleName"]
    ]

    bounds = [iam.get_role(RoleName=name)["Role"]["PermissionsBoundary"] for name in made]

    assert len(made) == 7
    assert {bound["PermissionsBoundaryArn"] for bound in bounds} == {BOUNDARY}


def test_the_workflow_runs_within_the_boundary(clone: Path, bounded: server.Endpoint) -> None:
    done = make(clone, "run")

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_policy_beyond_the_boundary_gives_nothing(
    iam: Any, bounded: server.Endpoint, widened: None
) -> None:
    table = {"TableName": "ai-chef-sessions-local"}

    with pytest.raises(ClientError, match="dynamodb:Scan"):
        as_role(bounded).scan(**table)
    as_role(bounded).get_item(**table, Key={"sessionId": {"S": "none"}})  # within it

    iam.delete_role_permissions_boundary(RoleName=ROLE)
    assert "Items" in as_role(bounded).scan(**table), "it is the boundary that refused"
    iam.put_role_permissions_boundary(RoleName=ROLE, PermissionsBoundary=BOUNDARY)


def test_the_boundary_fits_into_what_aws_takes(iam: Any) -> None:
    size = len(json.dumps(boundary_document(iam), separators=(",", ":")))

    assert size <= 6_144, "IAM's limit for a managed policy"
