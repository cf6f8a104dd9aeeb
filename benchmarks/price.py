"""Pricing: twelve ingredients at once against one after another, and what the cache saves."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

import boto3
from moto import mock_aws

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_price.cache import PriceCache
from ai_chef_price.sources.naver.search import Credentials, NaverSearch
from ai_chef_price.sources.naver.source import Limits, NaverSource
from ai_chef_testing.fakes.naver.server import CLIENT_ID, CLIENT_SECRET, ShopServer, slow
from ai_chef_testing.serving import serving
from ai_chef_testing.tables import create_tables
from benchmarks.measure import Line

ANSWER_SECONDS = 0.15
"""How long each answer of the search takes here: about what a busy web service does."""

NAMES = (
    "당근",
    "감자",
    "양파",
    "대파",
    "마늘",
    "두부",
    "달걀",
    "우유",
    "버터",
    "사과",
    "연어",
    "쌀",
)
RUNS = 3


def lines() -> Iterator[Line]:
    """Yield the figures of the lookup and its cache."""
    with serving(ShopServer()) as server, mock_aws():
        server.behave = slow(ANSWER_SECONDS)
        yield from _lines(server)


def _lines(server: ShopServer) -> Iterator[Line]:
    client = boto3.client("dynamodb", region_name="ap-northeast-2")
    create_tables(client, "bench")
    requests: Counter[str] = Counter()
    client.meta.events.register(
        "before-call.dynamodb", lambda model, **_: requests.update([model.name])
    )

    def source(in_flight: int, fresh_hours: int) -> NaverSource:
        return NaverSource(
            NaverSearch(server.url, call_seconds=5, display=40, connections=in_flight),
            PriceCache(
                "ai-chef-prices-bench", fresh_hours=fresh_hours, kept_hours=24, client=client
            ),
            lambda anew: Credentials(CLIENT_ID, CLIENT_SECRET),
            Limits(seconds=30, in_flight=in_flight),
        )

    asked = [Ingredient(name=name, amount=Decimal(200), unit="g") for name in NAMES]
    at_once = _fastest(lambda: source(12, 0).price(asked, []))
    in_turn = _fastest(lambda: source(1, 0).price(asked, []))
    single = _fastest(lambda: source(1, 0).price(asked[:1], []))
    yield Line("price 12 ingredients at once", at_once, "ms", "one after another", in_turn)
    yield Line("price 12 ingredients at once", at_once, "ms", "one ingredient alone", single)

    for item in client.scan(TableName="ai-chef-prices-bench")["Items"]:
        client.delete_item(TableName="ai-chef-prices-bench", Key={"ingredient": item["ingredient"]})
    server.calls.clear()
    cached = source(12, 12)
    cached.price(asked, [])
    cold = server.calls.total()
    server.calls.clear()
    requests.clear()
    cached.price(asked, [])
    warm, reads = server.calls.total(), requests.total()
    yield Line("searches of a session, cache warm", warm, "calls", "cache cold", cold)
    yield Line("DynamoDB requests of a lookup, cache warm", reads, "requests",
               "one request for each ingredient", len(NAMES))  # fmt: skip


def _fastest(call: Callable[[], object]) -> float:
    """Return the least milliseconds of some runs: the waiting is the server's, the rest is noise."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)
