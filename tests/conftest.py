"""The whole stack, once per test run: an emulator with IAM enforced, and the real root module on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_terraform import tf

from ai_chef_testing.fakes.models.server import ModelServer
from ai_chef_testing.repository import LOCAL_BACKEND, copy_repository
from ai_chef_testing.serving import serving
from ai_chef_testing.stack.deployed import Deployed
from tools.deploy.terraform import local_variables, own_variables
from tools.local_aws import server


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Register the fixture of pytest-terraform, which can be declared only from now on."""
    session.config.pluginmanager.import_plugin("ai_chef_testing.stack.applied_root")


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Endpoint]:
    """Run a local AWS of the tests' own."""
    endpoint = server.start(tmp_path_factory.mktemp("local_aws") / "aws")
    yield endpoint
    server.stop(endpoint)


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    """Run the fake models of the tests' own."""
    with serving(ModelServer(0)) as running:
        yield running


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository, to be deployed."""
    return copy_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="session")
def terraform_environment(local_aws: server.Endpoint) -> dict[str, str]:
    """Return the variables with which Terraform reaches the tests' local AWS."""
    return terraform_variables(local_aws, ("envs/local.tfvars",))


@pytest.fixture(scope="session")
def deployed(
    request: pytest.FixtureRequest, local_aws: server.Endpoint, repository: Path
) -> Deployed:
    """Apply the root module with pytest-terraform and return what it deployed."""
    root = repository / "terraform"
    return applied(request, "applied_root", local_aws, root, ("envs/local.tfvars",))


def terraform_variables(endpoint: server.Endpoint, files: tuple[str, ...]) -> dict[str, str]:
    """Return what Terraform needs to reach `endpoint` with the variables of `files`."""
    variables = " ".join(f"-var-file={file}" for file in files)
    return {
        **own_variables(),
        **local_variables(endpoint),
        "TF_CLI_ARGS_plan": variables,
        "TF_CLI_ARGS_destroy": variables,
    }


def applied(
    request: pytest.FixtureRequest,
    fixture: str,
    endpoint: server.Endpoint,
    root: Path,
    files: tuple[str, ...],
) -> Deployed:
    """Apply the root module `root`, its state in a file, by a fixture of applied_root."""
    (root / "backend_override.tf").write_text(LOCAL_BACKEND)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in terraform_variables(endpoint, files).items():
            patch.setenv(name, value)
        patch.setattr(tf.LazyModuleDir, "value", str(root.parent))
        state = request.getfixturevalue(fixture)
    outputs = {name: output["value"] for name, output in state.outputs.items()}
    return Deployed(endpoint.url, outputs)
