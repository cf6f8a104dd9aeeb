"""CPU and memory of each function at its real work, beside the memory that it has.

Each function is imported from its zip in a process of its own and given the payloads of real
sessions. What answers it as DynamoDB is another process, so that the CPU is the function's alone.
This machine's cores are not Lambda's: seconds on Lambda are an estimate that `terraform/functions.tf`
is chosen by, with room; the REPORT lines of a deployment decide.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import boto3
from moto import mock_aws

from ai_chef_common import aws
from ai_chef_testing.http_api import event
from ai_chef_testing.in_process import run_workflow
from ai_chef_testing.plugin import AWS_ENVIRONMENT, LAMBDA_ENVIRONMENT
from ai_chef_testing.tables import create_tables
from benchmarks.cold_start import RUNTIME_ENVIRONMENT
from benchmarks.measure import Line, runs_of
from tools import hcl
from tools.build_package import ROOT, build, python_version
from tools.deploy.plan import cost
from tools.deploy.terraform import host_architecture

FULL_CPU_MB = 1769
"""MB at which a function has one whole CPU; below, its share. Source: Lambda Developer Guide,
"Configure Lambda function memory"."""

MEMORY_SHARE_LIMIT = 0.75
"""A quarter is left for larger recipes and for what the runtime itself holds beyond ours."""

RUNS = 3
TARGETS = ("keto", "vegan", "low_sodium", "muscle_gain", "general", "baby_food")

ANSWERING = """
import http.server, sys

class Empty(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty)
print(server.server_port, flush=True)
server.serve_forever()
"""

WORKING = """
import importlib, json, os, sys, time
name, folder = sys.argv[1:]
sys.path.insert(0, folder)
payloads = json.load(sys.stdin)
output, sys.stdout = sys.stdout, open(os.devnull, "w")

def timed(call):
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1000

def work():
    global handler
    handler = importlib.import_module(f"ai_chef_{name}.handler").handler

imported = timed(work)
calls = [timed(lambda: handler(payload, None)) for payload in payloads]
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
from ai_chef_common.aws import dynamodb
update = lambda: dynamodb().update_item(TableName="table", Key={"id": {"S": "x"}})
update()
request = min(timed(update) for _ in range(20))
figures = {"imported": imported, "first": calls[0], "warm": calls[1:], "peak": peak}
json.dump(figures | {"request": request}, output)
"""


class Work(NamedTuple):
    """CPU milliseconds of import, first call, a warm call on average, one request; peak memory."""

    imported: float
    first: float
    warm: float
    request: float
    peak_mb: float


def lines() -> Iterator[Line]:
    """Yield CPU, estimated seconds and memory of each function."""
    functions = hcl.local_values(ROOT / "terraform" / "functions.tf")["functions"]
    used = cost.usage()
    for name, work in measured().items():
        memory = functions[name]["memory_mb"]
        yield Line(
            f"CPU of a warm call of {name}", work.warm, "ms CPU",
            "one DynamoDB request", work.request,
        )  # fmt: skip
        yield Line(
            f"CPU of the first call of {name}", work.first, "ms CPU", "a warm one", work.warm
        )
        yield Line(
            f"seconds of a warm call of {name} at {memory} MB", seconds(work.warm, memory), "s",
            "what the plan's cost is computed by", float(used[f"seconds_{name}"]),
        )  # fmt: skip
        yield Line(
            f"seconds of a cold call of {name} at {memory} MB",
            work.imported / 1000 + seconds(work.first, memory), "s",
            "with 256 MB less or as much more", work.imported / 1000
            + seconds(work.first, memory - 256 if memory > 256 else memory + 256),
        )  # fmt: skip
        yield Line(
            f"peak memory of {name}", work.peak_mb, "MB", "its memory", memory,
            ratio_limit=MEMORY_SHARE_LIMIT,
        )  # fmt: skip


def seconds(milliseconds: float, memory_mb: int) -> float:
    """Return the seconds that CPU `milliseconds` take with a share of a CPU by memory."""
    return milliseconds / 1000 * max(1.0, FULL_CPU_MB / memory_mb)


def measured() -> dict[str, Work]:
    """Return the work of each function: the fastest import and request, calls on average."""
    payloads = _payloads()
    with tempfile.TemporaryDirectory() as work, _dynamodb() as port:
        return {
            name: _measured(name, _unpacked(name, Path(work)), given, port)
            for name, given in payloads.items()
        }


def _measured(name: str, folder: Path, payloads: list[dict[str, Any]], port: int) -> Work:
    environment = os.environ | LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT | RUNTIME_ENVIRONMENT
    environment["AWS_ENDPOINT_URL_DYNAMODB"] = f"http://127.0.0.1:{port}"
    runs = []
    for _ in range(runs_of(RUNS)):
        process = subprocess.run(
            [sys.executable, "-B", "-S", "-c", WORKING, name, str(folder)],
            input=json.dumps(payloads), check=True, capture_output=True, text=True,
            env=environment,
        )  # fmt: skip
        runs.append(json.loads(process.stdout))
    warm = [min(calls) for calls in zip(*(run["warm"] for run in runs), strict=True)]
    return Work(
        imported=min(run["imported"] for run in runs),
        first=min(run["first"] for run in runs),
        warm=sum(warm) / len(warm),
        request=min(run["request"] for run in runs),
        peak_mb=max(run["peak"] for run in runs) / 1024,
    )


def _payloads() -> dict[str, list[dict[str, Any]]]:
    """Return by function what real sessions of several targets call it with."""
    given: dict[str, list[dict[str, Any]]] = {}
    before = dict(os.environ)
    os.environ.update(LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT)
    try:
        with mock_aws(), redirect_stdout(io.StringIO()):
            aws.dynamodb.cache_clear()
            create_tables(boto3.client("dynamodb"), "test")
            for number in range(len(TARGETS) * 3):
                profile = {"target": TARGETS[number % len(TARGETS)], "allergies": ["땅콩"]}
                run_workflow(
                    {"sessionId": f"sess_{number}", "profile": profile},
                    lambda package, payload: given.setdefault(package, []).append(payload),
                )
    finally:
        aws.dynamodb.cache_clear()
        os.environ.clear()
        os.environ.update(before)
    polls = [event("GET", f"/sessions/sess_{number}", key="x" * 43) for number in range(20)]
    return given | {"api": polls}


def _unpacked(package: str, work: Path) -> Path:
    folder = work / package
    with zipfile.ZipFile(build(package, python_version(), host_architecture(), None)) as archive:
        archive.extractall(folder)
    return folder


@contextmanager
def _dynamodb() -> Iterator[int]:
    """Answer every request with an empty object from a process of its own; yield the port."""
    with subprocess.Popen(
        [sys.executable, "-c", ANSWERING], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield int(process.stdout.readline() if process.stdout else 0)
        finally:
            process.terminate()
