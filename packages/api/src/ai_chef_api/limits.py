"""The Limits table: counters of new sessions, and the two secrets that the API makes itself.

A caller's address is counted under a keyed hash whose salt lives for a day: what was counted cannot
be traced back to an address afterwards.
"""

import base64
import hashlib
import hmac
import ipaddress
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ai_chef_common.aws import dynamodb
from ai_chef_common.clock import Clock, epoch_seconds, utc_now
from ai_chef_common.dynamo import from_item, is_condition_failure, store_errors, to_item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SECRET_BYTES = 32
IPV6_NETWORK = 64
"""One subscriber has this many bits of an IPv6 network: they are one caller."""


class CeilingReached(Exception):
    """A counter stands at its ceiling; ``seconds`` until it begins anew."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class LimitStore:
    """Reads and writes the Limits table. Its methods raise the store's errors as others do."""

    def __init__(
        self, table: str, *, client: "DynamoDBClient | None" = None, clock: Clock = utc_now
    ) -> None:
        self._table = table
        self._client = client or dynamodb()
        self._clock = clock

    def take_of_caller(self, address: str, most: int) -> None:
        """Count one new session of a caller in this hour.

        Raises
        ------
        CeilingReached
            `most` have been counted already.
        """
        now = self._clock()
        hour = now.replace(minute=0, second=0, microsecond=0)
        salt = self._secret(f"salt/{now:%Y-%m-%d}", now + timedelta(days=1))
        caller = hmac.new(salt, _network(address).encode(), hashlib.sha256).hexdigest()
        self._take(f"caller/{hour:%Y-%m-%dT%H}/{caller}", most, hour + timedelta(hours=1))

    def take_of_day(self, most: int) -> None:
        """Count one new session of anybody in this day (UTC).

        Raises
        ------
        CeilingReached
            `most` have been counted already.
        """
        day = self._clock().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._take(f"day/{day:%Y-%m-%d}", most, day + timedelta(days=1))

    def idempotency_secret(self) -> bytes:
        """Return the secret that ids and keys of repeatable requests are derived with."""
        return self._secret("secret/idempotency", None)

    def _take(self, name: str, most: int, until: datetime) -> None:
        try:
            with store_errors():
                self._client.update_item(
                    TableName=self._table,
                    Key=to_item({"name": name}),
                    UpdateExpression="SET #ttl = :ttl ADD #count :one",
                    ConditionExpression="attribute_not_exists(#count) OR #count < :most",
                    ExpressionAttributeNames={"#ttl": "ttl", "#count": "count"},
                    ExpressionAttributeValues=to_item(
                        {":ttl": epoch_seconds(until), ":one": 1, ":most": most}
                    ),
                )
        except ClientError as error:
            if not is_condition_failure(error):
                raise
            seconds = epoch_seconds(until) - epoch_seconds(self._clock())
            raise CeilingReached(max(1, seconds)) from None

    def _secret(self, name: str, until: datetime | None) -> bytes:
        """Return the random bytes of that name; whoever asks first makes them."""
        return self._read(name) or self._make(name, until)

    def _make(self, name: str, until: datetime | None) -> bytes:
        made = secrets.token_bytes(SECRET_BYTES)
        item: dict[str, Any] = {"name": name, "value": base64.b64encode(made).decode()}
        try:
            with store_errors():
                self._client.put_item(
                    TableName=self._table,
                    Item=to_item(item | ({"ttl": epoch_seconds(until)} if until else {})),
                    ConditionExpression="attribute_not_exists(#name)",
                    ExpressionAttributeNames={"#name": "name"},
                )
        except ClientError as error:
            if not is_condition_failure(error):
                raise
            return self._read(name) or made
        return made

    def _read(self, name: str) -> bytes | None:
        with store_errors():
            answer = self._client.get_item(
                TableName=self._table, Key=to_item({"name": name}), ConsistentRead=True
            )
        return base64.b64decode(from_item(answer["Item"])["value"]) if "Item" in answer else None


def _network(address: str) -> str:
    """Return what counts as one caller: an IPv4 address, or an IPv6 network of 64 bits."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False))
