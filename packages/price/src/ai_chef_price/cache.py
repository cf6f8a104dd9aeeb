"""The Prices table: offers by ingredient, so that one search serves many sessions."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from ai_chef_common.aws import dynamodb
from ai_chef_common.clock import Clock, epoch_seconds, from_iso, iso, utc_now
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.pricing import Offer
from ai_chef_common.dynamo import from_item, store_errors, to_item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MOST_WRITES = 25
"""BatchWriteItem takes no more in one request."""

ROUNDS = 3
FIRST_WAIT_SECONDS = 0.05


class Cached(NamedTuple):
    """The offers of one ingredient, when they were fetched, and whether that is long ago."""

    offers: tuple[Offer, ...]
    fetched_at: str
    stale: bool


class PriceCache:
    """Reads with one BatchGetItem and writes with BatchWriteItem.

    Parameters
    ----------
    fresh_hours
        Until then offers serve instead of a search.
    kept_hours
        Until then they may serve, marked as stale, when the search is down.
    """

    def __init__(
        self,
        table: str,
        *,
        fresh_hours: int,
        kept_hours: int,
        client: "DynamoDBClient | None" = None,
        clock: Clock = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._table = table
        self._fresh_seconds = fresh_hours * 3600
        self._kept_seconds = kept_hours * 3600
        self._client = client or dynamodb()
        self._clock = clock
        self._sleep = sleep

    def read(self, ingredients: Iterable[str]) -> dict[str, Cached]:
        """Return what is kept for `ingredients` (at most 100), by name.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be read; prices can be had without it.
        """
        keys = [to_item({"ingredient": name}) for name in dict.fromkeys(ingredients)]
        request: Any = {self._table: {"Keys": keys}} if keys else {}
        found: dict[str, Cached] = {}
        for wait in self._waits():
            if not request:
                break
            self._sleep(wait)
            with store_errors():
                answer = self._client.batch_get_item(RequestItems=request)
            for item in answer["Responses"].get(self._table, []):
                self._keep(from_item(item), found)
            request = answer.get("UnprocessedKeys")
        return found

    def write(self, offers: Mapping[str, Iterable[Offer]]) -> None:
        """Keep the offers of each ingredient. What is not taken after some tries is let go.

        Raises
        ------
        StoreUnavailable, StoreAccessDenied, StoreMisconfigured
            The table could not be written.
        """
        now = self._clock()
        puts = [
            {
                "PutRequest": {
                    "Item": to_item(
                        {
                            "ingredient": name,
                            "offers": json.dumps([offer.to_json() for offer in matches]),
                            "fetchedAt": iso(now),
                            "ttl": epoch_seconds(now) + self._kept_seconds,
                        }
                    )
                }
            }
            for name, matches in offers.items()
        ]
        for start in range(0, len(puts), MOST_WRITES):
            self._write({self._table: puts[start : start + MOST_WRITES]})

    def _write(self, request: Any) -> None:
        for wait in self._waits():
            if not request:
                return
            self._sleep(wait)
            with store_errors():
                request = self._client.batch_write_item(RequestItems=request)["UnprocessedItems"]

    def _waits(self) -> Iterable[float]:
        return (0, *(FIRST_WAIT_SECONDS * 2**number for number in range(ROUNDS - 1)))

    def _keep(self, item: dict[str, Any], found: dict[str, Cached]) -> None:
        """Keep an item unless its time is over or its form is of another version."""
        now = epoch_seconds(self._clock())
        if item["ttl"] <= now:
            return
        try:
            offers = tuple(parse(Offer, offer) for offer in json.loads(item["offers"]))
        except (ValidationError, ValueError):
            return
        age = now - epoch_seconds(from_iso(item["fetchedAt"]))
        found[item["ingredient"]] = Cached(offers, item["fetchedAt"], age >= self._fresh_seconds)
