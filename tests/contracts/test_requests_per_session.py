"""What one session costs at DynamoDB, counted over the four real handlers."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from ai_chef_common import aws
from ai_chef_testing.in_process import run_workflow

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITES = {"PutItem", "UpdateItem", "TransactWriteItems", "DeleteItem"}


def test_a_session_makes_seven_write_requests_and_reads_nothing(
    dynamodb: "DynamoDBClient", profile: dict[str, Any]
) -> None:
    counted: Counter[str] = Counter()
    aws.dynamodb().meta.events.register(
        "before-call.dynamodb", lambda model, **_: counted.update([model.name])
    )

    result = run_workflow({"sessionId": "sess_abc123", "profile": profile})

    assert result["totalCost"] > 0
    assert counted == {"PutItem": 1, "UpdateItem": 5, "TransactWriteItems": 1}
    assert set(counted) <= WRITES
    assert counted.total() <= 8
