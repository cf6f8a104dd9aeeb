"""A failed Lambda is reported by the name of its exception's class.

AWS: ``errorType`` is the class name (``NoRecipeFits``); a process that ends is
``Runtime.ExitError``; a handler module that cannot be imported is ``Runtime.ImportModuleError``.
Emulator: everything is ``Runtime.HandlerError``.
Correction: the worker script sends the class name along, and the answer uses it.
"""

from contextvars import ContextVar
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_WORKER_SENDS = '{"status": "error", "error": str(e), "trace": traceback.format_exc()}'
_WORKER_SHOULD_SEND = (
    '{"status": "error", "error": str(e), "trace": traceback.format_exc(), '
    '"errorType": type(e).__name__}'
)
_answer: ContextVar[dict[str, Any] | None] = ContextVar("worker_answer", default=None)


def apply() -> None:
    """Apply the correction."""
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if _WORKER_SENDS not in script:
        raise RuntimeError("the emulator's worker script has changed")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_WORKER_SENDS, _WORKER_SHOULD_SEND)

    invoke = lambda_runtime.Worker.invoke
    execute = lambda_svc._execute_function_warm

    def remembering_invoke(self: Any, *args: Any, **kwargs: Any) -> Any:
        answer = invoke(self, *args, **kwargs)
        _answer.set(answer)
        return answer

    def named_execute(func: Any, event: Any, request_id: str) -> dict[str, Any]:
        _answer.set(None)
        result: dict[str, Any] = execute(func, event, request_id)
        body = result.get("body")
        if result.get("error") and isinstance(body, dict):
            answer = _answer.get() or {}
            if name := answer.get("errorType"):
                body["errorType"] = name
            elif body.get("errorMessage") == "Worker process died":
                body["errorType"] = "Runtime.ExitError"
            elif str(body.get("errorMessage", "")).startswith(
                "Worker init failed: No module named"
            ):
                body["errorType"] = "Runtime.ImportModuleError"
        return result

    lambda_runtime.Worker.invoke = remembering_invoke
    lambda_svc._execute_function_warm = named_execute
