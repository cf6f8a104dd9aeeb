"""An execution ends as TIMED_OUT when the state machine's ``TimeoutSeconds`` has passed.

AWS: status TIMED_OUT, a status change event, and nothing that runs later changes it.
Emulator: the machine's ``TimeoutSeconds`` is ignored.
Patch: a timer per execution, and a failure is recorded for running executions only.
"""

import contextvars
import json
import threading
from typing import Any

from ministack.services import stepfunctions


def apply() -> None:
    """Apply the patch."""
    run, fail = stepfunctions._run_execution, stepfunctions._fail_execution

    def limited_run(execution_arn: str) -> Any:
        execution = stepfunctions._executions.get(execution_arn) or {}
        machine = stepfunctions._state_machines.get(execution.get("stateMachineArn")) or {}
        seconds = json.loads(machine.get("definition") or "{}").get("TimeoutSeconds")
        if seconds is None:
            return run(execution_arn)
        context = contextvars.copy_context()
        timer = threading.Timer(seconds, lambda: context.run(_time_out, execution))
        timer.daemon = True
        timer.start()
        try:
            return run(execution_arn)
        finally:
            timer.cancel()

    def fail_running(execution: dict[str, Any], error: str, cause: str) -> None:
        if execution["status"] == "RUNNING":
            fail(execution, error, cause)

    stepfunctions._run_execution = limited_run
    stepfunctions._fail_execution = fail_running


def _time_out(execution: dict[str, Any]) -> None:
    if execution["status"] != "RUNNING":
        return
    execution.update(status="TIMED_OUT", stopDate=stepfunctions.now_iso())
    stepfunctions._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {}})
    stepfunctions._emit_execution_status_event(execution)
