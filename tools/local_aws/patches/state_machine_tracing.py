"""A state machine keeps its ``tracingConfiguration``.

AWS: DescribeStateMachine returns what was set.
Emulator: it is dropped, so that every plan wants to set it again.
Patch: kept with the machine on create and update; describe returns what is kept.
"""

import json
from collections.abc import Callable
from typing import Any

from ministack.services import stepfunctions

Operation = Callable[[dict[str, Any]], tuple[int, Any, Any]]


def apply() -> None:
    """Apply the patch."""
    stepfunctions._create_state_machine = _keeping(stepfunctions._create_state_machine)
    stepfunctions._update_state_machine = _keeping(stepfunctions._update_state_machine)


def _keeping(operation: Operation) -> Operation:
    def keep(data: dict[str, Any]) -> tuple[int, Any, Any]:
        status, headers, body = operation(data)
        if status == 200 and "tracingConfiguration" in data:
            arn = data.get("stateMachineArn") or json.loads(body)["stateMachineArn"]
            if machine := stepfunctions._state_machines.get(arn):
                machine["tracingConfiguration"] = data["tracingConfiguration"]
        return status, headers, body

    return keep
