"""A session through the front door, over the wire, with IAM enforced."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.result import Result
from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for
from tests.api.conftest import PROFILE, bearer

Started = Callable[..., dict[str, Any]]
Ended = Callable[[dict[str, Any]], dict[str, Any]]


def test_a_session_is_started_followed_read_priced_anew_and_forgotten(
    api: httpx.Client, started: Started, ended: Ended, deployed: Deployed
) -> None:
    session = started()
    where = f"sessions/{session['sessionId']}"

    state = ended(session)
    result = api.get(f"{where}/result", headers=bearer(session, "readKey"))
    again = api.post(f"{where}/reprice", headers=bearer(session), json={})
    priced = ended(again.json())
    priced_result = api.get(
        f"sessions/{again.json()['sessionId']}/result", headers=bearer(again.json())
    )
    forgotten = api.delete(where, headers=bearer(session))

    assert (state["status"], state["progress"], state["phaseLabel"]) == ("completed", 100, "완료")
    assert parse(Result, result.json()).recipe.name
    assert result.json() == deployed_result(result)
    assert again.status_code == 202
    assert (
        httpx.URL(str(again.url))
        .join(again.headers["Location"])
        .path.endswith(f"/sessions/{again.json()['sessionId']}")
    )
    assert priced["status"] == "completed"
    assert priced_result.json()["recipe"]["name"] == result.json()["recipe"]["name"]
    assert forgotten.status_code == 204
    assert api.get(where, headers=bearer(session)).status_code == 404
    assert deployed.session(session["sessionId"]) is None
    assert deployed.result(session["sessionId"]) is None


def deployed_result(answer: httpx.Response) -> Any:
    """Return the result as the contract writes it: what is sent is all of it, unchanged."""
    return parse(Result, answer.json()).to_json()


def test_the_location_of_a_new_session_leads_to_it(api: httpx.Client) -> None:
    answer = api.post("sessions", json={"profile": PROFILE})

    address = httpx.URL(str(answer.url)).join(answer.headers["Location"])
    assert api.get(address, headers=bearer(answer.json())).status_code == 200


def test_a_session_is_there_from_its_first_moment(
    api: httpx.Client, started: Started, deployed: Deployed
) -> None:
    with deployed.throttled("orchestrator"):
        session = started()
        answer = api.get(f"sessions/{session['sessionId']}", headers=bearer(session))
        stranger = api.get(
            f"sessions/{session['sessionId']}", headers={"Authorization": "Bearer 0123456789abcdef"}
        )

    assert answer.status_code == 200
    assert answer.json()["phase"] == "session_started"
    assert stranger.status_code == 404


def test_forget_stops_what_runs(api: httpx.Client, started: Started, deployed: Deployed) -> None:
    with deployed.throttled("recipe"):
        session = started()
        where = f"sessions/{session['sessionId']}"
        wait_for("the session", lambda: deployed.session(session["sessionId"]))
        answer = api.delete(where, headers=bearer(session))

    arn = f"{deployed.state_machine_arn.replace(':stateMachine:', ':execution:')}:{session['sessionId']}"
    assert answer.status_code == 204
    assert deployed.ended(arn)["status"] == "ABORTED"
    assert api.get(where, headers=bearer(session)).status_code == 404
    assert deployed.session(session["sessionId"]) is None


def test_a_failed_session_says_why(started: Started, ended: Ended) -> None:
    state = ended(started(maxCookingMinutes=5))

    assert state["status"] == "failed"
    assert state["error"]["code"] == "NoRecipeFits"
    assert "조건" in state["error"]["message"]


def test_not_again_gives_another_recipe_until_there_is_none(
    api: httpx.Client, started: Started, ended: Ended
) -> None:
    seen: list[str] = []
    for _ in range(3):
        session = started(notAgain=seen)
        assert ended(session)["status"] == "completed"
        result = api.get(f"sessions/{session['sessionId']}/result", headers=bearer(session)).json()
        assert result["recipe"]["name"] not in seen
        seen.append(result["recipe"]["name"])

    assert {"rule": "notAgain", "verdict": "kept"} in result["recipe"]["checkedRules"]


def test_a_session_that_was_started_directly_has_no_holder_and_is_nobodys(
    api: httpx.Client, deployed: Deployed, profile: dict[str, Any]
) -> None:
    session_id = new_session_id()
    deployed.run({"sessionId": session_id, "profile": profile})

    for key in ("0123456789abcdef", "0" * 64, "null"):
        answer = api.get(f"sessions/{session_id}", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 404


def test_the_same_request_twice_is_one_session(api: httpx.Client) -> None:
    once = {"Idempotency-Key": new_session_id() + "_0123456789"}

    first, again = (
        api.post("sessions", json={"profile": PROFILE}, headers=once).json() for _ in range(2)
    )

    for name in ("sessionId", "accessKey", "readKey"):
        assert first[name] == again[name]


@pytest.mark.parametrize("day", [True, False])
def test_a_ceiling_answers_when_to_come_again_and_starts_nothing(
    api: httpx.Client, deployed: Deployed, day: bool
) -> None:
    api.post("sessions", json={"profile": PROFILE})
    dynamodb, table = deployed.client("dynamodb"), deployed.outputs["table_names"]["limits"]
    prefix = "day/" if day else "caller/"
    items = [
        item
        for item in dynamodb.scan(TableName=table)["Items"]
        if item["name"]["S"].startswith(prefix)
    ]
    for item in items:
        dynamodb.put_item(TableName=table, Item=item | {"count": {"N": "99999999"}})
    try:
        answer = api.post("sessions", json={"profile": PROFILE})
    finally:
        for item in items:
            dynamodb.put_item(TableName=table, Item=item)

    assert items
    assert "127.0.0.1" not in str(items)
    assert answer.status_code == (503 if day else 429)
    assert answer.json()["code"] == ("DayCeilingReached" if day else "TooManySessions")
    assert 0 < int(answer.headers["Retry-After"]) <= 86_400


def test_the_page_and_all_that_it_loads_come_from_its_own_address(
    api: httpx.Client, deployed: Deployed
) -> None:
    index = api.get("")
    assets = re.findall(r'(?:src|href)="(assets/[^"]+)"', index.text)
    answers = [api.get(asset) for asset in assets]

    assert index.headers["content-type"] == "text/html; charset=utf-8"
    assert "unsafe" not in index.headers["content-security-policy"]
    assert {answer.status_code for answer in answers} <= {200}
    assert all("immutable" in answer.headers["cache-control"] for answer in answers)
    again = api.get("", headers={"If-None-Match": index.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_other_origins_are_not_let_in(api: httpx.Client) -> None:
    answer = api.get("options", headers={"Origin": "https://example.test"})

    assert "access-control-allow-origin" not in answer.headers


def test_what_is_throttled_more_closely_has_routes_of_its_own(deployed: Deployed) -> None:
    gateway = deployed.client("apigatewayv2")
    api_id = deployed.outputs["api_id"]
    stage = gateway.get_stage(ApiId=api_id, StageName="$default")
    routes = {route["RouteKey"] for route in gateway.get_routes(ApiId=api_id)["Items"]}

    assert routes == {"$default", "POST /sessions", "POST /sessions/{sessionId}/reprice"}
    assert set(stage["RouteSettings"]) == routes - {"$default"}
    for settings in stage["RouteSettings"].values():
        assert (
            settings["ThrottlingRateLimit"] < stage["DefaultRouteSettings"]["ThrottlingRateLimit"]
        )


def test_the_access_log_holds_neither_paths_nor_queries_nor_addresses(deployed: Deployed) -> None:
    stage = deployed.client("apigatewayv2").get_stage(
        ApiId=deployed.outputs["api_id"], StageName="$default"
    )
    logged = set(re.findall(r"\$context\.([\w.]+)", stage["AccessLogSettings"]["Format"]))

    assert "routeKey" in logged
    assert not logged & {"path", "identity.sourceIp", "identity.userAgent", "domainName"}
    assert not [name for name in logged if "query" in name.lower() or "authorizer" in name]
