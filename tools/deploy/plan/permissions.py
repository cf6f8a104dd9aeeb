"""What a plan lets anyone do that they could not, and what it takes away, in words."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from tools.deploy.plan.changes import Action, Change

_POLICIES = {
    "aws_iam_policy": "policy",
    "aws_iam_role_policy": "policy",
    "aws_iam_role": "assume_role_policy",
    "aws_kms_key": "policy",
    "aws_s3_bucket_policy": "policy",
    "aws_sns_topic": "policy",
    "aws_sns_topic_policy": "policy",
    "aws_sqs_queue": "policy",
    "aws_sqs_queue_policy": "policy",
    "aws_secretsmanager_secret_policy": "policy",  # pragma: allowlist secret
}
"""Attribute that holds the policy, by type of resource."""


class Grant(NamedTuple):
    """One action on one resource by one principal; `condition` is JSON, empty for none."""

    effect: str
    principal: str
    action: str
    resource: str
    condition: str


class Line(NamedTuple):
    """What changes, and whether somebody may do more than before."""

    text: str
    widens: bool


UNKNOWN_RESOURCE = "(resources known after apply)"


def lines(changes: list[Change]) -> Iterator[Line]:
    """Yield what each role, key, queue and function gains and loses."""
    documents = _data_documents(changes)
    for change in changes:
        if change.type == "aws_iam_role" and change.action is Action.UPDATE:
            yield from _boundary(change)
        if change.type in _POLICIES and change.action is not Action.NONE:
            yield from _policy(change, documents)
        elif change.type == "aws_lambda_permission" and change.action is not Action.NONE:
            yield from _invocation(change)
        elif change.type == "aws_iam_role_policy_attachment" and change.action is not Action.NONE:
            side = change.after or change.before
            gains = change.action is not Action.DESTROY
            verb = "gains" if gains else "loses"
            yield Line(
                f"**{side.get('role')}** {verb} the policy `{side.get('policy_arn')}`", gains
            )


def grants(policy: str | dict[str, Any] | None) -> set[Grant]:
    """Return what a policy document says, one grant for each combination that it lists."""
    if not policy:
        return set()
    document = json.loads(policy) if isinstance(policy, str) else policy
    return {
        Grant(
            statement.get("Effect", "Allow"),
            principal,
            action,
            resource,
            json.dumps(statement["Condition"], sort_keys=True)
            if statement.get("Condition")
            else "",
        )
        for statement in _listed(document.get("Statement"))
        for principal in _principals(statement)
        for action in _listed(statement.get("Action"))
        for resource in _listed(statement.get("Resource", "*"))
    }


def _policy(change: Change, documents: dict[str, set[Grant]]) -> Iterator[Line]:
    attribute = _POLICIES[change.type]
    who = str(change.after.get("role") or change.before.get("role") or change.name())
    before = grants(change.before.get(attribute))
    if change.unknown.get(attribute) is True:
        if change.module not in documents:
            yield Line(f"**{who}**: {attribute} is known after apply only: read its source", True)
            return
        after = documents[change.module]
        if before:
            # Resources are unknown in the new document: only the actions can be compared.
            before = {grant._replace(resource=UNKNOWN_RESOURCE) for grant in before}
            after = {grant._replace(resource=UNKNOWN_RESOURCE) for grant in after}
    else:
        after = grants(change.after.get(attribute))
    yield from _gained_and_lost(who, before, after)


def _boundary(role: Change) -> Iterator[Line]:
    before, after = (side.get("permissions_boundary") or "" for side in (role.before, role.after))
    if before == after:
        return
    if not after:
        yield Line(f"**{role.name()}** is bounded by no policy any more", widens=True)
    else:
        was = f", no longer by `{short(before)}`" if before else ""
        yield Line(f"**{role.name()}** is bounded by `{short(after)}`{was}", widens=bool(before))


def _gained_and_lost(who: str, before: set[Grant], after: set[Grant]) -> Iterator[Line]:
    for grant in sorted(after - before):
        widens = grant.effect == "Allow"
        yield Line(f"**{who}** {'gains' if widens else 'is denied'} {_described(grant)}", widens)
    for grant in sorted(before - after):
        widens = grant.effect == "Deny"
        yield Line(
            f"**{who}** {'is no longer denied' if widens else 'loses'} {_described(grant)}", widens
        )


def _described(grant: Grant) -> str:
    wild = " (wildcard)" if "*" in grant.action or grant.resource == "*" else ""
    by = f", by {grant.principal}" if grant.principal else ""
    where = f", if `{grant.condition}`" if grant.condition else ""
    return f"`{grant.action}` on `{short(grant.resource)}`{wild}{by}{where}"


def short(arn: str) -> str:
    """Return an ARN without partition, region and account, as people name the resource."""
    parts = arn.split(":", 5)
    return f"{parts[2]} {parts[5]}" if len(parts) == 6 else arn


def _invocation(change: Change) -> Iterator[Line]:
    before, after = _invoker(change.before), _invoker(change.after)
    if before == after:
        return  # the same right, for the new version of the function
    if after:
        yield Line(f"`{after[0]}` may invoke **{after[1]}**", widens=True)
    if before:
        yield Line(f"`{before[0]}` may no longer invoke **{before[1]}**", widens=False)


def _invoker(side: dict[str, Any]) -> tuple[str, str] | None:
    if not side:
        return None
    return str(side.get("principal")), str(side.get("function_name", "")).split(":")[-1]


def _data_documents(changes: list[Change]) -> dict[str, set[Grant]]:
    """Return the grants of policy documents that are read during apply, by module.

    Where a module has several, that named ``this`` is the one of its role.
    """
    found = {}
    for change in changes:
        if change.type == "aws_iam_policy_document" and change.address.endswith(".this"):
            found[change.module] = {
                Grant(
                    statement.get("effect") or "Allow",
                    "",
                    action,
                    resource,
                    json.dumps(statement["condition"], sort_keys=True)
                    if statement.get("condition")
                    else "",
                )
                for statement in change.after.get("statement") or []
                for action in statement.get("actions") or []
                for resource in statement.get("resources") or [UNKNOWN_RESOURCE]
            }
    return found


def _principals(statement: dict[str, Any]) -> list[str]:
    principal = statement.get("Principal")
    if principal is None:
        return [""]
    if isinstance(principal, str):
        return [principal]
    return sorted(name for named in principal.values() for name in _listed(named))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
