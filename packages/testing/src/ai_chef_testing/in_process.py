"""The workflow in this process: the four real handlers in order, without Step Functions."""

import importlib
from collections.abc import Callable
from typing import Any

from ai_chef_testing.template import definition, resolve

PACKAGES = {
    "OrchestrateSession": "orchestrator",
    "GenerateRecipe": "recipe",
    "FetchPrices": "price",
    "CombineResults": "combine",
}


def run_workflow(
    given: dict[str, Any], called: Callable[[str, dict[str, Any]], None] | None = None
) -> Any:
    """Run the states in order as the state machine would, in this process.

    `called` is given package and payload of each call before it is made.
    """
    execution = {"Id": "execution:1", "StartTime": "2026-01-31T09:00:00.000Z", "Input": given}
    data: Any = dict(given)
    for name, package in PACKAGES.items():
        state = definition()["States"][name]
        payload = resolve(
            state["Parameters"]["Payload"],
            data,
            {"Execution": execution, "State": {"RetryCount": 0}},
        )
        if called:
            called(package, payload)
        handler = importlib.import_module(f"ai_chef_{package}.handler").handler
        answer = {"Payload": handler(payload, None)}
        if "ResultSelector" not in state:
            return answer["Payload"]["body"]
        data[state["ResultPath"].removeprefix("$.")] = resolve(state["ResultSelector"], answer, {})
    raise AssertionError("the last state returns the result")
