"""Ceilings of new sessions, and what is kept to hold them."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ai_chef_api import wiring
from ai_chef_api.limits import CeilingReached, LimitStore
from ai_chef_testing.http_api import PROFILE, Api, all_executions
from ai_chef_testing.plugin import FrozenClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "ai-chef-limits-test"
ADDRESS = "192.0.2.7"


@pytest.fixture
def limits(dynamodb: "DynamoDBClient", clock: FrozenClock) -> LimitStore:
    return LimitStore(TABLE, client=dynamodb, clock=clock)


def test_a_caller_may_start_so_many_an_hour_and_then_again(
    limits: LimitStore, clock: FrozenClock
) -> None:
    clock.forward(minutes=10)
    for _ in range(3):
        limits.take_of_caller(ADDRESS, 3)

    with pytest.raises(CeilingReached) as reached:
        limits.take_of_caller(ADDRESS, 3)
    limits.take_of_caller("192.0.2.8", 3)
    clock.forward(seconds=reached.value.seconds)
    limits.take_of_caller(ADDRESS, 3)

    assert reached.value.seconds == 50 * 60


def test_a_day_has_room_for_so_many(limits: LimitStore, clock: FrozenClock) -> None:
    limits.take_of_day(1)

    with pytest.raises(CeilingReached) as reached:
        limits.take_of_day(1)
    clock.forward(seconds=reached.value.seconds)
    limits.take_of_day(1)

    assert reached.value.seconds == 15 * 3600


def test_two_addresses_of_one_network_are_one_caller(limits: LimitStore) -> None:
    limits.take_of_caller("2001:db8:1:2::1", 1)

    with pytest.raises(CeilingReached):
        limits.take_of_caller("2001:db8:1:2:ffff::9", 1)
    limits.take_of_caller("2001:db8:1:3::1", 1)


def test_no_address_is_kept_and_what_is_kept_expires(
    limits: LimitStore, dynamodb: "DynamoDBClient", clock: FrozenClock
) -> None:
    limits.take_of_caller(ADDRESS, 3)
    limits.take_of_day(3)

    items = dynamodb.scan(TableName=TABLE)["Items"]
    assert ADDRESS not in str(items)
    assert len(items) == 3, "the salt and two counters"
    latest = (clock() + timedelta(days=1)).timestamp()
    assert all(clock().timestamp() < int(item["ttl"]["N"]) <= latest for item in items)


def test_the_same_address_is_counted_under_another_name_the_next_day(
    limits: LimitStore, dynamodb: "DynamoDBClient", clock: FrozenClock
) -> None:
    limits.take_of_caller(ADDRESS, 3)
    clock.forward(days=1)
    limits.take_of_caller(ADDRESS, 3)

    names = [item["name"]["S"] for item in dynamodb.scan(TableName=TABLE)["Items"]]
    callers = {name.rsplit("/", 1)[-1] for name in names if name.startswith("caller/")}
    assert len(callers) == 2


def test_processes_agree_on_the_secret(limits: LimitStore, dynamodb: "DynamoDBClient") -> None:
    other = LimitStore(TABLE, client=dynamodb)

    assert limits.idempotency_secret() == other.idempotency_secret()
    assert len(limits.idempotency_secret()) == 32


def test_above_its_ceiling_a_caller_is_told_when_to_come_again(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SESSIONS_PER_CALLER_HOUR", "2")
    answers = [api("POST", "/sessions", body={"profile": PROFILE}) for _ in range(3)]
    elsewhere = api("POST", "/sessions", body={"profile": PROFILE}, address="192.0.2.99")

    assert [answer.status for answer in answers] == [202, 202, 429]
    assert answers[-1].code == "TooManySessions"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert elsewhere.status == 202
    assert len(all_executions()) == 3


def test_above_the_days_ceiling_nobody_starts_anything(
    api: Api, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SESSIONS_PER_DAY", "1")
    first, second = (
        api("POST", "/sessions", body={"profile": PROFILE}, address=f"192.0.2.{caller}")
        for caller in (1, 2)
    )

    assert (first.status, second.status) == (202, 503)
    assert second.code == "DayCeilingReached"
    assert 0 < int(second.headers["Retry-After"]) <= 86400
    assert '"ceiling":"day","SessionsRefused":[1.0]' in capsys.readouterr().out
    assert len(all_executions()) == 1


def test_a_repeated_request_counts_once(
    api: Api, monkeypatch: pytest.MonkeyPatch, dynamodb: "DynamoDBClient"
) -> None:
    monkeypatch.setenv("SESSIONS_PER_CALLER_HOUR", "1")
    once = {"Idempotency-Key": "0123456789abcdef"}

    first = api("POST", "/sessions", body={"profile": PROFILE}, headers=once)
    again = api("POST", "/sessions", body={"profile": PROFILE}, headers=once)

    assert first.json == again.json


def test_behind_a_cdn_the_callers_own_address_counts(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SESSIONS_PER_CALLER_HOUR", "1")
    monkeypatch.setenv("CALLER_HEADER", "cloudfront-viewer-address")
    wiring.caller_header.cache_clear()

    def start(address: str) -> int:
        headers = {"CloudFront-Viewer-Address": f"{address}:46532"}
        return api("POST", "/sessions", body={"profile": PROFILE}, headers=headers).status

    assert [start("198.51.100.1"), start("198.51.100.2"), start("198.51.100.1")] == [202, 202, 429]
    wiring.caller_header.cache_clear()
