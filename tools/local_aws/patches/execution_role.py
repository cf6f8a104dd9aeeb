"""A state machine may invoke what its role allows, and nothing else.

AWS: ``lambda:InvokeFunction`` is checked against the state machine's role.
Emulator: with ``AUTH=true`` it checks the roles of Lambdas, but not the state machine's.
Patch: the emulator's own policy evaluation is asked before each invocation.
"""

from contextvars import ContextVar
from typing import Any

from ministack import app
from ministack.core import iam_evaluator
from ministack.services import stepfunctions

_role_arn: ContextVar[str] = ContextVar("execution_role_arn", default="")


def apply() -> None:
    """Apply the patch."""
    run, call = stepfunctions._run_execution, stepfunctions._call_lambda

    def run_as_role(execution_arn: str) -> Any:
        execution = stepfunctions._executions.get(execution_arn) or {}
        machine = stepfunctions._state_machines.get(execution.get("stateMachineArn")) or {}
        _role_arn.set(machine.get("roleArn", ""))
        return run(execution_arn)

    def allowed_call(function: str, event: Any) -> Any:
        role = _role_arn.get()
        if app.AUTH and role:
            _require_permission(role, _function_arn(function, role))
        return call(function, event)

    stepfunctions._run_execution = run_as_role
    stepfunctions._call_lambda = allowed_call


def _function_arn(function: str, role: str) -> str:
    """Return the ARN that AWS checks: with the version, if one is invoked."""
    if function.startswith("arn:"):
        return function
    region, account = stepfunctions.get_region(), role.split(":")[4]
    return f"arn:aws:lambda:{region}:{account}:function:{function}"


def _require_permission(role: str, function_arn: str) -> None:
    account, name = role.split(":")[4], role.rsplit("/", 1)[-1]
    caller = f"arn:aws:sts::{account}:assumed-role/{name}/states"
    context = iam_evaluator.EvalContext(
        caller,
        "AssumedRole",
        account,
        "lambda:InvokeFunction",
        function_arn,
        stepfunctions.get_region(),
    )
    policies = iam_evaluator._gather_role_policies(name, account)
    if iam_evaluator.evaluate(context, policies).decision != "Allow":
        raise stepfunctions._ExecutionError(
            "Lambda.AWSLambdaException",
            f"User: {caller} is not authorized to perform: lambda:InvokeFunction on resource: "
            f"{function_arn} (Service: AWSLambda; Status Code: 403; "
            "Error Code: AccessDeniedException)",
        )
