"""What the API answers with when it refuses, as its document describes it."""

from ai_chef_common.contracts.base import Contract


class ProblemError(Contract):
    """One thing that is wrong: with a field of the body, or with a parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemDetails(Contract):
    """A refusal as RFC 9457 has it. ``detail`` is Korean."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ProblemError] | None = None
