"""Whatever happens to a Lambda or an execution, the session ends as docs/sessions.md says."""

import io
import json
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for

STATES = ("OrchestrateSession", "GenerateRecipe", "FetchPrices", "CombineResults")
PROGRESS_BEFORE = {
    "OrchestrateSession": 0,
    "GenerateRecipe": 0,
    "FetchPrices": 50,
    "CombineResults": 80,
}

FAULTS = {
    "raises": ("raise RuntimeError('secret text')", "WorkflowFailed"),
    "exits": ("import os; os._exit(1)", "StepCrashed"),
    "sleeps": ("import time; time.sleep(30)", "StepTimedOut"),
}
UNAVAILABLE = "raise type('StoreUnavailable', (Exception,), {})('down')"


@pytest.fixture(scope="session")
def faulty_functions(deployed: Deployed) -> dict[str, str]:
    """Deploy one function per fault and return their ARNs."""
    lambdas = deployed.client("lambda")
    role = lambdas.get_function(FunctionName=deployed.function("price"))["Configuration"]["Role"]
    arns = {}
    codes = {name: code for name, (code, _) in FAULTS.items()} | {"unavailable": UNAVAILABLE}
    for name, code in codes.items():
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("faulty.py", f"def handler(event, context):\n    {code}\n")
        arns[name] = lambdas.create_function(
            FunctionName=f"faulty-{name}",
            Runtime="python3.13",
            Role=role,
            Handler="faulty.handler",
            Timeout=1,
            Code={"ZipFile": content.getvalue()},
        )["FunctionArn"]
    return arns


@pytest.fixture(scope="session")
def faulty_role(deployed: Deployed) -> str:
    """Return a role that may invoke any function: the faults are under test, not the policy."""
    iam = deployed.client("iam")
    states = {"Service": "states.amazonaws.com"}
    trust = {"Effect": "Allow", "Principal": states, "Action": "sts:AssumeRole"}
    arn: str = iam.create_role(
        RoleName="faulty", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]})
    )["Role"]["Arn"]
    allow = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
    iam.put_role_policy(
        RoleName="faulty",
        PolicyName="faulty",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow]}),
    )
    return arn


@pytest.fixture
def faulty_machine(
    request: pytest.FixtureRequest,
    deployed: Deployed,
    faulty_functions: dict[str, str],
    faulty_role: str,
) -> Iterator[str]:
    """Yield a machine with the deployed definition, in which one state calls a faulty function."""
    state, fault = request.param
    definition = deployed.definition
    definition["States"][state]["Parameters"]["FunctionName"] = faulty_functions[fault]
    machines = deployed.client("stepfunctions")
    arn = machines.create_state_machine(
        name=f"faulty-{state}-{fault}", definition=json.dumps(definition), roleArn=faulty_role
    )["stateMachineArn"]
    yield arn
    machines.delete_state_machine(stateMachineArn=arn)


@pytest.mark.parametrize(
    ("faulty_machine", "state", "fault"),
    [((state, fault), state, fault) for state in STATES for fault in FAULTS],
    indirect=["faulty_machine"],
)
def test_a_lambda_that_raises_exits_or_times_out_leaves_the_session_failed(
    deployed: Deployed, profile: dict[str, Any], faulty_machine: str, state: str, fault: str
) -> None:
    session_id = new_session_id()

    ended = deployed.run({"sessionId": session_id, "profile": profile}, machine=faulty_machine)

    assert ended["status"] == "FAILED"
    session = deployed.session(session_id)
    assert session is not None
    assert session.status == "failed"
    assert session.error is not None
    assert session.error.code == FAULTS[fault][1]
    assert ended["error"] == FAULTS[fault][1]
    assert "secret text" not in session.error.message
    assert session.progress == PROGRESS_BEFORE[state]
    assert deployed.result(session_id) is None


