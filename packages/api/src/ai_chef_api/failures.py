"""What is answered when something is wrong, and what is logged of it: never a value of a request."""

from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    RequestValidationError,
)

from ai_chef_api.problems import (
    CONTENT_TYPE,
    InvalidInput,
    MethodNotAllowed,
    Refusal,
    RouteNotFound,
    SessionNotFound,
    Unavailable,
    Unexpected,
    UnsupportedMediaType,
)
from ai_chef_common.errors import PermanentError, TransientError, place_of
from ai_chef_common.logs import logger

RETRY_SECONDS = 1


def register(app: APIGatewayHttpResolver) -> None:
    """Have an app answer its failures by this module."""

    def not_found(_: NotFoundError) -> Response[str]:
        methods = _methods_of(app, app.current_event.path)
        if methods:
            return refused(MethodNotAllowed(headers={"Allow": ", ".join(methods)}))
        return refused(RouteNotFound())

    for cause, answer in {
        NotFoundError: not_found,
        Refusal: refused,
        RequestUnsupportedContentType: lambda _: refused(UnsupportedMediaType()),
        RequestValidationError: invalid,
        TransientError: unavailable,
        PermanentError: misconfigured,
        Exception: defect,
    }.items():
        app.exception_handler(cause)(answer)


def refused(refusal: Refusal) -> Response[str]:
    """Answer a request that is not served."""
    logger.append_keys(refusal=refusal.code)
    return Response(refusal.status, CONTENT_TYPE, refusal.body(), headers=dict(refusal.headers))


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
                else {"parameter": _parameter(*place), "detail": "빠졌거나 형식이 맞지 않습니다."}
                for place in places
            ]
        )
    )


def unavailable(error: TransientError) -> Response[str]:
    """Answer while AWS does not."""
    logger.warning("unavailable", errorName=error.code(), reason=str(error))
    return refused(Unavailable(retry_after=RETRY_SECONDS))


def misconfigured(error: PermanentError) -> Response[str]:
    """Answer while tables or permissions are not as they must be."""
    logger.error("misconfigured", errorName=error.code(), reason=str(error))
    return refused(Unexpected())


def defect(error: Exception) -> Response[str]:
    """Answer a defect of ours."""
    logger.error("defect", place=place_of(error))
    return refused(Unexpected())


def outside_routes(response: Response[str]) -> dict[str, Any]:
    """Return a refusal that no route gave, as API Gateway takes it."""
    return {
        "statusCode": int(response.status_code),
        "headers": {"Content-Type": CONTENT_TYPE, **response.headers},
        "body": response.body,
        "isBase64Encoded": False,
        "cookies": [],
    }


def _parameter(kind: str, name: str, *_: object) -> str:
    """Return a parameter's name as the documentation has it: headers in capitals."""
    return name.title() if kind == "header" else name


def _methods_of(app: APIGatewayHttpResolver, path: str) -> list[str]:
    """Return the methods that a path has, in order; none if there is no such path."""
    routes = (*app._static_routes, *app._dynamic_routes)
    return sorted(route.method for route in routes if route.rule.match(path))
