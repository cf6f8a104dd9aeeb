"""The roles that GitHub's workflows take on: who may, and what for. Shown on the local AWS with IAM
enforced; it knows neither resources nor conditions of most actions, so those are set to `*` here and
what is shown is that the actions are enough, and not more than what planning needs."""

import base64
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ai_chef_testing.stack.deployed import client
from tests.deployment.conftest import REPOSITORY, boundary_document, policy_document
from tools.deploy.terraform import captured, local_environment
from tools.local_aws import server

ISSUER = "https://token.actions.githubusercontent.com"
PULL_REQUEST = f"repo:{REPOSITORY}:pull_request"
MAIN = "refs/heads/main"
ENVIRONMENT = f"repo:{REPOSITORY}:environment:local"

Terraform = Callable[..., subprocess.CompletedProcess[str]]


def token(
    subject: str, audience: str = "sts.amazonaws.com", issuer: str = ISSUER, ref: str = MAIN
) -> str:
    """Return a token as GitHub's; the local AWS checks its claims, not its signature."""
    claims = {"iss": issuer, "aud": audience, "sub": subject, "ref": ref}
    parts = [{"alg": "RS256"}, claims, {}]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join(part.rstrip("=") for part in encoded)


def take_on(endpoint: server.Endpoint, role: str, identity: str) -> dict[str, Any]:
    """Return the credentials of a role."""
    credentials: dict[str, Any] = client("sts", endpoint.url).assume_role_with_web_identity(
        RoleArn=f"arn:aws:iam::000000000000:role/ai-chef-github-{role}-local",
        RoleSessionName="workflow",
        WebIdentityToken=identity,
    )["Credentials"]
    return credentials


@pytest.fixture
def terraform_as(
    roles: server.Endpoint, clone: Path, tmp_path: Path
) -> Callable[[str, str], Terraform]:
    """Return a function that runs Terraform in the clone as one of the roles."""

    def of(role: str, subject: str) -> Terraform:
        _on_any_resource(roles, role)
        credentials = take_on(roles, role, token(subject))
        variables = {
            **local_environment(roles),
            "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
            "AWS_SESSION_TOKEN": credentials["SessionToken"],
            "TF_DATA_DIR": str(tmp_path / role),
        }

        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            options = (*arguments, "-input=false", "-no-color")
            return captured(options, variables, clone / "terraform")

        return run

    return of


def _on_any_resource(endpoint: server.Endpoint, role: str) -> None:
    iam, name = client("iam", endpoint.url), f"ai-chef-github-{role}-local"
    for policy, document in _inline(iam, name).items():
        widened = json.dumps(_widened(document, role))
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=widened)
    for arn, document in _attached(iam, name).items():
        widened = json.dumps(_widened(document, role))
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=widened, SetAsDefault=True)


def _widened(document: dict[str, Any], role: str) -> dict[str, Any]:
    for statement in document["Statement"]:
        # What S3 may be asked for the local AWS does know: planning must not write the state.
        is_known = role == "plan" and "s3:" in str(statement["Action"])
        if statement["Effect"] == "Allow" and not is_known:
            statement["Resource"] = "*"
            statement.pop("Condition", None)
    return document


def _inline(iam: Any, role: str) -> dict[str, dict[str, Any]]:
    """Return the policies within a role by name."""
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    return {
        name: iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        for name in names
    }


def _attached(iam: Any, role: str) -> dict[str, dict[str, Any]]:
    """Return the managed policies of a role by ARN."""
    attached = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    return {policy["PolicyArn"]: policy_document(iam, policy["PolicyArn"]) for policy in attached}


@pytest.mark.parametrize(
    ("role", "subject"), [("plan", PULL_REQUEST), ("plan", f"repo:{REPOSITORY}:ref:refs/heads/main"),
                          ("deploy", ENVIRONMENT)],
)  # fmt: skip
def test_a_workflow_of_the_repository_gets_its_role(
    roles: server.Endpoint, role: str, subject: str
) -> None:
    assert take_on(roles, role, token(subject))["AccessKeyId"]