def test_a_second_execution_for_a_running_session_is_refused_and_disturbs_nothing(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    session_id = new_session_id()
    given = {"sessionId": session_id, "profile": profile}
    with deployed.throttled("price"):
        first = deployed.start(given)
        wait_for("the first's recipe", lambda: _progress(deployed, session_id, 50))

        second = deployed.run(given)

        assert (second["status"], second["error"]) == ("FAILED", "SessionConflict")
        session = deployed.session(session_id)
        assert session is not None
        assert (session.status, session.execution.id) == ("processing", first)
    assert deployed.ended(first)["status"] == "SUCCEEDED"
    assert deployed.result(session_id) is not None


def test_a_throttled_step_is_retried_and_does_not_flash_failed(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    session_id = new_session_id()
    seen = set()
    with deployed.throttled("price"):
        execution = deployed.start({"sessionId": session_id, "profile": profile})
        wait_for("a throttled attempt", lambda: _throttled_attempt(deployed, execution))
        seen.add(_status(deployed, session_id))

    def look() -> bool | None:
        seen.add(status := _status(deployed, session_id))
        return status == "completed" or None

    wait_for("completion", look)
    assert seen == {"processing", "completed"}
    assert deployed.ended(execution)["status"] == "SUCCEEDED"


@pytest.mark.parametrize("faulty_machine", [("FetchPrices", "unavailable")], indirect=True)
def test_a_transient_error_of_ours_is_retried_by_name_before_the_session_fails(
    deployed: Deployed, profile: dict[str, Any], faulty_machine: str
) -> None:
    session_id = new_session_id()
    execution = deployed.start(
        {"sessionId": session_id, "profile": profile}, machine=faulty_machine
    )
    wait_for("a second attempt", lambda: len(_errors(deployed, execution)) >= 2 or None)
    status_between_attempts = _status(deployed, session_id)

    ended = deployed.ended(execution)

    assert status_between_attempts == "processing"
    assert (ended["status"], ended["error"]) == ("FAILED", "StoreUnavailable")
    assert _errors(deployed, execution).count("StoreUnavailable") == 1 + 3
    error = deployed.failed_session(session_id).error
    assert error is not None
    assert error.code == "StoreUnavailable"


@pytest.mark.parametrize(("step", "progress"), [("recipe", 0), ("price", 50), ("combine", 80)])
def test_a_stopped_execution_leaves_a_failed_session_that_keeps_its_progress(
    deployed: Deployed, profile: dict[str, Any], step: str, progress: int
) -> None:
    session_id = new_session_id()
    with deployed.throttled(step):
        execution = deployed.start({"sessionId": session_id, "profile": profile})
        wait_for("a throttled attempt", lambda: _throttled_attempt(deployed, execution))

        deployed.client("stepfunctions").stop_execution(executionArn=execution)

        session = deployed.failed_session(session_id)
    assert session.progress == progress
    assert session.error is not None
    assert session.error.code == "ExecutionAborted"
    time.sleep(1)  # whatever the stopped execution still had under way has had its chance
    assert deployed.session(session_id) == session
    assert deployed.result(session_id) is None


def test_a_failed_session_can_be_started_again(deployed: Deployed, profile: dict[str, Any]) -> None:
    session_id = new_session_id()
    deployed.run({"sessionId": session_id, "profile": profile | {"maxCookingMinutes": 5}})

    again = deployed.run({"sessionId": session_id, "profile": profile})

    assert again["status"] == "SUCCEEDED"
    session = deployed.session(session_id)
    assert session is not None
    assert (session.status, session.error) == ("completed", None)


def test_a_failure_that_cannot_be_marked_ends_by_our_code_and_is_marked_by_the_end_itself(
    deployed: Deployed, profile: dict[str, Any], faulty_functions: dict[str, str], faulty_role: str
) -> None:
    session_id, machines = new_session_id(), deployed.client("stepfunctions")
    definition = deployed.definition
    states = definition["States"]
    states["FetchPrices"]["Parameters"]["FunctionName"] = faulty_functions["sleeps"]
    states["MarkSessionFailed"]["Parameters"]["FunctionName"] = faulty_functions["exits"]
    # The deployed rule listens to the deployed machine: it is that one whose definition changes.
    arn = deployed.state_machine_arn
    before = machines.describe_state_machine(stateMachineArn=arn)
    machines.update_state_machine(
        stateMachineArn=arn, definition=json.dumps(definition), roleArn=faulty_role
    )
    try:
        ended = deployed.run({"sessionId": session_id, "profile": profile})
        session = deployed.failed_session(session_id)
    finally:
        machines.update_state_machine(
            stateMachineArn=arn, definition=before["definition"], roleArn=before["roleArn"]
        )

    assert (ended["error"], ended["cause"]) == ("WorkflowFailed", "Sandbox.Timedout")
    assert session.error is not None
    assert session.error.code == "StepTimedOut"


def test_the_failure_carries_the_original_error_and_cause(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    ended = deployed.run(
        {"sessionId": new_session_id(), "profile": profile | {"maxCookingMinutes": 5}}
    )

    assert ended["error"] == "NoRecipeFits"
    assert "maxCookingMinutes" in json.loads(ended["cause"])["errorMessage"]


def _progress(deployed: Deployed, session_id: str, wanted: int) -> bool | None:
    session = deployed.session(session_id)
    return (session is not None and session.progress >= wanted) or None


def _status(deployed: Deployed, session_id: str) -> str:
    session = deployed.session(session_id)
    assert session is not None
    return session.status


def _errors(deployed: Deployed, execution: str) -> list[str]:
    history = deployed.client("stepfunctions").get_execution_history(executionArn=execution)
    details = (event.get("taskFailedEventDetails") for event in history["events"])
    return [detail["error"] for detail in details if detail]


def _throttled_attempt(deployed: Deployed, execution: str) -> bool | None:
    return "Lambda.TooManyRequestsException" in _errors(deployed, execution) or None
