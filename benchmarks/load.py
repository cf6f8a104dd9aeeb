"""300 sessions at once on the local AWS: all must end, none be lost, none go back.

Usage: python -m benchmarks.load [--sessions N] [--concurrency N] [--json FILE]

Concurrency of each function is limited, as an account's is: what it refuses is retried by Step
Functions. The same number of executions of a workflow of four tasks that do nothing runs in the same
stack under the same limits, before and after; throughput is reported as a ratio to it.
"""

import argparse
import json
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from botocore.config import Config

from ai_chef_common.sessions.phases import Phase
from ai_chef_testing.stack.deployed import Deployed
from benchmarks.local_stack import STEPS, deployed_stack, no_op_machine
from tools.build_package import ROOT
from tools.deploy import aws

SESSIONS = 300
CONCURRENCY = 8
LIMIT_SECONDS = 600
POLL_SECONDS = 0.2
PROGRESSES = frozenset(phase.progress for phase in Phase)


@dataclass(frozen=True)
class Load:
    """What came of it. Seconds are from the first start to the last end."""

    sessions: int
    outcomes: dict[str, int]
    seconds: float
    lost: int
    went_back: int
    results_missing: int
    no_op_seconds: float
    no_op_outcomes: dict[str, int]

    @property
    def throughput_ratio(self) -> float:
        """Sessions per second, as a share of no-op executions per second."""
        return self.no_op_seconds / self.seconds


class Watcher(threading.Thread):
    """Polls the Sessions table as clients do, and notes what may never happen."""

    def __init__(self, deployed: Deployed, table: str) -> None:
        super().__init__(daemon=True)
        self._dynamodb = _client(deployed, "dynamodb")
        self._table = table
        self._stopped = threading.Event()
        self.seen: dict[str, tuple[int, str]] = {}
        self.went_back: set[str] = set()

    def run(self) -> None:
        """Look until stopped, and once more."""
        while not self._stopped.wait(POLL_SECONDS):
            self.look()

    def stop(self) -> None:
        """Stop, and look a last time."""
        self._stopped.set()
        self.join()
        self.look()

    def look(self) -> None:
        """Compare every session with how it was seen before."""
        pages = self._dynamodb.get_paginator("scan").paginate(
            TableName=self._table, ConsistentRead=True
        )
        for item in (item for page in pages for item in page["Items"]):
            session_id = item["sessionId"]["S"]
            now = (int(item["progress"]["N"]), item["status"]["S"])
            before = self.seen.get(session_id, now)
            ended = before[1] != "processing"
            if now[0] < before[0] or (ended and now != before):
                self.went_back.add(session_id)
            if now[0] not in PROGRESSES:
                self.went_back.add(session_id)
            self.seen[session_id] = now


def measure(deployed: Deployed, sessions: int, concurrency: int) -> Load:
    """Run the load; the functions' concurrency is limited from then on."""
    profile = json.loads((ROOT / "examples" / "keto.json").read_text("utf-8"))
    no_op = no_op_machine(deployed)
    lambdas = _client(deployed, "lambda")
    for name in STEPS:
        for function in (f"no-op-{name}", deployed.function(name)):
            lambdas.put_function_concurrency(
                FunctionName=function, ReservedConcurrentExecutions=concurrency
            )
    ids = [f"sess_load_{number}" for number in range(sessions)]
    nothing = [{"number": number} for number in range(sessions)]
    run_executions(deployed, no_op, nothing[:concurrency])
    warm = [{"sessionId": f"sess_warm_{n}", "profile": profile} for n in range(concurrency)]
    run_executions(deployed, deployed.state_machine_arn, warm)

    before, no_op_outcomes = run_executions(deployed, no_op, nothing)
    watcher = Watcher(deployed, deployed.outputs["table_names"]["sessions"])
    watcher.start()
    seconds, outcomes = run_executions(
        deployed, deployed.state_machine_arn, [{"sessionId": i, "profile": profile} for i in ids]
    )
    watcher.stop()
    after, _ = run_executions(deployed, no_op, nothing)

    ended = {i: watcher.seen.get(i, (0, "absent"))[1] for i in ids}
    completed = [i for i in ids if ended[i] == "completed"]
    return Load(
        sessions=sessions,
        outcomes=outcomes,
        seconds=seconds,
        lost=sum(status not in ("completed", "failed") for status in ended.values()),
        went_back=len(watcher.went_back),
        results_missing=sum(deployed.result(i) is None for i in completed),
        no_op_seconds=(before + after) / 2,
        no_op_outcomes=no_op_outcomes,
    )


def run_executions(
    deployed: Deployed, machine: str, inputs: list[dict[str, Any]]
) -> tuple[float, dict[str, int]]:
    """Start an execution for each input as fast as possible; return seconds and outcomes."""
    machines = _client(deployed, "stepfunctions")
    started = time.perf_counter()
    running = {
        machines.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]
        for given in inputs
    }
    outcomes: Counter[str] = Counter()
    while running:
        if time.perf_counter() - started > LIMIT_SECONDS:
            outcomes["still running"] = len(running)
            break
        time.sleep(POLL_SECONDS)
        pages: Callable[..., Any] = machines.get_paginator("list_executions").paginate
        for page in pages(stateMachineArn=machine):
            for execution in page["executions"]:
                if execution["executionArn"] in running and execution["status"] != "RUNNING":
                    running.discard(execution["executionArn"])
                    description = machines.describe_execution(
                        executionArn=execution["executionArn"]
                    )
                    outcomes[description.get("error", execution["status"])] += 1
    return time.perf_counter() - started, dict(sorted(outcomes.items()))


def _client(deployed: Deployed, service: str) -> Any:
    config = Config(read_timeout=60, retries={"total_max_attempts": 3})
    return aws.client(service, deployed.endpoint_url, config=config)


def main() -> int:
    """Run it and tell; exit with 1 if a session was lost, went back, or has no result."""
    parser = argparse.ArgumentParser(prog="load", description="Many sessions at once.")
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work, deployed_stack(Path(work)) as stack:
        load = measure(stack.deployed, options.sessions, options.concurrency)
    print(f"{load.sessions} sessions at once, {options.concurrency} at a time in each function")
    print(f"  ended: {load.outcomes} in {load.seconds:.1f} s")
    print(f"  lost {load.lost}, went back {load.went_back}, results missing {load.results_missing}")
    print(f"  no-op workflow: {load.no_op_outcomes} in {load.no_op_seconds:.1f} s")
    print(f"  throughput {load.throughput_ratio:.2f} x that of the no-op workflow")
    if options.json:
        figures = asdict(load) | {"throughput_ratio": round(load.throughput_ratio, 3)}
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    bad = load.lost or load.went_back or load.results_missing or "still running" in load.outcomes
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
