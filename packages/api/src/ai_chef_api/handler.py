"""The routes of the HTTP API (docs/api.md), and the Lambda behind them."""

import json
import traceback
from http import HTTPMethod, HTTPStatus
from pathlib import Path as File
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    RequestValidationError,
)
from aws_lambda_powertools.logging import Logger

from ai_chef_api import documentation
from ai_chef_api.guard import JSON, check_body, etag_of, is_unchanged, secured
from ai_chef_api.options import look_up, options
from ai_chef_api.page import File as PageFile
from ai_chef_api.page import page
from ai_chef_api.problems import (
    CONTENT_TYPE,
    InvalidInput,
    KeyRequired,
    MethodNotAllowed,
    Refusal,
    RouteNotFound,
    SessionNotFound,
    Unavailable,
    Unexpected,
)
from ai_chef_api.requests import IdempotencyKey, RepriceBody, SessionPath, StartBody, Wish
from ai_chef_api.responses import SessionStarted
from ai_chef_api.sessions import RETRY_SECONDS, Caller
from ai_chef_api.wiring import caller_header, sessions
from ai_chef_common.contracts.base import Contract
from ai_chef_common.errors import PermanentError, TransientError
from ai_chef_common.sessions.phases import Status

logger = Logger(utc=True, datefmt="%Y-%m-%dT%H:%M:%S.%FZ")
app = APIGatewayHttpResolver(enable_validation=True)

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
    request: RepriceBody = None,  # noqa: ARG001 - its form is checked
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
    return _entity(_text(options()), {"Cache-Control": ASK_ANEW})


@app.get("/options/ingredients", **documentation.INGREDIENTS)
def ingredients(wish: Wish) -> Response[str]:
    """Return what a typed name stands for."""
    return Response(HTTPStatus.OK, JSON, _text(look_up(wish)))


@app.get("/openapi.json", include_in_schema=False)
def openapi() -> Response[str]:
    """Return the description of this API."""
    return _entity(documentation.document(app), {"Cache-Control": ASK_ANEW})


@app.get("/", include_in_schema=False)
def index() -> Response[str]:
    """Return the page."""
    return _file(page().index, ASK_ANEW)


@app.get("/assets/.+", include_in_schema=False)
def asset() -> Response[str]:
    """Return a file of the page."""
    found = page().assets.get(app.current_event.path.removeprefix("/"))
    if found is None:
        raise RouteNotFound
    return _file(found, FOR_EVER)


@app.exception_handler(Refusal)
def refused(refusal: Refusal) -> Response[str]:
    """Answer a request that is not served."""
    logger.info("refused", code=refusal.code, status=int(refusal.status))
    return Response(refusal.status, CONTENT_TYPE, refusal.body(), headers=dict(refusal.headers))


@app.exception_handler(RequestValidationError)
def invalid(error: RequestValidationError) -> Response[str]:
    """Name what is wrong with path, query, headers or body, and not what stood there."""
    places = [tuple(problem["loc"]) for problem in error.errors()]
    if any(place[0] == "path" for place in places):
        return refused(SessionNotFound())
    return refused(
        InvalidInput(
            [
                {"pointer": "#", "detail": "요청 본문이 필요합니다."}
                if place[0] == "body"
                else {"parameter": str(place[1]), "detail": "빠졌거나 형식이 맞지 않습니다."}
                for place in places
            ]
        )
    )


@app.exception_handler(RequestUnsupportedContentType)
def unsupported(_: RequestUnsupportedContentType) -> Response[str]:
    """Answer a body of another kind, which `check_body` refuses before."""
    return refused(InvalidInput())


@app.exception_handler(TransientError)
def unavailable(error: TransientError) -> Response[str]:
    """Answer while AWS does not."""
    logger.warning("unavailable", errorName=error.code(), reason=str(error))
    return refused(Unavailable(retry_after=RETRY_SECONDS))


@app.exception_handler(PermanentError)
def misconfigured(error: PermanentError) -> Response[str]:
    """Answer while tables or permissions are not as they must be."""
    logger.error("misconfigured", errorName=error.code(), reason=str(error))
    return refused(Unexpected())


@app.not_found
def not_found(_: NotFoundError) -> Response[str]:
    """Answer a path, or a method of a path, that there is not."""
    methods = documentation.methods_of(app, app.current_event.path)
    if methods:
        return refused(MethodNotAllowed(headers={"Allow": ", ".join(methods)}))
    return refused(RouteNotFound())


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one request of API Gateway (payload format 2.0)."""
    logger.append_keys(requestId=getattr(context, "aws_request_id", None))
    try:
        if event["requestContext"]["http"]["method"] == HTTPMethod.POST:
            check_body(event)
        response = app.resolve(event, context)  # type: ignore[arg-type]
    except Refusal as refusal:
        response = _refused_before_routing(refusal)
    except Exception as error:  # noqa: BLE001 - a caller gets a problem, the log gets class and place
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} at {File(last.filename).name}:{last.lineno} in {last.name}"
        logger.error("defect", place=place)  # noqa: TRY400 - the text may quote a profile
        response = _refused_before_routing(Unexpected())
    return secured(response)


def _refused_before_routing(refusal: Refusal) -> dict[str, Any]:
    answered = refused(refusal)
    return {
        "statusCode": int(refusal.status),
        "headers": {"Content-Type": CONTENT_TYPE, **refusal.headers},
        "body": answered.body,
        "isBase64Encoded": False,
        "cookies": [],
    }


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
    return Response(HTTPStatus.ACCEPTED, JSON, _text(started), headers=headers)  # type: ignore[arg-type]


def _entity(text: str, headers: dict[str, str]) -> Response[str]:
    tag = etag_of(text)
    tagged: dict[str, Any] = {"ETag": tag, **headers}
    if is_unchanged(app.current_event.headers.get("if-none-match"), tag):
        return Response(HTTPStatus.NOT_MODIFIED, body="", headers=tagged)
    return Response(HTTPStatus.OK, JSON, text, headers=tagged)


def _file(file: PageFile, cache_control: str) -> Response[Any]:
    headers: dict[str, Any] = {"ETag": file.etag, "Cache-Control": cache_control}
    if is_unchanged(app.current_event.headers.get("if-none-match"), file.etag):
        return Response(HTTPStatus.NOT_MODIFIED, body="", headers=headers)
    is_text = not file.content_type.startswith(("image/png", "image/x-icon", "font/"))
    content = file.content.decode() if is_text else file.content
    return Response(HTTPStatus.OK, file.content_type, content, headers=headers)
