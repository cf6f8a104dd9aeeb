"""What is refused, with which status, and in which words."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ai_chef_api import documentation, handler
from ai_chef_common import aws
from ai_chef_testing.http_api import PROFILE, Api, all_executions


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/profile"]),
        ({"profile": {}}, ["#/profile/target"]),
        ({"profile": {"target": "carnivore"}}, ["#/profile/target"]),
        ({"profile": PROFILE | {"budget": -1, "servings": "2"}},
         ["#/profile/budget", "#/profile/servings"]),
        ({"profile": PROFILE | {"allergies": ["우유", "즈비귿"]}}, ["#/profile/allergies/1"]),
        ({"profile": PROFILE | {"dislikes": ["즈비귿"]}}, ["#/profile/dislikes/0"]),
        ({"profile": PROFILE | {"notAgain": ["가"] * 21}}, ["#/profile/notAgain"]),
        ({"profile": PROFILE, "sessionId": "sess_mine"}, ["#"]),
        ({"profile": PROFILE, "holder": "0" * 64}, ["#"]),
        ({"profile": PROFILE, "repriceOf": "../x"}, ["#/repriceOf"]),
    ],
)  # fmt: skip
def test_what_breaks_the_contract_is_pointed_at_in_korean(
    api: Api, body: Any, pointers: list[str]
) -> None:
    answer = api("POST", "/sessions", body=body)

    assert (answer.status, answer.code) == (400, "InvalidInput")
    assert sorted(error["pointer"] for error in answer.json["errors"]) == pointers
    for text in (answer.json["detail"], *(error["detail"] for error in answer.json["errors"])):
        assert any("가" <= letter <= "힣" for letter in text)
    assert all_executions() == []


def test_a_misspelt_allergy_is_answered_with_names_that_look_like_it(api: Api) -> None:
    answer = api("POST", "/sessions", body={"profile": PROFILE | {"allergies": ["복숭하"]}})

    (error,) = answer.json["errors"]
    assert "혹시 복숭아" in error["detail"]
    assert "복숭하" not in answer.body


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '"text"',
        '{"a": NaN',
        "{" * 5000,
        "[" * 20000,
        '{"a": "\\ud800"}',
    ],
)
def test_what_is_no_json_object_is_refused(api: Api, body: str) -> None:
    answer = api("POST", "/sessions", body=body)

    assert answer.status == 400
    assert answer.code in ("InvalidJson", "InvalidInput")


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 202),
        ("application/json; charset=utf-8", 202),
        ("Application/JSON", 202),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ],
)
def test_a_body_is_declared_as_json(api: Api, content_type: str, status: int) -> None:
    headers = {"Content-Type": content_type}

    assert api("POST", "/sessions", body={"profile": PROFILE}, headers=headers).status == status


def test_a_body_of_more_than_32_kb_is_refused_before_it_is_read(api: Api) -> None:
    padded = json.dumps({"profile": PROFILE})
    largest = padded + " " * (32 * 1024 - len(padded.encode()))

    assert api("POST", "/sessions", body=largest).status == 202
    assert api("POST", "/sessions", body=largest + " ").code == "BodyTooLarge"
    assert api("POST", "/sessions", body=largest + " ", headers={"Content-Type": "x"}).status == 413


@pytest.mark.parametrize(
    "value", ["short", "x" * 65, "with space in the key", "ключ-ключ-ключ-ключ", ""]
)
def test_an_idempotency_key_that_others_could_guess_or_that_is_none_is_refused(
    api: Api, value: str
) -> None:
    answer = api("POST", "/sessions", body={"profile": PROFILE}, headers={"Idempotency-Key": value})

    assert answer.status == 400
    assert answer.json["errors"][0]["parameter"] == "Idempotency-Key"
    assert all_executions() == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sessions/sess_1"),
        ("GET", "/sessions/sess_1/result"),
        ("POST", "/sessions/sess_1/reprice"),
        ("DELETE", "/sessions/sess_1"),
    ],
)
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer  ", "Basic eDp5", "token"])
def test_without_a_key_the_answer_says_that_one_is_needed(
    api: Api, method: str, path: str, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    answer = api(method, path, headers=headers)

    assert (answer.status, answer.code) == (401, "KeyRequired")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/nowhere", 404, None),
        ("GET", "/sessions/", 404, None),
        ("GET", "/sessions/a/b/c", 404, None),
        ("GET", "/assets/0/none.js", 404, None),
        ("GET", "/assets/../index.html", 404, None),
        ("PUT", "/sessions", 405, "POST"),
        ("GET", "/sessions", 405, "POST"),
        ("PATCH", "/sessions/sess_1", 405, "DELETE, GET"),
        ("POST", "/options", 405, "GET"),
        ("TRACE", "/", 405, "GET"),
    ],
)
def test_what_there_is_not_is_told_apart(
    api: Api, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = api(method, path)

    assert answer.status == status
    assert answer.code == ("RouteNotFound" if status == 404 else "MethodNotAllowed")
    assert answer.headers.get("Allow") == allow


def test_every_answer_carries_the_security_headers(api: Api) -> None:
    for answer in (api("GET", "/"), api("GET", "/nowhere"), api("POST", "/sessions", body="{"),
                   api("POST", "/sessions", body={"profile": PROFILE})):  # fmt: skip
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("broken", ["UnknownError", "AccessDeniedException", "ThrottlingException"])
def test_a_failure_of_ours_tells_nothing_but_to_come_again(
    api: Api, broken: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**_: Any) -> None:
        said = {"Error": {"Code": broken, "Message": "복숭아 in some table"}}
        raise ClientError(said, "GetItem")  # type: ignore[arg-type]

    monkeypatch.setattr(aws.dynamodb(), "get_item", fail)

    answer = api("GET", "/sessions/sess_1", key="0123456789abcdef")

    expected = (503, "Unavailable") if broken == "ThrottlingException" else (500, "Unexpected")
    assert (answer.status, answer.code) == expected
    assert "복숭아" not in answer.body + caplog.text


def test_the_document_holds_the_answers_of_routes_that_were_asked_before(api: Api) -> None:
    documentation.document.cache_clear()
    for route in (*handler.app._static_routes, *handler.app._dynamic_routes):
        route.responses = route._dependant = None  # as at a cold start
    api("GET", "/options")
    api("GET", "/options/ingredients", query="q=%EC%9A%B0%EC%9C%A0")

    document = api("GET", "/openapi.json").json

    def answered(path: str) -> str:
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        reference: str = content["application/json"]["schema"]["$ref"]
        return reference

    assert answered("/options") == "#/components/schemas/Options"
    assert answered("/options/ingredients") == "#/components/schemas/LookUp"
    assert {"Options", "LookUp", "Result"} <= document["components"]["schemas"].keys()
