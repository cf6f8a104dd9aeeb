"""300 sessions at once on the local AWS: all must end, none be lost, none go back.

Usage: python -m benchmarks.load [--sessions N [N …]] [--concurrency N] [--json FILE]

Several numbers make a ramp: one stack runs each load after the other, and a table shows how time and
memory grow with it.

Concurrency of each function is limited, as an account's is: what it refuses is retried by Step
Functions. The same number of executions of a workflow of four tasks that do nothing runs in the same
stack under the same limits, before and after; throughput is reported as a ratio to it.
"""

import argparse
import json
import os
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from botocore.config import Config
from rich.console import Console
from rich.table import Table

from ai_chef_common.sessions.phases import Phase
from ai_chef_testing.stack.deployed import Deployed
from benchmarks.local_stack import STEPS, deployed_stack, no_op_machine
from tools.build_package import ROOT
from tools.deploy import aws

SESSIONS = 300
RAMP = (25, 100, 500)
CONCURRENCY = 8
LIMIT_SECONDS = 600
POLL_SECONDS = 0.2
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
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
    memory_mb: float

    @property
    def throughput_ratio(self) -> float:
        """Sessions per second, as a share of no-op executions per second."""
        return self.no_op_seconds / self.seconds

    @property
    def is_bad(self) -> bool:
        """Whether a session was lost, went back, has no result, or did not end."""
        still_running = "still running" in self.outcomes
        return bool(self.lost or self.went_back or self.results_missing or still_running)


class Watcher(threading.Thread):
    """Polls the Sessions table as clients do, and notes what may never happen."""

    def __init__(self, deployed: Deployed, table: str, folder: Path) -> None:
        super().__init__(daemon=True)
        self._folder = folder
        self._dynamodb = _client(deployed, "dynamodb")
        self._table = table
        self._stopped = threading.Event()
        self.seen: dict[str, tuple[int, str]] = {}
        self.went_back: set[str] = set()
        self.memory_mb = 0.0

    def run(self) -> None:
        """Look until stopped, and once more."""
        while not self._stopped.wait(POLL_SECONDS):
            self.look()
            self.memory_mb = max(self.memory_mb, resident_mb(self._folder))

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


def prepare(deployed: Deployed, concurrency: int) -> str:
    """Limit the functions' concurrency, start as many of each, return the no-op workflow's ARN."""
    no_op = no_op_machine(deployed)
    lambdas = _client(deployed, "lambda")
    for name in STEPS:
        for function in (f"no-op-{name}", deployed.function(name)):
            lambdas.put_function_concurrency(
                FunctionName=function, ReservedConcurrentExecutions=concurrency
            )
    run_executions(deployed, no_op, [{"number": number} for number in range(concurrency)])
    warm = [{"sessionId": f"sess_warm_{n}", "profile": _profile()} for n in range(concurrency)]
    run_executions(deployed, deployed.state_machine_arn, warm)
    return no_op


def measure(deployed: Deployed, no_op: str, sessions: int, folder: Path) -> Load:
    """Run `sessions` at once on the local AWS in `folder`, between as many that do nothing."""
    ids = [f"sess_load_{sessions}_{number}" for number in range(sessions)]
    nothing = [{"number": number} for number in range(sessions)]
    before, no_op_outcomes = run_executions(deployed, no_op, nothing)
    watcher = Watcher(deployed, deployed.outputs["table_names"]["sessions"], folder)
    watcher.start()
    seconds, outcomes = run_executions(
        deployed, deployed.state_machine_arn, [{"sessionId": i, "profile": _profile()} for i in ids]
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
        memory_mb=watcher.memory_mb,
    )


def _profile() -> dict[str, Any]:
    profile: dict[str, Any] = json.loads((ROOT / "examples" / "keto.json").read_text("utf-8"))
    return profile


def resident_mb(folder: Path) -> float:
    """Return the memory of the local AWS in `folder` and of its functions' processes, in MB."""
    parents: dict[int, int] = {}
    sizes: dict[int, float] = {}
    found: set[int] = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
            environment = (process / "environ").read_bytes()
        except OSError:
            continue  # it has ended, or is another user's
        number = int(process.name)
        parents[number] = int(stat[1])
        sizes[number] = int(stat[21]) * PAGE_BYTES / 1_000_000
        if str(folder).encode() in environment:
            found.add(number)
    found.discard(os.getpid())
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return sum(sizes[number] for number in found)


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
        # Those that run only: a list of all would grow from load to load, and take time from them.
        pages: Callable[..., Any] = machines.get_paginator("list_executions").paginate
        found = {
            execution["executionArn"]
            for page in pages(stateMachineArn=machine, statusFilter="RUNNING")
            for execution in page["executions"]
        }
        for arn in running - found:
            description = machines.describe_execution(executionArn=arn)
            outcomes[description.get("error", description["status"])] += 1
        running &= found
    return time.perf_counter() - started, dict(sorted(outcomes.items()))


def _client(deployed: Deployed, service: str) -> Any:
    config = Config(read_timeout=60, retries={"total_max_attempts": 3})
    return aws.client(service, deployed.endpoint_url, config=config)


def show(load: Load) -> None:
    """Print what came of a load."""
    print(
        f"{load.sessions} sessions at once\n"
        f"  ended: {load.outcomes} in {load.seconds:.1f} s\n"
        f"  lost {load.lost}, went back {load.went_back}, results missing {load.results_missing}\n"
        f"  no-op workflow: {load.no_op_outcomes} in {load.no_op_seconds:.1f} s\n"
        f"  throughput {load.throughput_ratio:.2f} x that of the no-op workflow",
        flush=True,
    )


def growth(loads: list[Load]) -> Table:
    """Return how time and memory grow from one load to the next."""
    table = Table("sessions", "s", "ms a session", "no-op: ms each", "ratio of both", "memory, MB")
    for load in loads:
        figures = (
            load.seconds,
            load.seconds / load.sessions * 1000,
            load.no_op_seconds / load.sessions * 1000,
            load.seconds / load.no_op_seconds,
        )
        table.add_row(
            str(load.sessions), *(f"{figure:.2f}" for figure in figures), f"{load.memory_mb:.0f}"
        )
    return table


def main() -> int:
    """Run the loads and show them; exit with 1 if a session was lost, went back, or has no result."""
    parser = argparse.ArgumentParser(prog="load", description="Many sessions at once.")
    parser.add_argument("--sessions", type=int, nargs="+", default=[SESSIONS])
    parser.add_argument("--ramp", action="store_true", help=f"as --sessions {RAMP}")
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work, deployed_stack(Path(work)) as stack:
        no_op = prepare(stack.deployed, options.concurrency)
        print(f"{options.concurrency} at a time in each function")
        loads = []
        for sessions in RAMP if options.ramp else options.sessions:
            loads.append(measure(stack.deployed, no_op, sessions, Path(work)))
            show(loads[-1])
    if len(loads) > 1:
        Console(width=100).print(growth(loads))
    if options.json:
        figures = [
            asdict(load) | {"throughput_ratio": round(load.throughput_ratio, 3)} for load in loads
        ]
        written = figures if len(figures) > 1 else figures[0]
        options.json.write_text(json.dumps(written, indent=2) + "\n")
    return 1 if any(load.is_bad for load in loads) else 0


if __name__ == "__main__":
    raise SystemExit(main())
