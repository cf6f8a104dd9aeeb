"""The routes of the HTTP API (docs/api.md), and the Lambda behind them."""

import base64
import itertools
import json
import re
from http import HTTPMethod, HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver, Response

from ai_chef_api import documentation, failures
from ai_chef_api.failures import defect, outside_routes, refused
from ai_chef_api.guard import JSON, check_body, etag_of, is_unchanged, secured
from ai_chef_api.page import File as PageFile
from ai_chef_api.page import page
from ai_chef_api.problems import KeyRequired, Refusal, RouteNotFound
from ai_chef_api.requests import IdempotencyKey, RepriceBody, SessionPath, StartBody, Wish
from ai_chef_api.responses import SessionStarted
from ai_chef_api.sessions import RETRY_SECONDS, Caller
from ai_chef_api.wiring import caller_header, sessions
from ai_chef_common import cold_start
from ai_chef_common.contracts.base import Contract
from ai_chef_common.logs import logger
from ai_chef_common.sessions.phases import Status

app = APIGatewayHttpResolver(enable_validation=True)
failures.register(app)

_earlier_requests = itertools.count()
"""Of this process: the first one pays the cold start."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK_ANEW = "no-cache"


@app.post("/sessions", **documentation.START)
def start_session(request: StartBody, idempotency_key: IdempotencyKey = None) -> Response[str]:
    """Start a session."""
    started = sessions().start(request, _caller(idempotency_key, key=_key()))
    return _accepted(started, f"sessions/{started.session_id}")


@app.post("/sessions/<session_id>/reprice", **documentation.REPRICE)
def reprice_session(
    session_id: SessionPath,
    request: RepriceBody = None,
    idempotency_key: IdempotencyKey = None,
) -> Response[str]:
    """Price the recipe of a completed session anew, in a new session of the same holder."""
    started = sessions().reprice(session_id, _caller(idempotency_key, key=_required_key()))
    return _accepted(started, f"../{started.session_id}")


@app.get("/sessions/<session_id>", **documentation.STATE)
def session_state(session_id: SessionPath) -> Response[str]:
    """Return where a session is."""
    state = sessions().state(session_id, _required_key())
    is_waiting = state.status is Status.PROCESSING
    headers = {"Retry-After": str(RETRY_SECONDS)} if is_waiting else {}
    return _entity(_text(state), headers | {"Cache-Control": "private, no-cache"})


@app.get("/sessions/<session_id>/result", **documentation.RESULT)
def session_result(session_id: SessionPath) -> Response[str]:
    """Return the result of a completed session."""
    result = sessions().result(session_id, _required_key())
    text = json.dumps(result, ensure_ascii=False)
    return _entity(text, {"Cache-Control": "private, no-cache"})


@app.delete("/sessions/<session_id>", **documentation.FORGET)
def forget_session(session_id: SessionPath) -> Response[str]:
    """Delete a session and its result."""
    sessions().forget(session_id, _required_key())
    return Response(HTTPStatus.NO_CONTENT, body="")


@app.get("/options", **documentation.OPTIONS)
def all_options() -> Response[str]:
    """Return what a form is made from."""
    from ai_chef_api.options import options  # noqa: PLC0415 - only forms need its models and tables

    return _entity(_text(options()), {"Cache-Control": ASK_ANEW})


@app.get("/options/ingredients", **documentation.INGREDIENTS)
def ingredients(wish: Wish) -> Response[str]:
    """Return what a typed name stands for."""
    from ai_chef_api.options import look_up  # noqa: PLC0415

    return Response(HTTPStatus.OK, JSON, _text(look_up(wish)))


@app.get("/openapi.json", include_in_schema=False)
def openapi() -> Response[str]:
    """Return the description of this API."""
    return _entity(documentation.document(app), {"Cache-Control": ASK_ANEW})


@app.get("/", include_in_schema=False)
def index() -> Response[Any]:
    """Return the page."""
    return _file(page().entry, ASK_ANEW)


@app.get("/assets/.+", include_in_schema=False)
def asset() -> Response[Any]:
    """Return a file of the page."""
    found = page().assets.get(app.current_event.path.removeprefix("/"))
    if found is None:
        raise RouteNotFound
    return _file(found, FOR_EVER)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one request of API Gateway (payload format 2.0)."""
    logger.append_keys(requestId=getattr(context, "aws_request_id", None), refusal=None)
    try:
        if event["requestContext"]["http"]["method"] == HTTPMethod.POST:
            check_body(event)
        response = app.resolve(event, context)  # type: ignore[arg-type]
    except Refusal as refusal:
        response = outside_routes(refused(refusal))
    except Exception as error:  # noqa: BLE001 - a caller gets a problem whatever happens
        response = outside_routes(defect(error))
    logger.info(
        "answered",
        route=_route_of(event),
        status=response["statusCode"],
        coldStart=next(_earlier_requests) == 0,
    )
    return secured(response)


def _route_of(event: dict[str, Any]) -> str:
    """Return method and path without what names a session, a food or nothing at all."""
    request = event["requestContext"]["http"]
    path = re.sub(r"^/sessions/[^/]+", "/sessions/{id}", request["path"])
    known = ("/", "/sessions", "/sessions/{id}", "/sessions/{id}/result", "/sessions/{id}/reprice",
             "/options", "/options/ingredients", "/openapi.json")  # fmt: skip
    if path.startswith("/assets/"):
        path = "/assets"
    elif path not in known:
        path = "other"
    return f"{request['method']} {path}"


def _key() -> str | None:
    scheme, _, key = app.current_event.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" and key.strip() else None


def _required_key() -> str:
    key = _key()
    if key is None:
        raise KeyRequired
    return key


def _caller(idempotency_key: str | None, key: str | None) -> Caller:
    request = app.current_event.request_context.http
    written = app.current_event.headers.get(caller_header(), "") if caller_header() else ""
    address = written.rpartition(":")[0]  # CloudFront writes the port after it
    return Caller(address or request.source_ip, key, idempotency_key)


def _text(model: Contract) -> str:
    return json.dumps(model.to_json(), ensure_ascii=False)


def _accepted(started: SessionStarted, location: str) -> Response[str]:
    headers = {"Location": location, "Retry-After": str(RETRY_SECONDS)}
    return Response(HTTPStatus.ACCEPTED, JSON, _text(started), headers=headers)


def _entity(text: str, headers: dict[str, str]) -> Response[str]:
    return _tagged(etag_of(text.encode()), headers, Response(HTTPStatus.OK, JSON, text))


def _file(file: PageFile, cache_control: str) -> Response[str]:
    encode = bytes.decode if file.is_text else _base64
    response = Response(HTTPStatus.OK, file.content_type, encode(file.content))
    response.base64_encoded = not file.is_text
    return _tagged(file.etag, {"Cache-Control": cache_control}, response)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _tagged(tag: str, headers: dict[str, str], response: Response[str]) -> Response[str]:
    """Return the response with its tag, or 304 without a body if the caller has that entity."""
    if is_unchanged(app.current_event.headers.get("if-none-match"), tag):
        response = Response(HTTPStatus.NOT_MODIFIED, body="")
    response.headers.update({"ETag": tag, **headers})
    return response


cold_start.end()
