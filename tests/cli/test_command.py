"""The installed `ai-chef` command against the deployed system."""

import json
import subprocess
from pathlib import Path

import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id
from tools.build_package import ROOT
from tools.local_aws import server


@pytest.fixture
def folder(deployed: Deployed, local_aws: server.Endpoint, tmp_path: Path) -> Path:
    """Return a folder in which the command finds the tests' local AWS."""
    server.save(local_aws, tmp_path / ".local" / "aws.json")
    return tmp_path


def ai_chef(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["ai-chef", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_run_status_and_result_tell_the_same_session(folder: Path) -> None:
    session_id = new_session_id()
    profile = str(ROOT / "examples" / "keto.json")

    ran = ai_chef(folder, "run", "--profile", profile, "--session-id", session_id, "--json")
    status = ai_chef(folder, "status", session_id, "--json")
    result = ai_chef(folder, "result", session_id, "--json")

    assert (ran.returncode, status.returncode, result.returncode) == (0, 0, 0), ran.stderr
    assert json.loads(status.stdout)["progress"] == 100
    assert json.loads(result.stdout) == json.loads(ran.stdout)


def test_a_recipe_is_priced_anew_in_a_session_of_its_own(folder: Path) -> None:
    profile = str(ROOT / "examples" / "keto.json")
    session_id = new_session_id()
    ran = ai_chef(folder, "run", "--profile", profile, "--session-id", session_id, "--json")

    again = ai_chef(folder, "reprice", session_id, "--json")
    shopping = ai_chef(folder, "result", session_id, "--shopping-list", "--json")

    assert (again.returncode, shopping.returncode) == (0, 0), again.stderr + shopping.stderr
    first, second = json.loads(ran.stdout), json.loads(again.stdout)
    assert second["sessionId"] != session_id
    assert second["result"]["recipe"] == first["result"]["recipe"]
    assert second["result"]["totalCost"] == first["result"]["totalCost"]
    listed = sum(shop["total"] for shop in json.loads(shopping.stdout)["shops"])
    assert listed == first["result"]["totalCost"]


def test_a_run_shows_progress_in_korean_and_a_card(folder: Path) -> None:
    done = ai_chef(folder, "run", "--profile", str(ROOT / "examples" / "keto.json"))

    assert done.returncode == 0
    assert "100% 완료" in done.stderr
    assert "합계" in done.stdout
    assert "1인분" in done.stdout


def test_a_wish_that_cannot_be_met_exits_1_and_names_it(folder: Path) -> None:
    profile = json.loads((ROOT / "examples" / "keto.json").read_text("utf-8"))
    file = folder / "impossible.json"
    file.write_text(json.dumps(profile | {"maxCookingMinutes": 5}), "utf-8")

    done = ai_chef(folder, "run", "--profile", str(file))

    assert done.returncode == 1
    assert "NoRecipeFits" in done.stderr
    assert "조리 시간" in done.stderr


def test_trace_tells_the_steps_and_forget_leaves_nothing(folder: Path, deployed: Deployed) -> None:
    session_id = new_session_id()
    profile = str(ROOT / "examples" / "keto.json")
    ai_chef(folder, "run", "--profile", profile, "--session-id", session_id, "--json")

    traced = ai_chef(folder, "trace", session_id, "--json")
    forgotten = ai_chef(folder, "forget", session_id)

    assert (traced.returncode, forgotten.returncode) == (0, 0), traced.stderr + forgotten.stderr
    trace = json.loads(traced.stdout)
    assert [attempt["step"] for attempt in trace["attempts"]] == [
        "OrchestrateSession", "GenerateRecipe", "FetchPrices", "CombineResults",
    ]  # fmt: skip
    assert {attempt["outcome"] for attempt in trace["attempts"]} == {"succeeded"}
    assert sum(attempt["seconds"] for attempt in trace["attempts"]) <= trace["seconds"]
    assert ai_chef(folder, "status", session_id).returncode == 2
    dynamodb = deployed.client("dynamodb")
    for table in ("sessions", "results"):
        key = {"sessionId": {"S": session_id}}
        name = deployed.outputs["table_names"][table]
        assert "Item" not in dynamodb.get_item(TableName=name, Key=key)
