"""Every permission of the search is needed (see tests/security for the others)."""

from typing import Any

import pytest

from ai_chef_testing.fakes.naver.server import ShopServer
from ai_chef_testing.stack.dashboard import of_dashboard
from ai_chef_testing.stack.deployed import Deployed, wait_for
from ai_chef_testing.stack.logs import log_lines
from ai_chef_testing.stack.permissions import Permission, permissions, without
from tests.search.conftest import replaced_credentials
from tests.search.test_search_workflow import result_of, run

PRICES = "table/ai-chef-prices-local"
CACHE = [
    Permission("price", "dynamodb:BatchGetItem", PRICES),
    Permission("price", "dynamodb:BatchWriteItem", PRICES),
]


def secret_permission(deployed: Deployed) -> Permission:
    (found,) = [
        permission
        for permission in permissions(deployed, "price")
        if permission.action == "secretsmanager:GetSecretValue"
    ]
    return found


def test_the_search_needs_its_secret_and_its_cache_and_nothing_more(searching: Deployed) -> None:
    granted = permissions(searching, "price")

    beside = {permission for permission in granted if "Sessions" not in permission.resource}
    own = {
        permission
        for permission in beside
        if permission.action.split(":")[0] in ("dynamodb", "secretsmanager")
    }
    assert own == {
        *CACHE,
        secret_permission(searching),
        Permission("price", "dynamodb:UpdateItem", "table/ai-chef-sessions-local"),
    }
    assert secret_permission(searching).resource.startswith("secret:ai-chef-search-local")


@pytest.mark.parametrize("permission", CACHE, ids=lambda permission: permission.action)
def test_without_a_right_to_the_cache_prices_come_and_the_outage_is_counted(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any], permission: Permission
) -> None:
    outages = sum("PriceCacheOutages" in line for line in log_lines(searching))

    with without(searching, permission):
        session_id, status = run(searching, profile)

    assert status == "SUCCEEDED"
    assert result_of(searching, session_id)["coverage"]["priced"] > 0
    assert shop.calls

    def look() -> bool | None:
        count = sum("PriceCacheOutages" in line for line in log_lines(searching))
        return True if count > outages else None

    wait_for("the count of the outage", look)


def test_without_the_right_to_the_secret_the_price_step_fails_by_name(
    searching: Deployed, shop: ShopServer, profile: dict[str, Any]
) -> None:
    run(searching, profile)  # so that the credentials are cached

    with (
        replaced_credentials(searching, shop),
        without(searching, secret_permission(searching)),
    ):
        session_id, status = run(searching, profile)

    assert status == "FAILED"
    error = searching.failed_session(session_id).error
    assert error is not None
    assert error.code == "PriceSourceDenied"


def test_the_dashboard_shows_searches_and_what_the_cache_saved(searching: Deployed) -> None:
    named = {metric.name for metric in of_dashboard(searching.dashboard)}

    assert named >= {"PriceSearches", "PriceCacheHits", "PriceCacheOutages"}
