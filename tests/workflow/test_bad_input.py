"""Bad inputs fail cleanly: a failed execution, a named error, nothing stored but the failure."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from ai_chef_testing.stack.deployed import Deployed, new_session_id

SEED = {"target": "keto", "healthConditions": ["diabetes"], "budget": 30000}


@pytest.mark.parametrize(
    ("given", "code", "named"),
    [
        ({}, "InvalidInput", "input.profile"),
        ({"profile": SEED | {"target": "carnivore"}}, "InvalidInput", "input.profile.target"),
        ({"profile": SEED | {"budget": -1}}, "InvalidInput", "input.profile.budget"),
        ({"profile": SEED | {"budget": "30000"}}, "InvalidInput", "input.profile.budget"),
        ({"profile": SEED | {"surprise": 1}}, "InvalidInput", "input.profile): 4번째 항목"),
        ({"profile": SEED, "surprise": 1}, "InvalidInput", "input): 3번째 항목"),
        ({"profile": [SEED]}, "InvalidInput", "input.profile"),
        ({"profile": None}, "InvalidInput", "input.profile"),
        ({"profile": SEED | {"allergies": "우유"}}, "InvalidInput", "input.profile.allergies"),
        ({"profile": SEED | {"allergies": ["떵콩"]}}, "InvalidInput", "profile.allergies.0"),
        (
            {"profile": SEED | {"dislikes": ["<script>"]}},
            "InvalidInput",
            "input.profile.dislikes.0",
        ),
        ({"profile": SEED | {"dislikes": ["'; DROP TABLE"]}}, "InvalidInput", "dislikes.0"),
        ({"profile": SEED | {"maxCookingMinutes": 5}}, "NoRecipeFits", "조리 시간"),
    ],
)
def test_a_bad_input_ends_in_a_failed_session_that_names_the_field(
    deployed: Deployed, given: dict[str, Any], code: str, named: str
) -> None:
    session_id = new_session_id()

    ended = deployed.run({"sessionId": session_id} | given)

    assert (ended["status"], ended["error"]) == ("FAILED", code)
    session = deployed.session(session_id)
    assert session is not None
    assert session.status == "failed"
    assert session.error is not None
    assert session.error.code == code
    assert named in session.error.message
    assert deployed.result(session_id) is None


@pytest.mark.parametrize(
    "session_id", ["'; DROP TABLE sessions; --", "", "x" * 65, "x\n", "a/../b", 7, None]
)
def test_a_session_id_that_breaks_the_pattern_stores_nothing(
    deployed: Deployed, session_id: object
) -> None:
    table = deployed.outputs["table_names"]["sessions"]
    dynamodb = deployed.client("dynamodb")
    before = dynamodb.scan(TableName=table)["Count"]

    ended = deployed.run({"sessionId": session_id, "profile": SEED})

    assert (ended["status"], ended["error"]) == ("FAILED", "InvalidInput")
    assert dynamodb.scan(TableName=table)["Count"] == before


@pytest.mark.parametrize("given", [{}, {"profile": SEED}])
def test_an_input_without_a_session_id_fails_by_name(deployed: Deployed, given: object) -> None:
    ended = deployed.run(given)

    assert (ended["status"], ended["error"]) == ("FAILED", "InvalidInput")


@pytest.mark.parametrize("given", [[], "text"])
def test_an_input_that_is_no_object_fails(deployed: Deployed, given: object) -> None:
    assert deployed.run(given)["status"] == "FAILED"


def test_three_hundred_kilobytes_are_refused(deployed: Deployed) -> None:
    session_id = new_session_id()
    given = {"sessionId": session_id, "profile": SEED | {"dislikes": ["가" * 100_000]}}

    try:
        ended = deployed.run(given)
    except ClientError:
        return  # Step Functions itself refuses an input of more than 256 KiB
    assert (ended["status"], ended["error"]) == ("FAILED", "InvalidInput")
    assert deployed.result(session_id) is None


def test_no_value_of_the_profile_reaches_error_cause_or_message(deployed: Deployed) -> None:
    session_id = new_session_id()
    private = "비밀스러운알레르기"

    ended = deployed.run({"sessionId": session_id, "profile": SEED | {"allergies": [private]}})

    session = deployed.session(session_id)
    assert session is not None
    assert session.error is not None
    assert private not in ended["error"] + ended["cause"] + session.error.message


def test_the_name_of_an_unknown_field_reaches_neither_error_nor_session(
    deployed: Deployed,
) -> None:
    session_id = new_session_id()

    ended = deployed.run({"sessionId": session_id, "profile": SEED | {"땅콩알레르기": True}})

    session = deployed.session(session_id)
    assert session is not None
    assert session.error is not None
    assert "땅콩" not in ended["error"] + ended["cause"] + session.error.message
