"""The whole stack with prices from a shopping search of our own, its credentials in the secret."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ai_chef_testing.fakes.naver.server import CLIENT_ID, CLIENT_SECRET, ShopServer, well
from ai_chef_testing.repository import copy_repository
from ai_chef_testing.serving import serving
from ai_chef_testing.stack.deployed import Deployed
from tests.conftest import applied
from tools.deploy.secret import put
from tools.local_aws import server


@pytest.fixture(scope="session")
def shop_server() -> Iterator[ShopServer]:
    """Run the search of the tests' own."""
    with serving(ShopServer()) as running:
        yield running


@pytest.fixture(scope="session")
def searching(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    shop_server: ShopServer,
) -> Iterator[Deployed]:
    """Apply the root module with ``price_source = "naver"`` onto an emulator of its own."""
    folder: Path = tmp_path_factory.mktemp("searching")
    endpoint = server.start(folder / "aws")
    repository = copy_repository(folder / "repository")
    root = (repository / "terraform").rename(repository / "terraform_with_search")
    search = {"url": shop_server.url, "seconds": 2, "call_seconds": 1, "cache_hours": 0}
    settings = {"price_source": "naver", "search": search}
    (root / "search.tfvars.json").write_text(json.dumps(settings))
    deployed = applied(
        request,
        "applied_root_with_search",
        endpoint,
        root,
        ("envs/local.tfvars", "search.tfvars.json"),
    )
    put(deployed.client("secretsmanager"), "local", CLIENT_ID, CLIENT_SECRET)
    yield deployed
    server.stop(endpoint)


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
