"""The documented test run, word for word, and wishes as people type them, over the wire."""

import json
import unicodedata

import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id
from tools.build_package import ROOT


def test_the_documented_test_run_completes(deployed: Deployed) -> None:
    profile = json.loads((ROOT / "examples" / "seed.json").read_text("utf-8"))
    session_id = new_session_id()

    ended = deployed.run({"sessionId": session_id, "profile": profile})

    assert profile == {"target": "keto", "healthConditions": ["diabetes"], "budget": 30000}
    assert ended["status"] == "SUCCEEDED"
    result = deployed.result(session_id)
    assert result is not None
    assert result["totalCost"] > 0


def test_a_target_alone_is_enough_and_without_a_budget_there_is_no_verdict(
    deployed: Deployed,
) -> None:
    session_id = new_session_id()

    ended = deployed.run({"sessionId": session_id, "profile": {"target": "일반식"}})

    assert ended["status"] == "SUCCEEDED"
    result = deployed.result(session_id)
    assert result is not None
    assert "budget" not in result


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        (unicodedata.normalize("NFD", "조개"), ["조개류"]),
        ("조개 (심함)", ["조개류"]),
        ("카제인", ["우유"]),
        ("새우 (게, 가재)", ["새우", "게", "가재"]),
    ],
)
def test_the_result_tells_how_a_wish_was_taken(
    deployed: Deployed, typed: str, means: list[str]
) -> None:
    session_id = new_session_id()
    profile = {"target": "general", "allergies": [typed], "healthConditions": ["고혈압"]}

    ended = deployed.run({"sessionId": session_id, "profile": profile})

    assert ended["status"] == "SUCCEEDED"
    result = deployed.result(session_id)
    assert result is not None
    allergens = result["recipe"]["allergens"]
    assert [wish["means"] for wish in allergens["wishes"]] == [means]
    assert {verdict["verdict"] for verdict in allergens["verdicts"]} == {"no_listed_match"}
