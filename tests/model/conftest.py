"""The whole stack with recipes from a model: an emulator whose Bedrock asks our fake models."""

from collections.abc import Callable, Iterator

import pytest

from ai_chef_testing.fakes.models.models import FAKE_MODELS
from ai_chef_testing.fakes.models.server import CHOSEN, ModelServer
from ai_chef_testing.stack.deployed import Deployed
from tests.stacks import stack

MODEL = {
    "id": CHOSEN,
    "timeout_seconds": 3,
    "price": {"input": 3, "output": 15},
}


@pytest.fixture(scope="session")
def modelled(
    tmp_path_factory: pytest.TempPathFactory,
    model_server: ModelServer,
) -> Iterator[Deployed]:
    """Apply the root module with ``recipe_source = "bedrock"`` onto an emulator of its own."""
    settings = {"recipe_source": "bedrock", "recipe_fallback": "none", "model": MODEL}
    folder = tmp_path_factory.mktemp("modelled")
    with stack(folder, settings=settings, model_url=model_server.url) as applied:
        yield applied.deployed


@pytest.fixture
def play(model_server: ModelServer) -> Iterator[Callable[[str], None]]:
    """Let another model answer for the rest of the test."""

    def recast(name: str) -> None:
        model_server.requests.clear()
        model_server.chosen = FAKE_MODELS[name]

    yield recast
    model_server.chosen = FAKE_MODELS["fake.good"]
