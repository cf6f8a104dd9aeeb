"""A throttled Lambda task fails with ``Lambda.TooManyRequestsException``.

AWS: that name, which the Retry of a workflow lists.
Emulator: ``Lambda.Unknown``.
Patch: the name is set where the state machine invokes the function.
"""

from typing import Any

from ministack.services import stepfunctions


def apply() -> None:
    """Apply the patch."""
    call = stepfunctions._call_lambda

    def named_call(function: str, event: Any) -> Any:
        try:
            return call(function, event)
        except stepfunctions._ExecutionError as error:
            if error.error == "Lambda.Unknown" and "TooManyRequestsException" in str(error.cause):
                name = "Lambda.TooManyRequestsException"
                raise stepfunctions._ExecutionError(name, error.cause) from None
            raise

    stepfunctions._call_lambda = named_call
