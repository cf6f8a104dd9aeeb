"""What the OpenAPI document says of each route beside its answers (`answers.py`).

The routes are registered with this at every cold start; the models of the answers, a fifth of what
the API would import, are read when somebody asks for the document.
"""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver

BEARER: dict[str, list[str]] = {"accessKey": []}

START: dict[str, Any] = {
    "operation_id": "startSession",
    "summary": "Start a session",
    "description": "With `repriceOf`, the key of that session is required as a bearer token.",
    "security": [{}, BEARER],
}
REPRICE: dict[str, Any] = {
    "operation_id": "repriceSession",
    "summary": "Price the recipe of a completed session anew",
    "security": [BEARER],
}
STATE: dict[str, Any] = {
    "operation_id": "sessionState",
    "summary": "Ask where a session is",
    "security": [BEARER],
}
RESULT: dict[str, Any] = {
    "operation_id": "sessionResult",
    "summary": "Read the result, with the access key or the read key",
    "security": [BEARER],
}
FORGET: dict[str, Any] = {
    "operation_id": "forgetSession",
    "summary": "Delete a session and its result; a running one is stopped first",
    "security": [BEARER],
}
OPTIONS: dict[str, Any] = {
    "operation_id": "options",
    "summary": "Return what a form for a profile is made from",
    "security": [{}],
}
INGREDIENTS: dict[str, Any] = {
    "operation_id": "lookUpIngredient",
    "summary": "Return what a typed name stands for",
    "security": [{}],
}


@cache
def document(app: "APIGatewayHttpResolver") -> str:
    """Return the OpenAPI 3.1 document of an app's routes, as JSON."""
    from aws_lambda_powertools.event_handler.openapi.models import (  # noqa: PLC0415
        HTTPBearer,
        Server,
    )

    from ai_chef_api.answers import ANSWERS  # noqa: PLC0415 - see above

    for route in (*app._static_routes, *app._dynamic_routes):
        if route.include_in_schema:
            route.responses = ANSWERS[str(route.operation_id)]
            route._dependant = None  # what a request has made of the route has no answers in it
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
