"""What the API refuses and why: one class per cause, answered as RFC 9457 ``problem+json``.

``code`` is for programs, ``detail`` is Korean and says what to do. No value of a request is echoed.
"""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from ai_chef_common.contracts.problems import Problem

CONTENT_TYPE = "application/problem+json"


class Refusal(Exception):
    """A request that is not served. Subclasses name the cause; the class name is the code."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    detail: ClassVar[str] = "일시적인 문제가 생겼습니다. 잠시 뒤 다시 시도해 주세요."

    def __init__(
        self,
        errors: Sequence[dict[str, str]] = (),
        *,
        retry_after: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(type(self).__name__)
        self.errors = list(errors)
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)

    @property
    def code(self) -> str:
        """Return the name by which programs know the cause."""
        return type(self).__name__

    def to_json(self) -> dict[str, Any]:
        """Return the problem as RFC 9457 has it."""
        problem: dict[str, Any] = {
            "type": f"urn:ai-chef:problem:{self.code}",
            "title": self.status.phrase,
            "status": int(self.status),
            "code": self.code,
            "detail": self.detail,
        }
        return problem | ({"errors": self.errors} if self.errors else {})

    def body(self) -> str:
        """Return the problem as the text of a response."""
        return json.dumps(self.to_json(), ensure_ascii=False)


class InvalidInput(Refusal):
    """The request breaks the contract; each error points at the field."""

    status = HTTPStatus.BAD_REQUEST
    detail = "입력 내용을 확인해 주세요."

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "InvalidInput":
        """Return the refusal for what is wrong with a JSON body."""
        return cls(
            [
                {
                    "pointer": _pointer(problem.field),
                    "detail": " ".join(filter(None, (problem.korean, problem.hint))),
                }
                for problem in problems
            ]
        )


class InvalidJson(Refusal):
    """The body is no JSON object."""

    status = HTTPStatus.BAD_REQUEST
    detail = "요청 본문을 JSON 객체로 읽을 수 없습니다. UTF-8로 쓴 {…} 형식인지 확인해 주세요."


class KeyRequired(Refusal):
    """No ``Authorization: Bearer`` header came with the request."""

    status = HTTPStatus.UNAUTHORIZED
    detail = "세션의 열쇠가 필요합니다. Authorization: Bearer 머리말에 accessKey를 넣어 주세요."

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": "Bearer"})


class SessionNotFound(Refusal):
    """There is no such session, it has expired, or the key is another's: all the same."""

    status = HTTPStatus.NOT_FOUND
    detail = "세션을 찾을 수 없습니다. 주소와 열쇠를 확인하거나 새로 시작해 주세요."


class ResultNotFound(Refusal):
    """The session failed, or its result has expired."""

    status = HTTPStatus.NOT_FOUND
    detail = "이 세션에는 결과가 없습니다. 새로 시작해 주세요."


class RouteNotFound(Refusal):
    """Nothing answers at this path."""

    status = HTTPStatus.NOT_FOUND
    detail = "없는 주소입니다. 주소를 확인해 주세요."


class MethodNotAllowed(Refusal):
    """The path is right, the method is not."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    detail = "이 주소에는 쓸 수 없는 요청 방식입니다."


class SessionInProgress(Refusal):
    """The session is still at work."""

    status = HTTPStatus.CONFLICT
    detail = "아직 처리 중입니다. 끝날 때까지 기다려 주세요."


class SessionHasNoRecipe(Refusal):
    """Only a completed session can be priced anew."""

    status = HTTPStatus.CONFLICT
    detail = "완성된 레시피가 없는 세션이라 가격을 다시 볼 수 없습니다. 새로 시작해 주세요."


class IdempotencyKeyReused(Refusal):
    """The Idempotency-Key came with another request before."""

    status = HTTPStatus.CONFLICT
    detail = "같은 Idempotency-Key를 다른 요청에 썼습니다. 새 값을 넣어 주세요."


class SessionForgotten(Refusal):
    """The Idempotency-Key is that of a session that has been deleted."""

    status = HTTPStatus.CONFLICT
    detail = "이 Idempotency-Key로 시작한 세션은 이미 지워졌습니다. 새 값을 넣어 주세요."


class BodyTooLarge(Refusal):
    """The body has more bytes than any valid request."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    detail = "요청이 너무 큽니다. 32 KB까지 보낼 수 있습니다."


class UnsupportedMediaType(Refusal):
    """The body is not declared as JSON."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    detail = "Content-Type을 application/json으로 보내 주세요."


class TooManySessions(Refusal):
    """One caller has started as many sessions as are granted in an hour."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    detail = "짧은 시간에 너무 많이 시작했습니다. 한 시간 안에 다시 할 수 있습니다."


class DayCeilingReached(Refusal):
    """As many sessions were started today as the operator pays for."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    detail = "오늘 만들 수 있는 레시피를 모두 만들었습니다. 내일 다시 찾아 주세요."


class Unavailable(Refusal):
    """AWS does not answer now, or not so many requests."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    detail = "지금은 요청이 많습니다. 잠시 뒤 다시 시도해 주세요."


class Unexpected(Refusal):
    """A defect of the API."""


def _pointer(field: str) -> str:
    """Return a field such as ``profile.allergies.0`` as the JSON pointer of a URI fragment."""
    return "#" if field == "input" else f"#/{field.replace('.', '/')}"
