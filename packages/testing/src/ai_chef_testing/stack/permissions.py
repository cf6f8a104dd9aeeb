"""Taking a single permission away from a deployed role, for a while."""

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ai_chef_testing.stack.deployed import Deployed


class Permission(NamedTuple):
    """One allowed action of a function's role, on what (last part of the ARN, `*` for all)."""

    function: str
    action: str
    resource: str


def role_of(deployed: Deployed, function: str) -> str:
    """Return the name of a function's role; that of the state machine for ``workflow``."""
    if function == "workflow":
        return deployed.state_machine_arn.rsplit(":", 1)[-1]
    role: str = deployed.outputs["functions"][function]["role_name"]
    return role


def permissions(deployed: Deployed, *functions: str) -> set[Permission]:
    """Return every single permission that the roles of `functions` have."""
    return {
        Permission(function, action, short(resource))
        for function in functions
        for policy in _policies(deployed, role_of(deployed, function)).values()
        for statement in policy["Statement"]
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    }


@contextmanager
def without(deployed: Deployed, permission: Permission) -> Iterator[None]:
    """Take `permission` from the role of its function; give it back afterwards."""
    iam, role = deployed.client("iam"), role_of(deployed, permission.function)
    before = _policies(deployed, role)
    taken = 0
    for name, policy in before.items():
        statements = []
        for statement in copy.deepcopy(policy["Statement"]):
            actions, resources = listed(statement["Action"]), listed(statement["Resource"])
            touched = permission.resource in map(short, resources)
            if permission.action in actions and touched:
                taken += 1
                others = [action for action in actions if action != permission.action]
                kept = [
                    resource for resource in resources if short(resource) != permission.resource
                ]
                if kept:
                    statements.append(statement | {"Action": permission.action, "Resource": kept})
                if not others:
                    continue
                statement["Action"] = others
            statements.append(statement)
        document = json.dumps(policy | {"Statement": statements})
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document)
    try:
        if taken != 1:
            raise LookupError(f"{permission} is granted {taken} times")
        yield
    finally:
        for name, policy in before.items():
            iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy))


def short(arn: str) -> str:
    """Return the last part of an ARN, as `Permission` names the resource."""
    return arn if arn == "*" else arn.split(":", 5)[-1]


def listed(value: str | list[str]) -> list[str]:
    """Return what a policy may write as one text or as a list, as a list."""
    return [value] if isinstance(value, str) else value


def _policies(deployed: Deployed, role: str) -> dict[str, Any]:
    iam = deployed.client("iam")
    return {
        name: iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]
    }
