"""Starting, following, reading, pricing anew and forgetting a session."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from ai_chef_common import aws
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.result import Result
from ai_chef_common.sessions.phases import Phase
from ai_chef_testing.http_api import (
    FAILURE,
    PROFILE,
    RESULT,
    Api,
    Workflow,
    all_executions,
    end_execution,
    execution_arn,
    execution_input,
)

Started = Callable[..., dict[str, Any]]


def state(api: Api, session: dict[str, Any], **request: Any) -> Any:
    return api("GET", f"/sessions/{session['sessionId']}", key=session["accessKey"], **request)


def test_a_started_session_is_one_execution_that_knows_the_keys_by_their_hashes(
    api: Api,
) -> None:
    answer = api("POST", "/sessions", body={"profile": PROFILE})

    session = answer.json
    given = execution_input(session["sessionId"])
    assert answer.status == 202
    assert answer.headers["Location"] == f"sessions/{session['sessionId']}"
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert {name: session[name] for name in ("status", "phase", "progress")} == {
        "status": "processing", "phase": "session_started", "progress": 0,
    }  # fmt: skip
    assert parse(ExecutionInput, given).profile.target == "keto"
    assert given["holder"] == hashlib.sha256(session["accessKey"].encode()).hexdigest()
    assert given["reader"] == hashlib.sha256(session["readKey"].encode()).hexdigest()
    assert session["accessKey"] not in str(given)


def test_two_starts_are_two_sessions_with_keys_of_their_own(started: Started) -> None:
    one, other = started(), started()

    for name in ("sessionId", "accessKey", "readKey"):
        assert one[name] != other[name]
        assert len(one[name]) >= 22, "128 random bits"


def test_between_the_start_and_the_first_write_the_execution_answers(
    api: Api, started: Started
) -> None:
    session = started()

    answer = state(api, session)

    assert answer.status == 200
    assert answer.json == {
        "sessionId": session["sessionId"],
        "status": "processing",
        "phase": "session_started",
        "phaseLabel": "세션 시작",
        "progress": 0,
    }
    assert answer.headers["Retry-After"] == "1"


def test_what_a_phase_is_at_is_told_and_changes_the_entity_tag(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session = started()
    workflow.opened(session)
    before = state(api, session)
    workflow.store.advance(
        session["sessionId"],
        execution_arn(session["sessionId"]),
        Phase.RECIPE_GENERATION,
        "다시 쓰는 중 2/3",
    )

    after = state(api, session, headers={"If-None-Match": before.headers["ETag"]})

    assert "phaseDetail" not in before.json
    assert after.json["phaseDetail"] == "다시 쓰는 중 2/3"


def test_the_state_comes_from_the_table_and_is_not_sent_twice(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session = started()
    workflow.opened(session)
    first = state(api, session)

    again = state(api, session, headers={"If-None-Match": first.headers["ETag"]})
    workflow.store.fail(session["sessionId"], execution_arn(session["sessionId"]), FAILURE)
    after = state(api, session, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status, again.status, after.status) == (200, 304, 200)
    assert again.body == ""
    assert again.headers["ETag"] == first.headers["ETag"] != after.headers["ETag"]
    assert after.json["error"] == {"code": "NoRecipeFits", "message": "조건을 바꿔 주세요."}
    assert "Retry-After" not in after.headers


def test_a_failure_before_the_session_was_opened_is_shown_to_its_holder(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session = started()
    workflow.opened(session, given={})  # as MarkSessionFailed writes it, which knows no keys

    assert state(api, session).status == 200
    assert state(api, session | {"accessKey": session["readKey"]}).status == 404


@pytest.mark.parametrize("key", ["accessKey", "readKey"])
def test_either_key_reads_the_result(
    api: Api, started: Started, workflow: Workflow, key: str
) -> None:
    session = started()
    path = f"/sessions/{session['sessionId']}/result"
    early = api("GET", path, key=session[key])
    workflow.completed(session, RESULT)

    answer = api("GET", path, key=session[key])

    assert (early.status, early.code) == (409, "SessionInProgress")
    assert early.headers["Retry-After"] == "1"
    assert answer.status == 200
    assert answer.json == RESULT
    assert parse(Result, answer.json)
    assert (
        api("GET", path, key=session[key], headers={"If-None-Match": answer.headers["ETag"]}).status
        == 304
    )


def test_a_failed_session_has_no_result(api: Api, started: Started, workflow: Workflow) -> None:
    session = started()
    workflow.failed(session)

    answer = api("GET", f"/sessions/{session['sessionId']}/result", key=session["accessKey"])

    assert (answer.status, answer.code) == (404, "ResultNotFound")


def test_the_read_key_does_nothing_but_read_the_result(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session = started()
    workflow.completed(session, RESULT)
    path = f"/sessions/{session['sessionId']}"

    for method, where in (("GET", path), ("DELETE", path), ("POST", f"{path}/reprice")):
        assert api(method, where, key=session["readKey"]).code == "SessionNotFound"


def test_reprice_starts_a_session_of_the_same_holder_by_what_the_result_tells(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session = started()
    workflow.completed(session, RESULT)

    answer = api(
        "POST", f"/sessions/{session['sessionId']}/reprice", key=session["accessKey"], body={}
    )

    new = answer.json
    given = execution_input(new["sessionId"])
    assert answer.status == 202
    assert answer.headers["Location"] == f"../{new['sessionId']}"
    assert new["sessionId"] != session["sessionId"]
    assert new["accessKey"] == session["accessKey"]
    assert new["readKey"] != session["readKey"]
    assert given["repriceOf"] == session["sessionId"]
    assert given["profile"]["target"] == "keto"
    assert state(api, new).status == 200


@pytest.mark.parametrize("body", [None, {}])
def test_reprice_needs_a_recipe(api: Api, started: Started, workflow: Workflow, body: Any) -> None:
    session = started()
    path = f"/sessions/{session['sessionId']}/reprice"
    early = api("POST", path, key=session["accessKey"], body=body)
    workflow.failed(session)
    late = api("POST", path, key=session["accessKey"], body=body)

    assert (early.status, early.code) == (409, "SessionInProgress")
    assert (late.status, late.code) == (409, "SessionHasNoRecipe")
    assert len(all_executions()) == 1


def test_reprice_of_takes_the_key_of_that_session(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session, another = started(), started()
    workflow.completed(session, RESULT)
    body = {"profile": PROFILE, "repriceOf": session["sessionId"]}

    refused = [
        api("POST", "/sessions", body=body, key=key)
        for key in (None, another["accessKey"], session["readKey"])
    ]
    answer = api("POST", "/sessions", body=body, key=session["accessKey"])

    assert {(refusal.status, refusal.code) for refusal in refused} == {(404, "SessionNotFound")}
    assert answer.status == 202
    assert answer.json["accessKey"] != session["accessKey"]
    assert len(all_executions()) == 3


def test_forget_deletes_session_and_result(api: Api, started: Started, workflow: Workflow) -> None:
    session = started()
    workflow.completed(session, RESULT)
    end_execution(session)
    path = f"/sessions/{session['sessionId']}"

    answer = api("DELETE", path, key=session["accessKey"])

    assert (answer.status, answer.body) == (204, "")
    assert state(api, session).code == "SessionNotFound"
    assert api("GET", f"{path}/result", key=session["readKey"]).code == "SessionNotFound"
    assert api("DELETE", path, key=session["accessKey"]).code == "SessionNotFound"


def test_forget_stops_what_runs_and_waits_until_that_is_written(
    api: Api, started: Started, workflow: Workflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started()
    arn = workflow.opened(session)
    asleep = []

    def written_meanwhile(seconds: float) -> None:
        asleep.append(seconds)
        workflow.store.fail(session["sessionId"], arn, FAILURE)

    monkeypatch.setattr("ai_chef_api.sessions.time.sleep", written_meanwhile)

    answer = api("DELETE", f"/sessions/{session['sessionId']}", key=session["accessKey"])

    description = aws.stepfunctions().describe_execution(executionArn=arn)
    assert answer.status == 204
    assert len(asleep) == 1
    assert description["status"] == "ABORTED"
    assert workflow.store.get(session["sessionId"]) is None


def test_forget_is_to_be_tried_again_while_the_end_is_not_written(
    api: Api, started: Started, workflow: Workflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started()
    workflow.opened(session)
    monkeypatch.setattr("ai_chef_api.sessions.STOPPED_WITHIN_SECONDS", 0)

    answer = api("DELETE", f"/sessions/{session['sessionId']}", key=session["accessKey"])

    assert (answer.status, answer.code) == (503, "Unavailable")
    assert answer.headers["Retry-After"] == "1"
    assert workflow.store.get(session["sessionId"]) is not None


ONCE = {"Idempotency-Key": "0123456789abcdef-A_b"}


def test_a_repeated_request_is_answered_with_the_same_session_and_keys(
    api: Api, started: Started, workflow: Workflow
) -> None:
    first = started(headers=ONCE)
    before_the_first_write = started(headers=ONCE)
    workflow.completed(first, RESULT)
    end_execution(first)
    after = started(headers=ONCE)

    assert before_the_first_write == first
    assert after == first | {"status": "completed", "phase": "finished", "progress": 100}
    assert all_executions() == [first["sessionId"]]


def test_the_same_idempotency_key_for_another_request_is_refused(
    api: Api, started: Started, workflow: Workflow
) -> None:
    first = started(headers=ONCE)
    other = {"profile": PROFILE | {"target": "vegan"}}

    before = api("POST", "/sessions", body=other, headers=ONCE)
    workflow.opened(first)
    after = api("POST", "/sessions", body=other, headers=ONCE)

    assert (
        (before.status, before.code) == (after.status, after.code) == (409, "IdempotencyKeyReused")
    )
    assert first["accessKey"] not in before.body + after.body
    assert all_executions() == [first["sessionId"]]


def test_a_forgotten_session_is_not_started_again_by_a_repeated_request(
    api: Api, started: Started, workflow: Workflow
) -> None:
    first = started(headers=ONCE)
    workflow.completed(first, RESULT)
    end_execution(first)
    api("DELETE", f"/sessions/{first['sessionId']}", key=first["accessKey"])

    again = api("POST", "/sessions", body={"profile": PROFILE}, headers=ONCE)

    assert (again.status, again.code) == (409, "SessionForgotten")


def test_a_repeated_reprice_is_answered_with_the_same_session(
    api: Api, started: Started, workflow: Workflow
) -> None:
    session = started()
    workflow.completed(session, RESULT)
    path = f"/sessions/{session['sessionId']}/reprice"

    first, again = (api("POST", path, key=session["accessKey"], headers=ONCE) for _ in range(2))

    assert first.status == 202
    assert first.json == again.json
    assert len(all_executions()) == 2
