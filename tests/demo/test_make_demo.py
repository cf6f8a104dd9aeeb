"""The main job, as a person does it: `make demo` in a fresh copy of the repository."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ai_chef_testing.fakes.models.server import ModelServer
from ai_chef_testing.make import make
from ai_chef_testing.repository import copy_repository
from tools.build_package import lambda_packages


@pytest.fixture(scope="module")
def fresh_clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = copy_repository(tmp_path_factory.mktemp("clone") / "내 폴더")
    yield folder
    make(folder, "down")


def test_make_demo_cooks_again_and_again_also_by_a_model_and_down_leaves_nothing(
    fresh_clone: Path, model_server: ModelServer
) -> None:
    first = make(fresh_clone, "demo")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "100% 완료" in first.stderr
    assert "합계" in first.stdout
    address = first.stdout.rstrip().rsplit("The page: ", 1)[1]
    page = httpx.get(address, trust_env=False)
    assert page.headers["content-type"].startswith("text/html")
    endpoint = json.loads((fresh_clone / ".local" / "aws.json").read_text("utf-8"))

    shutil.rmtree(
        fresh_clone / "dist"
    )  # as on another machine: no zip stands, and none has changed
    second = make(fresh_clone, "demo")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "local AWS already runs" in second.stdout
    assert "0 added, 0 changed, 0 destroyed" in second.stdout
    assert len(list((fresh_clone / "dist").glob("*.zip"))) == len(lambda_packages())

    plan = make(fresh_clone, "plan")
    assert "No changes." in plan.stdout, plan.stdout + plan.stderr
    logs = make(fresh_clone, "logs", "FN=combine")
    assert "step finished" in logs.stdout

    changed = (
        fresh_clone / "packages" / "orchestrator" / "src" / "ai_chef_orchestrator" / "failures.py"
    )
    changed.write_text(changed.read_text("utf-8") + "\n")
    redeployed = make(fresh_clone, "deploy")
    assert redeployed.returncode == 0, redeployed.stdout + redeployed.stderr
    assert "Apply complete!" in redeployed.stdout
    assert "100% 완료" in make(fresh_clone, "run").stderr

    by_a_model = make(fresh_clone, "demo", f"MODEL_URL={model_server.url}", "MODEL_ID=fake.good")
    assert by_a_model.returncode == 0, by_a_model.stdout + by_a_model.stderr
    assert "레시피 출처: AI fake.good" in by_a_model.stdout
    endpoint = json.loads((fresh_clone / ".local" / "aws.json").read_text("utf-8"))

    destroyed = make(fresh_clone, "destroy")
    assert "Destroy complete!" in destroyed.stdout, destroyed.stdout + destroyed.stderr
    assert make(fresh_clone, "down").returncode == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(endpoint["pid"], 0)
    assert sorted(path.name for path in Path(endpoint["folder"]).iterdir()) == ["emulator.log"]


def test_without_the_local_aws_every_target_says_what_to_do(fresh_clone: Path) -> None:
    make(fresh_clone, "down")

    for target in ("plan", "run", "logs"):
        done = make(fresh_clone, target, "FN=recipe")
        assert done.returncode != 0
        assert "make up" in done.stderr or "make demo" in done.stderr
