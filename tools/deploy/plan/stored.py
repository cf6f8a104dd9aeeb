"""What a plan does to what is stored: loud where something would be lost."""

from collections.abc import Iterator
from typing import NamedTuple

from tools.deploy.plan.changes import Action, Change

_HOLDS = {
    "aws_dynamodb_table": "every item in it",
    "aws_s3_bucket": "every object in it",
    "aws_kms_key": "everything that was encrypted with it",
    "aws_secretsmanager_secret": "its value",  # pragma: allowlist secret
    "aws_cloudwatch_log_group": "every log event in it",
    "aws_sqs_queue": "every message in it",
}
_GUARDS = (
    "deletion_protection_enabled",
    "point_in_time_recovery",
    "server_side_encryption",
    "ttl",
    "retention_in_days",
    "kms_key_id",
    "recovery_window_in_days",
    "deletion_window_in_days",
    "enable_key_rotation",
)


class Line(NamedTuple):
    """What changes, and whether something stored is lost by it."""

    text: str
    loses: bool


def lines(changes: list[Change]) -> Iterator[Line]:
    """Yield what happens to tables, buckets, keys, secrets, logs and queues."""
    for change in changes:
        if change.type not in _HOLDS or change.action is Action.NONE:
            continue
        what = f"`{change.type}` **{change.name()}**"
        if change.action is Action.DESTROY:
            yield Line(f"{what} is DESTROYED, and {_HOLDS[change.type]} is lost", loses=True)
        elif change.action is Action.REPLACE:
            because = ", ".join(_difference(change, path) for path in change.replaced_by)
            yield Line(
                f"{what} is REPLACED ({because}), and {_HOLDS[change.type]} is lost", loses=True
            )
        elif change.action is Action.CREATE:
            yield Line(f"{what} is new", loses=False)
        else:
            for name in change.changed:
                if name in _GUARDS and change.before.get(name) != change.after.get(name):
                    yield Line(f"{what}: {_difference(change, name)}", loses=False)


def _difference(change: Change, path: str) -> str:
    name = path.split(".", maxsplit=1)[0]
    return f"`{name}` {change.before.get(name)} → {change.after.get(name)}"
