"""A failed Lambda is reported by the name of its exception's class, and its environment lives on.

AWS: ``errorType`` is the class name (``NoRecipeFits``); a process that ends is
``Runtime.ExitError``; a handler module that cannot be imported is ``Runtime.ImportModuleError``.
An exception does not end the execution environment: the next invocation is warm.
Emulator: everything is ``Runtime.HandlerError``, and an exception ends the worker.
Patch: the worker hands an exception over like a result, and the answer is made from it.
"""

from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

RAISED = "__raised__"

_WORKER_SENDS = '{"status": "error", "error": str(e), "trace": traceback.format_exc()}'
_WORKER_SHOULD_SEND = (
    f'{{"status": "ok", "result": {{"{RAISED}": {{"errorType": type(e).__name__, '
    '"errorMessage": str(e), "stackTrace": traceback.format_tb(e.__traceback__)[1:]}}}'
)


def apply() -> None:
    """Apply the patch."""
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if _WORKER_SENDS not in script:
        raise RuntimeError("the emulator's worker script has changed")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_WORKER_SENDS, _WORKER_SHOULD_SEND)

    execute = lambda_svc._execute_function_warm

    def named_execute(func: Any, event: Any, request_id: str) -> dict[str, Any]:
        result: dict[str, Any] = execute(func, event, request_id)
        body = result.get("body")
        if not isinstance(body, dict):
            return result
        if raised := body.get(RAISED):
            line = f"[ERROR] {raised['errorType']}: {raised['errorMessage']}"
            log = "\n".join(filter(None, [result.get("log"), line]))
            return {"body": raised | {"requestId": request_id}, "error": True, "log": log}
        if result.get("error"):
            message = str(body.get("errorMessage", ""))
            if message == "Worker process died":
                body["errorType"] = "Runtime.ExitError"
            elif message.startswith("Worker init failed: No module named"):
                body["errorType"] = "Runtime.ImportModuleError"
        return result

    lambda_svc._execute_function_warm = named_execute
