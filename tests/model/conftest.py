"""The whole stack with recipes from a model: an emulator whose Bedrock asks our fake models."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ai_chef_testing.fakes.models.models import FAKE_MODELS
from ai_chef_testing.fakes.models.server import CHOSEN, ModelServer
from ai_chef_testing.repository import copy_repository
from ai_chef_testing.stack.deployed import Deployed
from tests.conftest import applied
from tools.local_aws import server

MODEL = {
    "id": CHOSEN,
    "timeout_seconds": 3,
    "price": {"input": 3, "output": 15},
}


@pytest.fixture(scope="session")
def modelled(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    model_server: ModelServer,
) -> Iterator[Deployed]:
    """Apply the root module with ``recipe_source = "bedrock"`` onto an emulator of its own."""
    folder: Path = tmp_path_factory.mktemp("modelled")
    endpoint = server.start(folder / "aws", model_url=model_server.url)
    repository = copy_repository(folder / "repository")
    root = (repository / "terraform").rename(repository / "terraform_with_model")
    settings = {"recipe_source": "bedrock", "model": MODEL}
    (root / "model.tfvars.json").write_text(json.dumps(settings))
    yield applied(
        request,
        "applied_root_with_model",
        endpoint,
        root,
        ("envs/local.tfvars", "model.tfvars.json"),
    )
    server.stop(endpoint)


@pytest.fixture
def play(model_server: ModelServer) -> Iterator[Callable[[str], None]]:
    """Let another model answer for the rest of the test."""

    def recast(name: str) -> None:
        model_server.requests.clear()
        model_server.chosen = FAKE_MODELS[name]

    yield recast
    model_server.chosen = FAKE_MODELS["fake.good"]
