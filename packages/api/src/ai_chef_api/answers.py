"""What the routes answer, and what they refuse with, as the OpenAPI document describes it."""

from http import HTTPStatus
from typing import Any

from ai_chef_api.option_responses import LookUp, Options
from ai_chef_api.problem_responses import ProblemDetails
from ai_chef_api.responses import SessionStarted, SessionState
from ai_chef_common.contracts.result import Result

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

ANSWERS: dict[str, dict[int, Any]] = {
    "startSession": STARTED | _refusals(*_BODY, *_NEW, HTTPStatus.NOT_FOUND),
    "repriceSession": STARTED | _refusals(*_BODY, *_ONE, *_NEW),
    "sessionState": {
        200: _answers(SessionState, "Where it is.", {**ETAG, **RETRY_AFTER}),
        **NOT_MODIFIED,
        **_refusals(*_ONE),
    },
    "sessionResult": {
        200: _answers(Result, "Recipe, prices and costs.", ETAG),
        **NOT_MODIFIED,
        **_refusals(*_ONE, HTTPStatus.CONFLICT),
    },
    "forgetSession": {204: {"description": "It is gone."}, **_refusals(*_ONE)},
    "options": {200: _answers(Options, "Codes and their Korean labels.", ETAG), **NOT_MODIFIED},
    "lookUpIngredient": {
        200: _answers(LookUp, "How the name is read.", {}),
        **_refusals(HTTPStatus.BAD_REQUEST),
    },
}
"""By operation id."""
