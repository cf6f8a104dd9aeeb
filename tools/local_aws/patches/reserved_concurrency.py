"""Reserved concurrency limits a function with all its published versions.

AWS: ``ReservedConcurrentExecutions`` is set on the function and shared by its versions.
Emulator: it is looked up on the version's own record, which never has it.
Patch: it is looked up on the function.
"""

from typing import Any

from ministack.services import lambda_svc


def apply() -> None:
    """Apply the patch."""
    reserved = lambda_svc._reserved_concurrency

    def of_function(func: Any, config: dict[str, Any]) -> int | None:
        function = lambda_svc._functions.get(config.get("FunctionName"))
        limit: int | None = reserved(function or func, config)
        return limit

    lambda_svc._reserved_concurrency = of_function
