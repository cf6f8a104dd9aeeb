"""What callers send: bodies and parameters, each with its form in the OpenAPI document."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query
from pydantic import BeforeValidator, Field

from ai_chef_api.problems import InvalidInput
from ai_chef_common.contracts.base import (
    SESSION_ID_PATTERN,
    Contract,
    PayloadInvalid,
    SessionId,
    parse,
)
from ai_chef_common.contracts.profile import ProfileInput


class SessionRequest(Contract):
    """What a session is started with; ``reprice_of`` names one of the caller's own."""

    profile: ProfileInput
    reprice_of: SessionId | None = None


class RepriceRequest(Contract):
    """Nothing has to be said: the result knows what it was made for."""


def _by_contract(model: type[Contract]) -> BeforeValidator:
    """Validate by JSON's rules, as the workflow does, and refuse in words for people."""

    def parsed(payload: object) -> object:
        if payload is None:
            return None
        try:
            return parse(model, payload)
        except PayloadInvalid as error:
            raise InvalidInput.of(error.problems) from None

    return BeforeValidator(parsed)


StartBody = Annotated[SessionRequest, _by_contract(SessionRequest), Body()]
RepriceBody = Annotated[RepriceRequest | None, _by_contract(RepriceRequest), Body()]

SessionPath = Annotated[
    str,
    Path(description="Id of the session.", pattern=rf"^{SESSION_ID_PATTERN}$"),
]

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="A random value of the caller's: a request that is repeated with it starts "
        "nothing, and is answered with the same session and the same keys.",
        pattern=r"^[A-Za-z0-9_-]{16,64}$",
    ),
]

Wish = Annotated[
    str,
    Query(alias="q", description="A name as a person typed it.", min_length=1, max_length=100),
    Field(min_length=1, max_length=100),
]
