"""The OpenAPI document of the routes: what they answer, and what they refuse with."""

import json
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ai_chef_api.responses import LookUp, Options, ProblemDetails, SessionStarted, SessionState
from ai_chef_common.contracts.result import Result

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver

BEARER: dict[str, list[str]] = {"accessKey": []}
RETRY_AFTER = {
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}}
}
ETAG = {"ETag": {"description": "Changes with the entity.", "schema": {"type": "string"}}}
LOCATION = {
    "Location": {
        "description": "Where the session is asked for, relative to the request.",
        "schema": {"type": "string", "format": "uri-reference"},
    }
}


def _answers(model: type, description: str, headers: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"model": model}}
    return {"description": description, "content": content, "headers": headers}


def _refusals(*statuses: HTTPStatus) -> dict[int, Any]:
    return {
        int(status): {
            "description": status.phrase,
            "content": {"application/problem+json": {"model": ProblemDetails}},
            "headers": RETRY_AFTER if status in (429, 503) else {},
        }
        for status in statuses
    }


NOT_MODIFIED = {304: {"description": "The caller has it already.", "headers": ETAG}}
_BODY = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_NEW = (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_ONE = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)

STARTED = {202: _answers(SessionStarted, "The session is started.", {**LOCATION, **RETRY_AFTER})}
START: dict[str, Any] = {
    "operation_id": "startSession",
    "summary": "Start a session",
    "description": "With `repriceOf`, the key of that session is required as a bearer token.",
    "responses": STARTED | _refusals(*_BODY, *_NEW, HTTPStatus.NOT_FOUND),
    "security": [{}, BEARER],
}
REPRICE: dict[str, Any] = {
    "operation_id": "repriceSession",
    "summary": "Price the recipe of a completed session anew",
    "responses": STARTED | _refusals(*_BODY, *_ONE, *_NEW),
    "security": [BEARER],
}
STATE: dict[str, Any] = {
    "operation_id": "sessionState",
    "summary": "Ask where a session is",
    "responses": {
        200: _answers(SessionState, "Where it is.", {**ETAG, **RETRY_AFTER}),
        **NOT_MODIFIED,
        **_refusals(*_ONE),
    },
    "security": [BEARER],
}
RESULT: dict[str, Any] = {
    "operation_id": "sessionResult",
    "summary": "Read the result, with the access key or the read key",
    "responses": {
        200: _answers(Result, "Recipe, prices and costs.", ETAG),
        **NOT_MODIFIED,
        **_refusals(*_ONE, HTTPStatus.CONFLICT),
    },
    "security": [BEARER],
}
FORGET: dict[str, Any] = {
    "operation_id": "forgetSession",
    "summary": "Delete a session and its result; a running one is stopped first",
    "responses": {204: {"description": "It is gone."}, **_refusals(*_ONE)},
    "security": [BEARER],
}
OPTIONS: dict[str, Any] = {
    "operation_id": "options",
    "summary": "Return what a form for a profile is made from",
    "responses": {200: _answers(Options, "Codes and their Korean labels.", ETAG), **NOT_MODIFIED},
    "security": [{}],
}
INGREDIENTS: dict[str, Any] = {
    "operation_id": "lookUpIngredient",
    "summary": "Return what a typed name stands for",
    "responses": {
        200: _answers(LookUp, "How the name is read.", {}),
        **_refusals(HTTPStatus.BAD_REQUEST),
    },
    "security": [{}],
}


@cache
def document(app: "APIGatewayHttpResolver") -> str:
    """Return the OpenAPI 3.1 document of an app's routes, as JSON."""
    from aws_lambda_powertools.event_handler.openapi.models import (  # noqa: PLC0415
        HTTPBearer,
        Server,
    )

    described = json.loads(
        app.get_openapi_json_schema(
            title="AI Chef",
            version="1",
            openapi_version="3.1.0",
            description="A diet profile in, one Korean recipe with prices out.",
            servers=[Server(url=".")],
            security_schemes={"accessKey": HTTPBearer(description="Key of the session.")},
        )
    )
    for operations in described["paths"].values():
        for operation in operations.values():
            # Powertools adds the refusals that it would give itself.
            operation["responses"].pop("422", None)
    return json.dumps(described, ensure_ascii=False)
