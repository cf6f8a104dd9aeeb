"""Reading one item by its session id, as every reader of AI Chef's tables does; reading sessions."""

from typing import TYPE_CHECKING, Any

from ai_chef_common.aws import dynamodb
from ai_chef_common.clock import Clock, epoch_seconds, utc_now
from ai_chef_common.dynamo import from_item, store_errors, to_item
from ai_chef_common.sessions.model import Session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ItemReader:
    """Reads a table whose key is ``sessionId`` and whose items expire by ``ttl``."""

    def __init__(
        self, table: str, *, client: "DynamoDBClient | None" = None, clock: Clock = utc_now
    ) -> None:
        self._table = table
        self._given = client
        self._clock = clock

    @property
    def _client(self) -> "DynamoDBClient":
        """Return the client, made when it is first used: a reader may be made at import."""
        return self._given or dynamodb()

    def _live_item(self, session_id: str) -> dict[str, Any] | None:
        """Return the item, or None if there is none or its time to live has passed.

        DynamoDB deletes an expired item days late, so the reader compares. Consistent, since a
        poller must not see a session completed and then its result absent.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be read.
        """
        with store_errors():
            answer = self._client.get_item(
                TableName=self._table, Key=to_item({"sessionId": session_id}), ConsistentRead=True
            )
        item = from_item(answer["Item"]) if "Item" in answer else None
        expired = item is not None and item["ttl"] <= epoch_seconds(self._clock())
        return None if expired else item


class SessionReader(ItemReader):
    """Reads sessions as pollers do."""

    def get(self, session_id: str) -> Session | None:
        """Return the session, or None if there is none or its time to live has passed.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be read.
        """
        item = self._live_item(session_id)
        return Session.from_item(item) if item else None
