"""The largest state that the workflow can come to stays below what Step Functions takes.

By addition of every field's maximum the contracts would allow more; what a step returns is therefore
bounded as a whole. Here each step returns as much as it may.
"""

import json
from typing import Any

import pytest

from ai_chef_common.contracts import sizes
from ai_chef_common.contracts.sizes import json_bytes
from ai_chef_common.errors import PayloadTooLarge
from ai_chef_orchestrator import handler as orchestrator
from ai_chef_price import handler as price
from ai_chef_recipe import handler as recipe
from ai_chef_testing.template import definition, resolve

LIMITS = {
    "OrchestrateSession": sizes.PROFILE_BYTES,
    "GenerateRecipe": sizes.RECIPE_BYTES,
    "FetchPrices": sizes.PRICING_BYTES,
}
EXECUTION = {"Id": "e" * 256, "StartTime": "2026-01-31T09:00:00.000Z"}
CAUSE_CHARACTERS = 4096
"""A Catch adds an error; ours are cut at 1,000 characters, with a traceback of Python beside them."""


def filled(body: Any, limit: int) -> Any:
    """Return `body` with its "…" replaced so that it has exactly `limit` bytes."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return json.loads(text.replace("…", "a" * (limit - json_bytes(body) + len("…".encode()))))


def largest_bodies() -> dict[str, Any]:
    """Return the largest body of each step, in order."""
    bodies: dict[str, Any] = {
        "OrchestrateSession": {"sessionId": "s" * 64, "profile": {"target": "…"}},
        "GenerateRecipe": {"name": "…", "ingredients": []},
        "FetchPrices": [{"name": "…"}],
    }
    return {name: filled(body, LIMITS[name]) for name, body in bodies.items()}


def largest_state() -> dict[str, Any]:
    """Return the state before CombineResults, as the template composes it."""
    given = {"sessionId": "s" * 64, "profile": {"target": "…"}}
    state: dict[str, Any] = filled(given, sizes.INPUT_BYTES)
    for name, body in largest_bodies().items():
        task = definition()["States"][name]
        answer = {"Payload": {"statusCode": 200, "body": body}}
        place = task["ResultPath"].removeprefix("$.")
        state[place] = resolve(task["ResultSelector"], answer, {})
    return state


def test_the_bodies_are_as_large_as_they_may_be() -> None:
    assert {name: json_bytes(body) for name, body in largest_bodies().items()} == LIMITS


def test_the_largest_state_with_an_error_stays_below_the_limit_of_step_functions() -> None:
    state = largest_state() | {"error": {"Error": "e" * 256, "Cause": "c" * CAUSE_CHARACTERS}}

    assert sum(LIMITS.values()) + sizes.INPUT_BYTES < json_bytes(state) < sizes.STATE_BYTES


@pytest.mark.parametrize("name", ["GenerateRecipe", "FetchPrices", "CombineResults"])
def test_the_largest_payload_of_a_step_stays_below_it_too(name: str) -> None:
    payload = definition()["States"][name]["Parameters"]["Payload"]
    context = {"Execution": EXECUTION, "State": {"RetryCount": 0}}
    state = largest_state()
    state["recipeResult"]["recipe"]["ingredients"] = []

    assert json_bytes(resolve(payload, state, context)) < sizes.STATE_BYTES


def test_the_steps_are_held_to_these_limits() -> None:
    closures = {
        "OrchestrateSession": orchestrator.open_session,
        "GenerateRecipe": recipe.handler,
        "FetchPrices": price.handler,
    }
    held = {
        name: handler.__closure__[0].cell_contents._most_bytes
        for name, handler in closures.items()
        if handler.__closure__
    }
    assert held == LIMITS
    assert PayloadTooLarge.code() == "PayloadTooLarge"
