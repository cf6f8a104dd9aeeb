"""The whole stack on a local AWS: a warm workflow, and what a plan of an unchanged tree takes."""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ai_chef_testing.stack.applied import Applied
from benchmarks.local_stack import deployed_stack, no_op_machine
from benchmarks.measure import Line, runs_of
from tools.build_package import ROOT

RUNS = 21
RATIO_LIMIT = 1.5
PLAN_RUNS = 3


def lines() -> Iterator[Line]:
    """Yield the figures; the stack takes most of a minute to stand."""
    with tempfile.TemporaryDirectory() as work, deployed_stack(Path(work)) as stack:
        yield from _workflow(stack)
        yield from _plans(stack)


def _workflow(stack: Applied) -> Iterator[Line]:
    profile = json.loads((ROOT / "examples" / "keto.json").read_text("utf-8"))
    deployed = stack.deployed
    machines = (
        deployed.state_machine_arn,
        no_op_machine(deployed),
        no_op_machine(deployed, "writing", writes=True),
    )
    times: tuple[list[float], ...] = ([], [], [])
    for run in range(runs_of(RUNS)):
        given = {"sessionId": f"sess_bench_{run}", "profile": profile}
        for machine, kept in zip(machines, times, strict=True):
            execution = deployed.run(given, machine=machine)
            if execution["status"] != "SUCCEEDED":
                raise RuntimeError(
                    f"{machine} ended as {execution['status']}: {execution.get('error')}"
                )
            kept.append(
                _seconds(deployed.client("stepfunctions"), execution["executionArn"]) * 1000
            )
    # The first runs are cold.
    value, no_op, writing = (
        statistics.median(kept[len(kept) // 7 :]) for kept in times
    )  # the first are cold
    yield Line(
        "a warm workflow", value, "ms", "four tasks that do nothing", no_op,
        ratio_limit=RATIO_LIMIT,
    )  # fmt: skip
    yield Line(
        "a warm workflow", value, "ms", "four tasks that only write as often", writing,
        ratio_limit=RATIO_LIMIT,
    )  # fmt: skip


def _seconds(machines: Any, execution: str) -> float:
    """Return the seconds from the first state's begin to the end, by the history."""
    events = machines.get_execution_history(executionArn=execution)["events"]
    entered = next(event for event in events if event["type"].endswith("StateEntered"))
    took: float = (events[-1]["timestamp"] - entered["timestamp"]).total_seconds()
    return took


def _plans(stack: Applied) -> Iterator[Line]:
    planned = ("plan", "-input=false", "-no-color", f"-state={stack.state}")
    whole: list[float] = []
    alone: list[float] = []
    for _ in range(runs_of(PLAN_RUNS)):
        for kept, more in ((whole, ()), (alone, ("-refresh=false",))):
            started = time.perf_counter()
            done = stack.terraform(*planned, *more)
            kept.append(time.perf_counter() - started)
            if done.returncode:
                raise RuntimeError(done.stderr)
    yield Line(
        "plan of an unchanged tree", statistics.median(whole), "s",
        "the same without looking at AWS", statistics.median(alone),
    )  # fmt: skip
    stack.terraform(*planned, "-out=bench.tfplan")
    plan = json.loads(stack.terraform("show", "-json", "bench.tfplan").stdout)
    resources = [resource for resource in plan["resource_changes"] if resource["mode"] == "managed"]
    changed = [resource for resource in resources if resource["change"]["actions"] != ["no-op"]]
    yield Line(
        "resources that a plan right after apply would change", len(changed), "resources",
        "resources that it compares", len(resources), limit=0,
    )  # fmt: skip
