"""The boundary of all roles holds exactly what functions and workflow are given: less, and a step would
fail at AWS though its role allows it; more, and a deploy could give it to anybody."""

import re
from pathlib import Path

from tools import hcl
from tools.build_package import ROOT

TERRAFORM = ROOT / "terraform"
KEY_POLICY = "encryption.tf"
"""Says what the account may do with the key, which is nothing that a role is given."""
BY_AWS_ITSELF = "sts:AssumeRole"
"""Services take the roles on; no role is given it."""


def actions_of(file: Path) -> set[str]:
    """Return every action that a file lists, within conditional expressions too."""
    listed = re.findall(r"actions\s*=\s*\[(.*?)\]", file.read_text("utf-8"), re.DOTALL)
    found = {action for block in listed for action in re.findall(r'"([\w-]+:\w+)"', block)}
    return found - {BY_AWS_ITSELF}


def test_the_boundary_holds_what_roles_are_given_and_nothing_else() -> None:
    files = [
        file
        for file in TERRAFORM.rglob("*.tf")
        if not {"bootstrap", ".terraform", KEY_POLICY} & {file.name, *file.parts}
    ]
    given = set().union(*map(actions_of, files))

    assert "dynamodb:UpdateItem" in given, "the files are read"
    assert actions_of(TERRAFORM / "bootstrap" / "boundary.tf") == given


def test_every_role_of_the_root_module_carries_the_boundary() -> None:
    roles = [
        settings
        for file in TERRAFORM.rglob("*.tf")
        if file.parent.name != "bootstrap" and ".terraform" not in file.parts
        for block in hcl.read(file).get("resource", [])
        for settings in block.get("aws_iam_role", {}).values()
    ]

    assert len(roles) == 3
    assert all(role["permissions_boundary"] == "${var.permissions_boundary}" for role in roles)


def test_a_deploy_writes_what_roles_may_do_only_within_the_boundary() -> None:
    documents = hcl.read(TERRAFORM / "bootstrap" / "permissions.tf")["data"]
    (statements,) = (
        block["aws_iam_policy_document"]["roles"]["statement"]
        for block in documents
        if "roles" in block.get("aws_iam_policy_document", {})
    )
    allowed = [statement for statement in statements if statement.get("effect") != "Deny"]

    unbounded = {
        action
        for statement in allowed
        for action in statement["actions"]
        if "condition" not in statement
    }
    (bounded,) = (statement for statement in allowed if "iam:PutRolePolicy" in statement["actions"])
    (condition,) = bounded["condition"]
    assert condition["variable"] == "iam:PermissionsBoundary"
    assert condition["values"] == ["${local.boundary_arn}"]
    assert not unbounded & {
        "iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy",
        "iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary",
    }  # fmt: skip
