from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ai_chef_common.contracts.pricing import Offer
from ai_chef_common.errors import StoreUnavailable
from ai_chef_price.cache import PriceCache
from ai_chef_testing.plugin import FrozenClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "ai-chef-prices-test"
OFFER = Offer(title="당근 1kg", shop="가게", pack="1kg", pack_grams=Decimal(1000), pack_price=2000)


@pytest.fixture
def cache(dynamodb: "DynamoDBClient", clock: FrozenClock) -> PriceCache:
    return PriceCache(TABLE, fresh_hours=12, kept_hours=48, client=dynamodb, clock=clock)


def test_what_is_kept_is_read_back_as_fresh(cache: PriceCache) -> None:
    cache.write({"당근": [OFFER]})

    kept = cache.read(["당근", "감자"])

    assert set(kept) == {"당근"}
    assert kept["당근"].offers == (OFFER,)
    assert kept["당근"].fetched_at == "2026-01-31T09:00:00.000Z"
    assert not kept["당근"].stale


def test_old_offers_are_stale_and_very_old_ones_gone(cache: PriceCache, clock: FrozenClock) -> None:
    cache.write({"당근": [OFFER]})

    clock.forward(hours=13)
    assert cache.read(["당근"])["당근"].stale
    clock.forward(hours=36)
    assert cache.read(["당근"]) == {}


def test_without_fresh_hours_what_is_kept_is_stale_at_once(
    dynamodb: "DynamoDBClient", clock: FrozenClock
) -> None:
    cache = PriceCache(TABLE, fresh_hours=0, kept_hours=1, client=dynamodb, clock=clock)

    cache.write({"당근": [OFFER]})

    assert cache.read(["당근"])["당근"].stale


def test_forty_ingredients_are_one_read_and_two_writes(
    cache: PriceCache, dynamodb: "DynamoDBClient"
) -> None:
    names = [f"재료{number}" for number in range(40)]
    counted: list[str] = []
    dynamodb.meta.events.register(
        "before-call.dynamodb", lambda model, **_: counted.append(model.name)
    )

    cache.write({name: [OFFER] for name in names})
    kept = cache.read(names)

    assert len(kept) == 40
    assert counted == ["BatchWriteItem", "BatchWriteItem", "BatchGetItem"]


def test_nothing_to_do_is_no_request(cache: PriceCache, dynamodb: "DynamoDBClient") -> None:
    counted: list[str] = []
    dynamodb.meta.events.register(
        "before-call.dynamodb", lambda model, **_: counted.append(model.name)
    )

    cache.write({})
    assert cache.read([]) == {}
    assert counted == []


class Partial:
    """A DynamoDB that leaves something unprocessed at first."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.requests = 0

    def batch_get_item(self, RequestItems: Any) -> Any:  # noqa: N803 - boto3's spelling
        self.requests += 1
        if self.requests == 1:
            return {"Responses": {}, "UnprocessedKeys": RequestItems}
        return self.client.batch_get_item(RequestItems=RequestItems)

    def batch_write_item(self, RequestItems: Any) -> Any:  # noqa: N803 - boto3's spelling
        self.requests += 1
        if self.requests == 1:
            return {"UnprocessedItems": RequestItems}
        return self.client.batch_write_item(RequestItems=RequestItems)


def test_what_is_left_unprocessed_is_asked_for_again(
    dynamodb: "DynamoDBClient", clock: FrozenClock
) -> None:
    def partial() -> PriceCache:
        client: Any = Partial(dynamodb)
        return PriceCache(TABLE, fresh_hours=12, kept_hours=48, client=client, clock=clock,
                          sleep=lambda seconds: None)  # fmt: skip

    partial().write({"당근": [OFFER]})

    assert set(partial().read(["당근"])) == {"당근"}


def test_an_item_of_another_form_is_no_offer(cache: PriceCache, dynamodb: "DynamoDBClient") -> None:
    cache.write({"당근": [OFFER]})
    dynamodb.update_item(
        TableName=TABLE,
        Key={"ingredient": {"S": "당근"}},
        UpdateExpression="SET offers = :odd",
        ExpressionAttributeValues={":odd": {"S": '[{"title": "x"}]'}},
    )

    assert cache.read(["당근"]) == {}


def test_an_outage_has_its_name(clock: FrozenClock) -> None:
    class Down:
        def batch_get_item(self, **request: Any) -> Any:
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "BatchGetItem")

    client: Any = Down()
    cache = PriceCache(TABLE, fresh_hours=1, kept_hours=2, client=client, clock=clock)

    with pytest.raises(StoreUnavailable):
        cache.read(["당근"])