@pytest.mark.parametrize(
    ("role", "identity"),
    [
        ("deploy", token(PULL_REQUEST)),
        ("deploy", token(f"repo:{REPOSITORY}:ref:refs/heads/main")),
        ("deploy", token(f"repo:{REPOSITORY}:environment:other")),
        ("deploy", token(ENVIRONMENT, ref="refs/heads/mine")),
        ("deploy", token(ENVIRONMENT, ref="refs/pull/7/merge")),
        ("deploy", token(ENVIRONMENT, ref="refs/tags/main")),
        ("plan", token("repo:someone-else/ai-chef:pull_request")),
        ("plan", token(f"repo:{REPOSITORY}:ref:refs/heads/other")),
        ("plan", token(PULL_REQUEST, audience="someone")),
        ("plan", token(PULL_REQUEST, issuer="https://example.test")),
    ],
    ids=[
        "pull request",
        "branch",
        "environment",
        "another branch with the environment",
        "a pull request with the environment",
        "a tag with the environment",
        "fork",
        "other branch",
        "audience",
        "issuer",
    ],
)
def test_nobody_else_gets_it(roles: server.Endpoint, role: str, identity: str) -> None:
    with pytest.raises(ClientError, match="Not authorized"):
        take_on(roles, role, identity)


INIT = ("init", "-reconfigure", "-lockfile=readonly", "-backend-config=envs/local.s3.tfbackend")
LOCAL = "-var-file=envs/local.tfvars"


def test_a_pull_request_can_plan_and_can_change_neither_resources_nor_state(
    terraform_as: Callable[[str, str], Terraform], clone: Path
) -> None:
    terraform = terraform_as("plan", PULL_REQUEST)
    assert terraform(*INIT).returncode == 0

    planned = terraform("plan", LOCAL)
    applied = terraform("apply", "-auto-approve", LOCAL, "-var=log_retention_days=3")

    assert planned.returncode == 0, planned.stderr
    assert applied.returncode != 0
    assert "not authorized to perform: logs:PutRetentionPolicy" in applied.stderr
    assert "Failed to save state" in applied.stderr
    (clone / "terraform" / "errored.tfstate").unlink()


def test_a_deploy_can_make_prod_as_it_is_set_and_take_it_down_and_could_make_dev(
    terraform_as: Callable[[str, str], Terraform], roles: server.Endpoint
) -> None:
    terraform = terraform_as("deploy", ENVIRONMENT)
    iam = client("iam", roles.url)
    boundary = json.dumps(boundary_document(iam)).replace("-local", "-prod")
    iam.create_policy(PolicyName="ai-chef-boundary-prod", PolicyDocument=boundary)
    # Another environment of the same account, its state under the key that the role may write.
    key = "-backend-config=key=ai-chef/whole.tfstate"
    assert terraform(*INIT, key).returncode == 0
    options = (
        "-auto-approve", "-var-file=envs/prod.tfvars", "-var=deletion_protection=false",
        "-var=cdn=true",
    )  # fmt: skip

    applied = terraform("apply", *options)
    distributions = client("cloudfront", roles.url).list_distributions()["DistributionList"]
    again = terraform("plan", *options[1:], "-detailed-exitcode")
    destroyed = terraform("destroy", *options)
    dev = terraform("plan", "-var-file=envs/dev.tfvars")

    assert applied.returncode == 0, applied.stderr
    assert [
        ":global/webacl/ai-chef-prod/" in one["WebACLId"] for one in distributions["Items"]
    ] == [True]
    assert again.returncode == 0, again.stdout + again.stderr
    assert destroyed.returncode == 0, destroyed.stderr
    assert "0 to change, 0 to destroy" in dev.stdout, dev.stderr


def test_the_policies_of_a_role_fit_into_what_aws_takes(roles: server.Endpoint) -> None:
    iam = client("iam", roles.url)
    for role in ("plan", "deploy"):
        name = f"ai-chef-github-{role}-local"
        inline = sum(map(_size, _inline(iam, name).values()))
        managed = {arn: _size(document) for arn, document in _attached(iam, name).items()}

        assert inline <= 10_240, "IAM's limit for all inline policies of a role"
        assert max(managed.values(), default=0) <= 6_144, "IAM's limit for a managed policy"
        assert len(managed) == {"plan": 1, "deploy": 3}[role], "IAM's limit is 10"


def _size(document: dict[str, Any]) -> int:
    """Return the characters that IAM counts: none of the white space."""
    return len(json.dumps(document, separators=(",", ":")))
