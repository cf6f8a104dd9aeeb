"""Health data stays out of logs and out of the session, whether a run completes or fails."""

import json
from typing import Any

import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for
from ai_chef_testing.stack.logs import log_lines

PRIVATE = {"healthConditions": ["hypertension"], "allergies": ["복숭아"]}
PRIVATE_WORDS = ("hypertension", "복숭아", "peach")


@pytest.mark.parametrize(
    ("wishes", "status"),
    [({}, "SUCCEEDED"), ({"maxCookingMinutes": 5}, "FAILED"), ({"budget": -1}, "FAILED")],
)
def test_no_condition_or_allergy_reaches_a_log_line_or_the_sessions_item(
    deployed: Deployed, wishes: dict[str, Any], status: str
) -> None:
    session_id = new_session_id()
    profile = (
        {"target": "low_sodium", "cookingLevel": "advanced", "budget": 30000} | PRIVATE | wishes
    )

    assert deployed.run({"sessionId": session_id, "profile": profile})["status"] == status

    def look() -> list[str] | None:
        lines = log_lines(deployed)
        return lines if any(session_id in line for line in lines) else None

    lines = wait_for("log lines of the session", look)
    item = deployed.client("dynamodb").get_item(
        TableName=deployed.outputs["table_names"]["sessions"], Key={"sessionId": {"S": session_id}}
    )["Item"]
    for word in PRIVATE_WORDS:
        assert not [line for line in lines if word in line]
        assert word not in json.dumps(item, ensure_ascii=False)
