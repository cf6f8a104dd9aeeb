"""Each step, each fault: the session ends as docs/sessions.md says, and no poller sees it go back.

A Lambda that is killed, or raises, in each step: tests/workflow/test_failures.py.
"""

import time
from typing import Any

import pytest

from ai_chef_common.sessions.model import Session
from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for
from tests.faults.proxy import FaultProxy

Rule = dict[str, Any]


def phase(name: str) -> Rule:
    """Match the write with which a session enters a phase."""
    return {
        "operation": "UpdateItem",
        "body": f"ExpressionAttributeValues.\":phase\".S == '{name}'",
    }


WRITES: dict[str, Rule] = {
    "OrchestrateSession": {"operation": "PutItem"},
    "GenerateRecipe": phase("recipe_generation"),
    "FetchPrices": phase("price_lookup"),
    "CombineResults": {"operation": "TransactWriteItems"},
}
"""The write to DynamoDB that each step cannot do without."""

PROGRESS = {"OrchestrateSession": 0, "GenerateRecipe": 0, "FetchPrices": 50, "CombineResults": 90}
"""Where a session stands when that write fails."""

TRIES = 3 * (1 + 3)
"""The SDK tries thrice, and Step Functions retries thrice."""

FAULTS: dict[str, Rule] = {
    "throttle": {"error": {"code": "ThrottlingException"}},
    "5xx": {"error": {"code": "InternalServerError", "status": 500}},
    "reset": {"reset": True},
    "latency": {"latency": 1_500},
}
NEVER_ANSWERS = {"latency": 7_000}
"""Longer than a Lambda may run: the write arrives when its Lambda is gone."""


def rule(step: str, fault: Rule, times: int) -> Rule:
    return {"service": "dynamodb", "times": times} | WRITES[step] | fault


def followed(deployed: Deployed, profile: dict[str, Any]) -> tuple[dict[str, Any], list[Session]]:
    """Run a session to its end; return the execution and every state that a poller saw."""
    session_id = new_session_id()
    machine = deployed.with_fast_retries("hurried")
    execution = deployed.start({"sessionId": session_id, "profile": profile}, machine=machine)
    seen: list[Session] = []

    def look() -> dict[str, Any] | None:
        session = deployed.session(session_id)
        if session and (not seen or session != seen[-1]):
            seen.append(session)
        description: dict[str, Any] = deployed.client("stepfunctions").describe_execution(
            executionArn=execution
        )
        return description if description["status"] != "RUNNING" else None

    ended = wait_for("the end of the execution", look, seconds=90)
    look()
    return ended, seen


def never_goes_back(seen: list[Session]) -> None:
    progress = [session.progress for session in seen]
    assert progress == sorted(progress)
    assert all(session.status == "processing" for session in seen[:-1]), "flashed an end"


@pytest.mark.parametrize("step", WRITES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_passes_delays_a_session_and_nothing_else(
    proxied: Deployed, faults: FaultProxy, profile: dict[str, Any], step: str, fault: str
) -> None:
    faults.inject(rule(step, FAULTS[fault], times=1 if fault == "latency" else 4))

    ended, seen = followed(proxied, profile)

    assert ended["status"] == "SUCCEEDED"
    assert faults.fired(), "nothing was injected"
    assert (seen[-1].status, seen[-1].progress) == ("completed", 100)
    never_goes_back(seen)
    assert proxied.result(seen[-1].session_id) is not None


@pytest.mark.parametrize("step", WRITES)
@pytest.mark.parametrize("fault", ["throttle", "5xx", "reset"])
def test_a_fault_that_stays_fails_the_session_by_name_after_every_try(
    proxied: Deployed, faults: FaultProxy, profile: dict[str, Any], step: str, fault: str
) -> None:
    faults.inject(rule(step, FAULTS[fault], times=TRIES))

    ended, seen = followed(proxied, profile)

    assert (ended["status"], ended["error"]) == ("FAILED", "StoreUnavailable")
    assert len(faults.fired()) == TRIES
    assert seen[-1].error is not None
    assert seen[-1].error.code == "StoreUnavailable"
    assert seen[-1].progress == PROGRESS[step]
    never_goes_back(seen)
    assert proxied.result(seen[-1].session_id) is None


@pytest.mark.parametrize("step", WRITES)
def test_a_write_that_arrives_after_its_lambda_timed_out_changes_nothing_any_more(
    proxied: Deployed, faults: FaultProxy, profile: dict[str, Any], step: str
) -> None:
    faults.inject(rule(step, NEVER_ANSWERS, times=2))

    ended, seen = followed(proxied, profile)

    assert ended["status"] == "FAILED"
    assert seen[-1].error is not None
    assert seen[-1].error.code == "StepTimedOut"
    assert seen[-1].progress == PROGRESS[step]
    never_goes_back(seen)
    time.sleep(NEVER_ANSWERS["latency"] / 1000)  # the late writes have arrived by now
    assert proxied.session(seen[-1].session_id) == seen[-1]
    assert proxied.result(seen[-1].session_id) is None


def test_the_mark_of_a_failure_is_written_through_a_storm_too(
    proxied: Deployed, faults: FaultProxy, profile: dict[str, Any]
) -> None:
    """Marking takes the same table, and has more retries than a step."""
    marking = 3 * 5
    storm = {"service": "dynamodb", "operation": "UpdateItem", "times": TRIES + marking}
    faults.inject(storm | FAULTS["throttle"])
    session_id = new_session_id()

    proxied.start(
        {"sessionId": session_id, "profile": profile}, machine=proxied.with_fast_retries("hurried")
    )

    def look() -> bool | None:
        session = proxied.session(session_id)
        return (session is not None and session.status == "failed") or None

    wait_for("the failure", look, seconds=90)
    assert len(faults.fired()) == TRIES + marking
