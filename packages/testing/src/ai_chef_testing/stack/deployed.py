"""The deployed system as the whole-stack tests talk to it: over the wire, like any client."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

from ai_chef_common.sessions.model import Session
from ai_chef_common.sessions.reader import SessionReader
from ai_chef_common.sessions.results import ResultStore

REGION = "ap-northeast-2"
EXECUTION_SECONDS = 30
POLL_SECONDS = 0.02


def client(service: str, endpoint_url: str) -> Any:
    """Return a boto3 client of the local AWS that asks once: retries would hide what is tested."""
    config = Config(inject_host_prefix=False, retries={"total_max_attempts": 1})
    session: Any = boto3.Session("test", "test", region_name=REGION)
    return session.client(service, endpoint_url=endpoint_url, config=config)


def wait_for[T](what: str, look: Callable[[], T | None], seconds: float = EXECUTION_SECONDS) -> T:
    """Look until there is something to see, and return it.

    Raises
    ------
    TimeoutError
        `what` did not come within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen is not None:
            return seen
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{what} did not come within {seconds} s")


@dataclass(frozen=True)
class Deployed:
    """What Terraform deployed: its outputs and where it answers."""

    endpoint_url: str
    outputs: dict[str, Any]

    def client(self, service: str) -> Any:
        """Return a boto3 client of the local AWS."""
        return client(service, self.endpoint_url)

    @property
    def state_machine_arn(self) -> str:
        """ARN of the workflow."""
        arn: str = self.outputs["state_machine_arn"]
        return arn

    @property
    def definition(self) -> dict[str, Any]:
        """The deployed definition of the workflow."""
        description = self.client("stepfunctions").describe_state_machine(
            stateMachineArn=self.state_machine_arn
        )
        definition: dict[str, Any] = json.loads(description["definition"])
        return definition

    @property
    def dashboard(self) -> str:
        """The body of the dashboard, as CloudWatch has it."""
        answer = self.client("cloudwatch").get_dashboard(
            DashboardName=self.outputs["dashboard_name"]
        )
        body: str = answer["DashboardBody"]
        return body

    @property
    def api_url(self) -> str:
        """Address of the HTTP API on the local AWS, without a slash at its end."""
        return f"{self.endpoint_url}/_aws/execute-api/{self.outputs['api_id']}/$default"

    def function(self, name: str) -> str:
        """Return the deployed name of a function."""
        deployed: str = self.outputs["functions"][name]["name"]
        return deployed

    def start(self, given: Any, *, machine: str | None = None) -> str:
        """Start an execution with `given` as its input; return its ARN."""
        arn: str = self.client("stepfunctions").start_execution(
            stateMachineArn=machine or self.state_machine_arn,
            input=json.dumps(given, ensure_ascii=False),
        )["executionArn"]
        return arn

    def ended(self, execution_arn: str) -> dict[str, Any]:
        """Wait until the execution has ended; return its description."""
        machine = self.client("stepfunctions")

        def look() -> dict[str, Any] | None:
            description: dict[str, Any] = machine.describe_execution(executionArn=execution_arn)
            return None if description["status"] == "RUNNING" else description

        return wait_for(f"the end of {execution_arn}", look)

    def run(self, given: Any, *, machine: str | None = None) -> dict[str, Any]:
        """Start an execution and wait until it has ended."""
        return self.ended(self.start(given, machine=machine))

    def with_fast_retries(
        self, name: str, state: str | None = None, function: str | None = None
    ) -> str:
        """Make a machine like the deployed one, once; return its ARN.

        Parameters
        ----------
        state
            Its retries follow after a second each, so that a test need not wait for the backoff;
            None for every state.
        function
            ARN of another version of the function that `state` is to call.
        """
        machines = self.client("stepfunctions")
        arn = f"{self.state_machine_arn.rsplit(':', 1)[0]}:{name}"
        known = machines.list_state_machines()["stateMachines"]
        if arn not in {machine["stateMachineArn"] for machine in known}:
            definition = self.definition
            hurried = [state] if state else list(definition["States"])
            for step in hurried:
                for retrier in definition["States"][step].get("Retry", []):
                    retrier |= {"IntervalSeconds": 1, "BackoffRate": 1.0}
            if state and function:
                definition["States"][state]["Parameters"]["FunctionName"] = function
            description = machines.describe_state_machine(stateMachineArn=self.state_machine_arn)
            machines.create_state_machine(
                name=name, definition=json.dumps(definition), roleArn=description["roleArn"]
            )
        return arn

    def session(self, session_id: str) -> Session | None:
        """Return the session as a poller sees it."""
        table = self.outputs["table_names"]["sessions"]
        return SessionReader(table, client=self.client("dynamodb")).get(session_id)

    def result(self, session_id: str) -> dict[str, Any] | None:
        """Return the result as a client reads it."""
        table = self.outputs["table_names"]["results"]
        stored = ResultStore(table, client=self.client("dynamodb")).get(session_id)
        return stored.result.to_json() if stored else None

    def failed_session(self, session_id: str, seconds: float = EXECUTION_SECONDS) -> Session:
        """Wait until the session has failed; return it."""

        def look() -> Session | None:
            session = self.session(session_id)
            return session if session and session.status == "failed" else None

        return wait_for(f"the failure of {session_id}", look, seconds)

    @contextmanager
    def throttled(self, function: str) -> Iterator[None]:
        """Refuse every invocation of `function` for a while, as an exhausted account does."""
        lambdas, name = self.client("lambda"), self.function(function)
        lambdas.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
        try:
            yield
        finally:
            lambdas.delete_function_concurrency(FunctionName=name)


def new_session_id() -> str:
    """Return a session id that no other test uses."""
    return f"sess_{uuid.uuid4().hex[:12]}"
