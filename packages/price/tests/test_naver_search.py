from collections.abc import Iterator

import pytest

from ai_chef_common.contracts.pricing import Unpriced
from ai_chef_price.sources.naver.search import (
    AccessDenied,
    BadCredentials,
    Credentials,
    Deadline,
    LookupFailed,
    NaverSearch,
    SearchGone,
)
from ai_chef_testing.fakes.naver import server as shops
from ai_chef_testing.fakes.naver.server import CLIENT_ID, CLIENT_SECRET, Behaviour, ShopServer

GOOD = Credentials(CLIENT_ID, CLIENT_SECRET)


@pytest.fixture
def search(shop: ShopServer) -> Iterator[NaverSearch]:
    made = NaverSearch(shop.url, call_seconds=0.5, display=40, connections=4)
    yield made
    made.close()


def test_a_search_asks_by_relevance_without_used_rental_and_overseas(
    shop: ShopServer, search: NaverSearch
) -> None:
    hits = search.hits("당근", GOOD, Deadline(2))

    assert any("당근" in hit.title for hit in hits)
    assert shop.parameters == [
        {"query": ["당근"], "display": ["40"], "sort": ["sim"], "exclude": ["used:rental:cbshop"]}
    ]


@pytest.mark.parametrize("behaviour", [shops.broken, shops.throttled])
def test_what_may_pass_is_tried_again_within_the_budget(
    shop: ShopServer, search: NaverSearch, behaviour: Behaviour
) -> None:
    shop.behave = shops.at_first(behaviour, 2)

    assert search.hits("당근", GOOD, Deadline(5))
    assert shop.calls["당근"] == 3


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (shops.broken, Unpriced.SOURCE_UNAVAILABLE),
        (shops.throttled, Unpriced.RATE_LIMITED),
        (shops.out_of_quota, Unpriced.QUOTA_EXHAUSTED),
        (shops.spent, Unpriced.QUOTA_EXHAUSTED),
        (shops.html_page, Unpriced.MALFORMED_ANSWER),
        (shops.truncated, Unpriced.MALFORMED_ANSWER),
        (shops.slow(5), Unpriced.OUT_OF_TIME),
        (shops.trickling, Unpriced.OUT_OF_TIME),
    ],
    ids=["500", "429", "quota", "spent", "html", "truncated", "slow", "trickling"],
)
def test_each_failure_has_a_named_outcome(
    shop: ShopServer, search: NaverSearch, behaviour: Behaviour, outcome: Unpriced
) -> None:
    shop.behave = behaviour

    with pytest.raises(LookupFailed) as caught:
        search.hits("당근", GOOD, Deadline(1))

    assert caught.value.outcome is outcome


def test_a_used_up_quota_is_not_asked_again(shop: ShopServer, search: NaverSearch) -> None:
    shop.behave = shops.out_of_quota

    with pytest.raises(LookupFailed):
        search.hits("당근", GOOD, Deadline(5))

    assert shop.calls["당근"] == 1


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [(shops.not_enabled, AccessDenied), (shops.discontinued, SearchGone)],
    ids=["403", "404"],
)
def test_a_search_that_is_not_open_or_gone_is_told_apart_and_not_asked_again(
    shop: ShopServer, search: NaverSearch, behaviour: Behaviour, failure: type[Exception]
) -> None:
    shop.behave = behaviour

    with pytest.raises(failure):
        search.hits("당근", GOOD, Deadline(5))

    assert shop.calls["당근"] == 1


def test_refused_credentials_are_told_apart(shop: ShopServer, search: NaverSearch) -> None:
    with pytest.raises(BadCredentials):
        search.hits("당근", Credentials(CLIENT_ID, "old"), Deadline(2))


def test_a_server_that_is_not_there_is_unavailable() -> None:
    nowhere = NaverSearch("http://127.0.0.1:9", call_seconds=0.2, display=10, connections=1)

    with pytest.raises(LookupFailed) as caught:
        nowhere.hits("당근", GOOD, Deadline(0.5))

    nowhere.close()
    assert caught.value.outcome is Unpriced.SOURCE_UNAVAILABLE


def test_odd_fields_spoil_only_their_own_items(shop: ShopServer, search: NaverSearch) -> None:
    shop.behave = shops.odd_fields

    assert [hit for hit in search.hits("당근", GOOD, Deadline(2)) if hit.price]


def test_no_time_left_means_no_call(shop: ShopServer, search: NaverSearch) -> None:
    with pytest.raises(LookupFailed) as caught:
        search.hits("당근", GOOD, Deadline(0))

    assert caught.value.outcome is Unpriced.OUT_OF_TIME
    assert not shop.calls
