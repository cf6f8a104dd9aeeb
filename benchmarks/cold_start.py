"""Cold start: what each zip takes to import, beside what no Lambda of this kind can do without."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pydantic

from ai_chef_common.cold_start import IN_A_LAMBDA
from ai_chef_testing.plugin import AWS_ENVIRONMENT, LAMBDA_ENVIRONMENT
from benchmarks.measure import Line, runs_of
from tools.build_package import build, lambda_packages, python_version
from tools.deploy.terraform import host_architecture

RUNS = 9
RUNTIME_ENVIRONMENT = {IN_A_LAMBDA: "ai-chef-measured-here"}
"""By what our code sees that it runs in Lambda."""

FROM_SOURCES_LIMIT = 0.45
WITH_BYTECODE_LIMIT = 1.2

MODEL = "from pydantic import BaseModel\nclass Payload(BaseModel):\n    session_id: str\n"
BOTO3 = f"import boto3\n{MODEL}boto3.client('dynamodb')"
BOTOCORE = (
    f"import botocore.session\n{MODEL}botocore.session.get_session().create_client('dynamodb')"
)


def lines() -> Iterator[Line]:
    """Yield CPU milliseconds for each Lambda: the handler's import and its first DynamoDB client.

    Beside what is deployed by hand (boto3 and pydantic, from sources, as pip installs them), and
    beside what this stack cannot do without (botocore and pydantic, from the same zip, with
    bytecode). The same work is done each time and other programs can only add to it: the fastest
    run of each is shown.
    """
    site_packages = Path(pydantic.__file__).parents[1]
    with tempfile.TemporaryDirectory() as work:
        folders = {name: _unpacked(name, Path(work)) for name in lambda_packages()}
        for name, folder in folders.items():
            handler = f"import ai_chef_{name}.handler\nfrom ai_chef_common.aws import dynamodb\ndynamodb()"
            least = {"handler": inf, "botocore": inf, "boto3": inf}
            for _ in range(runs_of(RUNS)):
                for which, taken in (
                    ("handler", _milliseconds(handler, folder)),
                    ("botocore", _milliseconds(BOTOCORE, folder)),
                    ("boto3", _milliseconds(BOTO3, site_packages, "-X", f"pycache_prefix={work}")),
                ):
                    least[which] = min(least[which], taken)
            what = f"cold import of {name}, with a DynamoDB client"
            yield Line(
                what, least["handler"], "ms CPU", "bare boto3 and pydantic from sources",
                least["boto3"], ratio_limit=FROM_SOURCES_LIMIT,
            )  # fmt: skip
            yield Line(
                what, least["handler"], "ms CPU", "botocore and pydantic from the same zip",
                least["botocore"], ratio_limit=WITH_BYTECODE_LIMIT,
            )  # fmt: skip


def _unpacked(package: str, work: Path) -> Path:
    folder = work / package
    built = build(package, python_version(), host_architecture(), None)
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder)
    return folder


def _milliseconds(code: str, folder: Path, *options: str) -> float:
    """Return the CPU milliseconds of `code` in a new process that imports from `folder`."""
    timed = (
        f"import sys, time; sys.path.insert(0, {str(folder)!r}); started = time.process_time()\n"
        f"{code}\nprint((time.process_time() - started) * 1000)"
    )
    process = subprocess.run(
        [sys.executable, "-B", "-S", "-E", *options, "-c", timed],
        check=True, capture_output=True, text=True,
        env=os.environ | LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT | RUNTIME_ENVIRONMENT,
    )  # fmt: skip
    return float(process.stdout.splitlines()[-1])
