"""The main job, over the wire: the seed's own input ends in a result."""

import json
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.result import Result
from ai_chef_common.sessions.phases import Phase
from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for

HELD_BEFORE = {
    "recipe": Phase.SESSION_STARTED,
    "price": Phase.RECIPE_COMPLETED,
    "combine": Phase.PRICE_COMPLETED,
}


def test_the_seeds_input_completes_with_its_phases_in_order(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    session_id = new_session_id()
    seen: list[Phase] = []

    def reached(phase: Phase) -> bool | None:
        session = deployed.session(session_id)
        if session and session.phase not in seen:
            seen.append(session.phase)
        return (session is not None and session.phase is phase) or None

    with ExitStack() as held:
        gates = {step: held.enter_context(ExitStack()) for step in HELD_BEFORE}
        for step, gate in gates.items():
            gate.enter_context(deployed.throttled(step))
        execution = deployed.start({"sessionId": session_id, "profile": profile})
        for step, phase in HELD_BEFORE.items():
            wait_for(phase, partial(reached, phase))
            gates[step].close()
    wait_for(Phase.FINISHED, partial(reached, Phase.FINISHED))

    assert seen == [phase for phase in Phase if phase in seen]
    assert set(seen) >= {*HELD_BEFORE.values(), Phase.FINISHED}
    ended = deployed.ended(execution)
    assert ended["status"] == "SUCCEEDED"
    assert json.loads(ended["output"]) == deployed.result(session_id)


@pytest.mark.parametrize("without", ["nothing", "allergies"])
def test_the_items_have_the_shapes_of_the_contract(
    deployed: Deployed, profile: dict[str, Any], without: str
) -> None:
    session_id = new_session_id()
    given = {key: value for key, value in profile.items() if key != without}

    assert deployed.run({"sessionId": session_id, "profile": given})["status"] == "SUCCEEDED"

    dynamodb = deployed.client("dynamodb")
    items = {
        name: dynamodb.get_item(TableName=table, Key={"sessionId": {"S": session_id}})["Item"]
        for name, table in deployed.outputs["table_names"].items()
        if name in ("sessions", "results")
    }
    session, result = items["sessions"], items["results"]
    assert set(session) == {
        "sessionId", "status", "phase", "progress", "createdAt", "updatedAt", "ttl",
        "executionId", "executionStartedAt",
    }  # fmt: skip
    assert (session["status"], session["phase"], session["progress"]) == (
        {"S": "completed"},
        {"S": "finished"},
        {"N": "100"},
    )
    assert set(result) == {"sessionId", "executionId", "result", "createdAt", "ttl"}
    stored = parse(Result, deployed.result(session_id))
    assert stored.total_cost == sum(line.price or 0 for line in stored.pricing)
    assert [line.name for line in stored.pricing] == [
        line.name for line in stored.recipe.ingredients
    ]


def test_a_completed_session_can_be_run_again(deployed: Deployed, profile: dict[str, Any]) -> None:
    session_id = new_session_id()
    given = {"sessionId": session_id, "profile": profile}
    first = deployed.run(given)
    again = deployed.run(given)

    assert (first["status"], again["status"]) == ("SUCCEEDED", "SUCCEEDED")
    session = deployed.session(session_id)
    assert session is not None
    assert session.execution.id == again["executionArn"]
    assert session.status == "completed"


def test_the_same_session_gets_the_same_recipe_again(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    session_id = new_session_id()
    given = {"sessionId": session_id, "profile": profile}
    deployed.run(given)
    first = deployed.result(session_id)
    deployed.run(given)
    again = deployed.result(session_id)

    assert first is not None
    assert again is not None
    assert first["recipe"]["source"]["id"] == again["recipe"]["source"]["id"]
    assert first["totalCost"] == again["totalCost"]
