"""The conditional requests of the session state, as boto3 takes them. Building only, no calls.

Every attribute is written through a ``#name`` placeholder, since ``status`` and ``error`` are
reserved words, and DynamoDB refuses a placeholder that is not used.
"""

from datetime import datetime
from typing import Any

from ai_chef_common.clock import epoch_seconds, iso
from ai_chef_common.dynamo import to_item
from ai_chef_common.sessions.model import NO_KEYS, Execution, KeyHashes, Session, SessionFailure
from ai_chef_common.sessions.phases import TERMINAL, Phase, Status

Request = dict[str, Any]

OPEN = "open"
"""Attribute that a session has while it is in processing: the hash key of `OPEN_SESSIONS`."""

OPEN_SESSIONS = "openSessions"
"""Index of the sessions in processing, oldest first: it holds no others, so a look is no scan."""

PHASE_DETAIL = "phaseDetail"
"""Attribute that a session has while a step has more to say about its phase."""

ON_FAILURE = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}


def fresh_item(
    session_id: str,
    execution: Execution,
    now: datetime,
    ttl: int,
    keys: KeyHashes = NO_KEYS,
) -> dict[str, Any]:
    """Return the plain item of a session that `execution` opens now; `ttl` in epoch seconds."""
    start = Phase.SESSION_STARTED
    known_by = {name: value for name, value in keys._asdict().items() if value is not None}
    return {
        "sessionId": session_id,
        **_phase(start),
        "executionId": execution.id,
        "executionStartedAt": execution.started_at,
        "createdAt": iso(now),
        "updatedAt": iso(now),
        "ttl": ttl,
        **known_by,
        OPEN: "yes",
    }


def failed_item(fresh: dict[str, Any], cause: SessionFailure) -> dict[str, Any]:
    """Return the plain item of a session that fails before it was opened."""
    return {name: value for name, value in fresh.items() if name != OPEN} | failure(cause)


def failure(cause: SessionFailure) -> dict[str, Any]:
    """Return the attributes of a failed session."""
    return {
        "status": Status.FAILED,
        "error": {"code": cause.code, "message": cause.message},
    }


def put_if_absent(table: str, item: dict[str, Any]) -> Request:
    """Put `item` where no item stands."""
    return {
        "TableName": table,
        "Item": to_item(item),
        "ConditionExpression": "attribute_not_exists(sessionId)",
        **ON_FAILURE,
    }


def put_if_absent_or_expired(table: str, item: dict[str, Any], now: datetime) -> Request:
    """Put `item` where no item stands whose time to live has not passed."""
    return put_if_absent(table, item) | {
        "ConditionExpression": "attribute_not_exists(sessionId) OR #ttl <= :now",
        "ExpressionAttributeNames": {"#ttl": "ttl"},
        "ExpressionAttributeValues": to_item({":now": epoch_seconds(now)}),
    }


def owned_update(
    table: str,
    session_id: str,
    execution_id: str,
    values: dict[str, Any],
    *,
    forward_only: bool = False,
) -> Request:
    """Set `values` if the execution owns the session and it is in processing.

    With `forward_only`, `values` holds a progress, and a session that is further on stays. One that
    ends leaves the index of open sessions. What an earlier update said about the phase goes.
    """
    ends = values.get("status") in TERMINAL
    removed = [OPEN] * ends + [PHASE_DETAIL] * (PHASE_DETAIL not in values)
    condition = "#executionId = :me AND #status = :processing"
    if forward_only:
        condition += " AND #progress <= :progress"
    return {
        "TableName": table,
        "Key": to_item({"sessionId": session_id}),
        "UpdateExpression": "SET "
        + ", ".join(f"#{name} = :{name}" for name in values)
        + (" REMOVE " + ", ".join(f"#{name}" for name in removed) if removed else ""),
        "ConditionExpression": condition,
        "ExpressionAttributeNames": {
            f"#{name}": name for name in (*values, "executionId", "status", *removed)
        },
        "ExpressionAttributeValues": to_item(
            {f":{name}": value for name, value in values.items()}
            | {":me": execution_id, ":processing": Status.PROCESSING}
        ),
        **ON_FAILURE,
    }


def opened_before(table: str, moment: datetime, limit: int) -> Request:
    """Ask the index for at most `limit` sessions in processing opened before `moment`, oldest first."""
    return {
        "TableName": table,
        "IndexName": OPEN_SESSIONS,
        "KeyConditionExpression": "#open = :yes AND #createdAt < :moment",
        "ExpressionAttributeNames": {f"#{name}": name for name in (OPEN, "createdAt")},
        "ExpressionAttributeValues": to_item({":yes": "yes", ":moment": iso(moment)}),
        "Limit": limit,
    }


def phase_values(phase: Phase, now: datetime, detail: str | None = None) -> dict[str, Any]:
    """Return the attributes of a session that enters `phase` now, or is in it, at `detail`."""
    said = {} if detail is None else {PHASE_DETAIL: detail}
    return {**_phase(phase), "updatedAt": iso(now), **said}


def completion(
    table: str,
    results_table: str,
    session_id: str,
    execution_id: str,
    *,
    result: dict[str, Any],
    now: datetime,
    ttl: int,
) -> Request:
    """Put the Results item and finish the session, both or neither, with the same ``ttl``."""
    item = {
        "sessionId": session_id,
        "executionId": execution_id,
        "result": result,
        "createdAt": iso(now),
        "ttl": ttl,
    }
    values = phase_values(Phase.FINISHED, now) | {"ttl": ttl}
    return {
        "TransactItems": [
            {"Put": {"TableName": results_table, "Item": to_item(item)}},
            {"Update": owned_update(table, session_id, execution_id, values)},
        ]
    }


def takeover(table: str, results_table: str, found: Session, fresh: dict[str, Any]) -> Request:
    """Replace the session just as it was `found` by a `fresh` one, and remove its result."""
    return {
        "TransactItems": [
            {
                "Put": {
                    "TableName": table,
                    "Item": to_item(fresh),
                    "ConditionExpression": (
                        "#executionId = :executionId AND #status = :status "
                        "AND #updatedAt = :updatedAt"
                    ),
                    "ExpressionAttributeNames": {
                        f"#{name}": name for name in ("executionId", "status", "updatedAt")
                    },
                    "ExpressionAttributeValues": to_item(
                        {
                            ":executionId": found.execution.id,
                            ":status": found.status,
                            ":updatedAt": found.updated_at,
                        }
                    ),
                }
            },
            {
                "Delete": {
                    "TableName": results_table,
                    "Key": to_item({"sessionId": found.session_id}),
                }
            },
        ]
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {"status": phase.status, "phase": phase, "progress": phase.progress}
