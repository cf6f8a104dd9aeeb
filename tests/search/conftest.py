"""The whole stack with prices from a shopping search of our own, its credentials in the secret."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ai_chef_testing.fakes.naver.server import CLIENT_ID, CLIENT_SECRET, ShopServer, well
from ai_chef_testing.serving import serving
from ai_chef_testing.stack.deployed import Deployed
from tests.stacks import stack
from tools.deploy.secret import put


@pytest.fixture(scope="session")
def shop_server() -> Iterator[ShopServer]:
    """Run the search of the tests' own."""
    with serving(ShopServer()) as running:
        yield running


@pytest.fixture(scope="session")
def searching(
    tmp_path_factory: pytest.TempPathFactory,
    shop_server: ShopServer,
) -> Iterator[Deployed]:
    """Apply the root module with ``price_source = "naver"`` onto an emulator of its own."""
    search = {"url": shop_server.url, "seconds": 2, "call_seconds": 1, "cache_hours": 0}
    settings = {"price_source": "naver", "search": search}
    with stack(tmp_path_factory.mktemp("searching"), settings=settings) as applied:
        deployed = applied.deployed
        put(deployed.client("secretsmanager"), "local", CLIENT_ID, CLIENT_SECRET)
        yield deployed


@contextmanager
def replaced_credentials(deployed: Deployed, shop: ShopServer) -> Iterator[None]:
    """Have the search take new credentials only, and the secret hold them, for a while."""
    shop.secret = "replaced"  # noqa: S105  # pragma: allowlist secret
    secrets = deployed.client("secretsmanager")
    put(secrets, "local", CLIENT_ID, shop.secret)
    try:
        yield
    finally:
        shop.secret = CLIENT_SECRET
        put(secrets, "local", CLIENT_ID, CLIENT_SECRET)


@pytest.fixture
def shop(shop_server: ShopServer, searching: Deployed) -> Iterator[ShopServer]:
    """Return the search, well-behaved again after the test, and the Prices table emptied before."""
    dynamodb, table = searching.client("dynamodb"), searching.outputs["table_names"]["prices"]
    for item in dynamodb.scan(TableName=table)["Items"]:
        dynamodb.delete_item(TableName=table, Key={"ingredient": item["ingredient"]})
    shop_server.calls.clear()
    yield shop_server
    shop_server.behave = well
    shop_server.secret = CLIENT_SECRET
