"""Erasing what is kept of a session, when the person it is about wants that."""

from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ai_chef_common.clock import Clock, utc_now
from ai_chef_common.dynamo import from_item, is_canceled_transaction, store_errors, to_item
from ai_chef_common.errors import SessionConflict, StoreContention
from ai_chef_common.sessions.model import Session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LEASE_SECONDS = 900
"""As ``session_lease_seconds`` of ``terraform/functions.tf``: after it a session is given up."""


class SessionEraser:
    """Deletes the Sessions and the Results item of a session, both or neither."""

    def __init__(
        self,
        sessions_table: str,
        results_table: str,
        *,
        client: "DynamoDBClient",
        clock: Clock = utc_now,
    ) -> None:
        self._sessions = sessions_table
        self._results = results_table
        self._client = client
        self._clock = clock

    def erase(self, session_id: str) -> bool:
        """Delete what is kept of the session; return False if nothing was.

        Items past their time to live are deleted too: DynamoDB may keep them for days.

        Raises
        ------
        SessionConflict
            An execution is at work on it, and would write it again.
        StoreContention
            It changed while it was being deleted.
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            A table could not be reached.
        """
        key = to_item({"sessionId": session_id})
        with store_errors():
            found = self._client.get_item(TableName=self._sessions, Key=key, ConsistentRead=True)
            result = self._client.get_item(
                TableName=self._results, Key=key, ConsistentRead=True,
                ProjectionExpression="sessionId",
            )  # fmt: skip
        if "Item" not in found and "Item" not in result:
            return False
        condition: dict[str, object] = {"ConditionExpression": "attribute_not_exists(sessionId)"}
        if "Item" in found:
            session = Session.from_item(from_item(found["Item"]))
            self._require_at_rest(session)
            condition = {
                "ConditionExpression": "executionId = :seen AND updatedAt = :at",
                "ExpressionAttributeValues": to_item(
                    {":seen": session.execution.id, ":at": session.updated_at}
                ),
            }
        deletions = [
            {"Delete": {"TableName": self._sessions, "Key": key} | condition},
            {"Delete": {"TableName": self._results, "Key": key}},
        ]
        try:
            with store_errors():
                self._client.transact_write_items(TransactItems=deletions)  # type: ignore[arg-type]
        except ClientError as error:
            if is_canceled_transaction(error):
                raise StoreContention("the session changed while it was being deleted") from error
            raise
        return True

    def _require_at_rest(self, session: Session) -> None:
        if not session.is_at_rest(self._clock(), timedelta(seconds=LEASE_SECONDS)):
            raise SessionConflict("an execution is processing this session")
