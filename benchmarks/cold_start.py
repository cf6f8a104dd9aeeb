"""Cold start: what each zip takes to import, beside what no Lambda of this kind can do without."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ai_chef_testing.plugin import AWS_ENVIRONMENT, LAMBDA_ENVIRONMENT
from benchmarks.measure import Line, runs_of
from tools.build_package import build, lambda_packages, python_version
from tools.deploy.terraform import host_architecture

RUNS = 9
RATIO_LIMIT = 1.25

CLIENT = "boto3.client('dynamodb')"
FLOOR = (
    "import boto3\nfrom pydantic import BaseModel\n"
    "class Payload(BaseModel):\n    session_id: str\n" + CLIENT
)


def lines() -> Iterator[Line]:
    """Yield a figure for each Lambda: the handler's import and its first DynamoDB client.

    Zips hold no bytecode, so both sides compile what they import, as a cold start does. That takes
    the same work each time and other programs can only add to it: the fastest run of each is shown.
    """
    with tempfile.TemporaryDirectory() as work:
        folders = {name: _unpacked(name, Path(work)) for name in lambda_packages()}
        for name, folder in folders.items():
            handler = f"import ai_chef_{name}.handler\nfrom ai_chef_common.aws import dynamodb\ndynamodb()"
            times: dict[str, list[float]] = {handler: [], FLOOR: []}
            for _ in range(runs_of(RUNS)):
                for code, kept in times.items():
                    kept.append(_milliseconds(code, folder))
            value, baseline = (min(kept) for kept in times.values())
            yield Line(
                f"cold import of {name}, with a DynamoDB client", value, "ms",
                "bare boto3, client and pydantic from the same zip", baseline,
                ratio_limit=RATIO_LIMIT,
            )  # fmt: skip


def _unpacked(package: str, work: Path) -> Path:
    folder = work / package
    built = build(package, python_version(), host_architecture(), None)
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder)
    return folder


def _milliseconds(code: str, folder: Path) -> float:
    timed = (
        f"import sys, time; sys.path.insert(0, {str(folder)!r}); started = time.perf_counter()\n"
        f"{code}\nprint((time.perf_counter() - started) * 1000)"
    )
    process = subprocess.run(
        [sys.executable, "-B", "-S", "-E", "-c", timed],
        check=True, capture_output=True, text=True,
        env=os.environ | LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT,
    )  # fmt: skip
    return float(process.stdout.splitlines()[-1])
