"""The deployed workflow with a shopping search: what each misbehaviour ends in, over the wire."""

import json
from typing import Any

import pytest

from ai_chef_testing.fakes.naver import server as shops
from ai_chef_testing.fakes.naver.server import CLIENT_SECRET, Behaviour, ShopServer
from ai_chef_testing.stack.deployed import Deployed, new_session_id
from ai_chef_testing.stack.logs import log_lines
from tests.search.conftest import replaced_credentials


def run(deployed: Deployed, profile: dict[str, Any], **more: Any) -> tuple[str, str]:
    session_id = new_session_id()
    given = {"sessionId": session_id, "profile": profile} | more
    machine = deployed.with_fast_retries("with_fast_retries", "FetchPrices")
    return session_id, deployed.run(given, machine=machine)["status"]


def result_of(deployed: Deployed, session_id: str) -> dict[str, Any]:
    result = deployed.result(session_id)
    assert result is not None
    return result


def test_a_session_completes_with_offers_that_name_product_shop_and_date(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any]
) -> None:
    session_id, status = run(searching, profile)

    assert status == "SUCCEEDED"
    result = result_of(searching, session_id)
    assert {line["source"] for line in result["pricing"] if line["name"] != "물"} == {"naver"}
    for line in result["pricing"]:
        assert line["product"]
        assert line["shop"]
        assert line["asOf"]
    assert result["coverage"]["priced"] == result["coverage"]["of"]
    assert result["budget"]["verdict"] in ("within", "over")
    assert result["baskets"]["shipping"] == "unknown"
    bought = sum(line["price"] for line in result["pricing"])
    assert result["totalCost"] == bought


def test_a_second_session_is_served_by_what_the_first_kept_when_the_search_is_down(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any]
) -> None:
    session_id, _ = run(searching, profile)
    shop.behave = shops.broken

    again, status = run(searching, profile, repriceOf=session_id)

    assert status == "SUCCEEDED"
    first, second = result_of(searching, session_id), result_of(searching, again)
    assert second["recipe"]["name"] == first["recipe"]["name"]
    assert all(line["price"] is not None for line in second["pricing"])
    assert second["totalCost"] == first["totalCost"]


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (shops.broken, "PriceSourceUnavailable"),
        (shops.trickling, "PriceSourceUnavailable"),
        (shops.out_of_quota, "PriceQuotaExhausted"),
        (shops.not_enabled, "PriceSourceDenied"),
        (shops.discontinued, "PriceSourceUnavailable"),
    ],
    ids=["500", "slow loris", "quota", "403", "404"],
)
def test_a_search_that_is_wholly_down_fails_the_session_by_name(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any], behaviour: Behaviour, code: str
) -> None:
    shop.behave = behaviour

    session_id, status = run(searching, profile)

    assert status == "FAILED"
    error = searching.failed_session(session_id).error
    assert error is not None
    assert error.code == code


@pytest.mark.parametrize("behaviour", [shops.empty, shops.html_page], ids=["no hits", "garbage"])
def test_nothing_priced_is_a_completed_result_that_says_so(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any], behaviour: Behaviour
) -> None:
    shop.behave = behaviour

    session_id, status = run(searching, profile)

    assert status == "SUCCEEDED"
    result = result_of(searching, session_id)
    assert result["coverage"]["priced"] == 0
    bought = [line["name"] for line in result["pricing"] if not line.get("atHome")]
    assert [gap["name"] for gap in result["gaps"]] == bought
    assert result["budget"]["verdict"] == "unknown"


def test_a_storm_of_429_that_passes_is_weathered_within_the_lookup(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any]
) -> None:
    shop.behave = shops.at_first(shops.throttled, 1)

    session_id, status = run(searching, profile)

    assert status == "SUCCEEDED"
    assert result_of(searching, session_id)["coverage"]["priced"] > 0


def test_credentials_that_are_replaced_while_they_are_cached_are_fetched_anew(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any]
) -> None:
    run(searching, profile)  # so that they are cached

    with replaced_credentials(searching, shop):
        session_id, status = run(searching, profile)

    assert status == "SUCCEEDED"
    assert result_of(searching, session_id)["coverage"]["priced"] > 0


def test_the_secret_reaches_no_log_line_and_no_environment(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any]
) -> None:
    run(searching, profile)

    name = searching.function("price")
    configuration = searching.client("lambda").get_function_configuration(FunctionName=name)
    assert CLIENT_SECRET not in json.dumps(configuration, default=str)
    assert not [line for line in log_lines(searching) if CLIENT_SECRET in line]
