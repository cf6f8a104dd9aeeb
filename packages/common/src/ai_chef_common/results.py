"""ResultStore: reading the Results table. Results are written by `SessionStore.complete` only."""

from typing import TYPE_CHECKING

from ai_chef_common.aws import dynamodb
from ai_chef_common.clock import Clock, epoch_seconds, utc_now
from ai_chef_common.contract import parse
from ai_chef_common.dynamo import from_item, store_errors, to_item
from ai_chef_common.result import StoredResult

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ResultStore:
    """Reads results as pollers do."""

    def __init__(
        self, results_table: str, *, client: "DynamoDBClient | None" = None, clock: Clock = utc_now
    ) -> None:
        self._client = client or dynamodb()
        self._results = results_table
        self._clock = clock

    def get(self, session_id: str) -> StoredResult | None:
        """Return the stored result, or None if there is none or its time to live has passed.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be read.
        """
        with store_errors():
            answer = self._client.get_item(
                TableName=self._results, Key=to_item({"sessionId": session_id}), ConsistentRead=True
            )
        item = answer.get("Item")
        if item is None:
            return None
        stored = parse(StoredResult, from_item(item))
        return None if stored.ttl <= epoch_seconds(self._clock()) else stored
