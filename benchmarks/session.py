"""One session: its requests to DynamoDB and their units, its log lines and metrics, what they cost."""

import io
import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from decimal import ROUND_UP, Decimal
from typing import Any

import boto3
from moto import mock_aws

from ai_chef_common import aws
from ai_chef_common.metrics import METRICS
from ai_chef_testing.in_process import run_workflow
from ai_chef_testing.plugin import AWS_ENVIRONMENT, LAMBDA_ENVIRONMENT
from ai_chef_testing.tables import create_tables
from ai_chef_testing.template import definition
from benchmarks.measure import Line
from tools import hcl
from tools.build_package import ROOT
from tools.deploy.plan import cost

WRITE_REQUESTS_LIMIT = 8
PHASES_AND_RESULT = 8
"""Writes of a session that enters seven phases and stores a result, each by a request of its own."""

UNIT_BYTES = 1024
LOG_EVENT_BYTES = 26
"""CloudWatch adds them to each event. Source: the quotas of PutLogEvents in its API reference."""

LAMBDA_LOG_BYTES = 500
"""START, END and REPORT of an invocation with a trace, as Lambda writes them in text."""

AS_DEPLOYED = {
    '"execution:1"': '"arn:aws:states:ap-northeast-2:123456789012:execution:ai-chef-workflow-prod:'
    '01234567-89ab-cdef-0123-456789abcdef","requestId":"01234567-89ab-cdef-0123-456789abcdef"',
    '"sess_bench"': '"sess_0123456789abcdef0123456789abcdef"',
}
"""Names in the lines of a session in this process, and ones as long as on AWS."""

INDEX_KEY = "open"
"""Hash key of the index of open sessions: setting and removing it write the index, once each."""

HOURS_OF_A_MONTH = Decimal(730)

PROFILE = {"target": "keto", "cookingLevel": "beginner", "budget": 30000}


def lines() -> Iterator[Line]:
    """Yield requests, units and cost."""
    before = dict(os.environ)
    os.environ.update(LAMBDA_ENVIRONMENT | AWS_ENVIRONMENT)
    os.environ["POWERTOOLS_SERVICE_NAME"] = "ai-chef-prod"
    try:
        with mock_aws():
            aws.dynamodb.cache_clear()
            create_tables(boto3.client("dynamodb"), "test")
            requests, units, plain, logged = _counted()
    finally:
        aws.dynamodb.cache_clear()
        os.environ.clear()
        os.environ.update(before)
    yield Line(
        "DynamoDB write requests of a session", requests, "requests",
        "one for each phase and the result", PHASES_AND_RESULT, WRITE_REQUESTS_LIMIT,
    )  # fmt: skip
    yield Line(
        "DynamoDB write units of a session", units, "units",
        "the same writes without a transaction", plain,
    )  # fmt: skip
    kilobytes, left_out = _log_kilobytes(logged)
    yield Line(
        "log lines of a session", float(kilobytes), "kB",
        "START, END and REPORT, which are left out", float(left_out), ratio_limit=1,
    )  # fmt: skip
    yield from _metric_costs(logged)
    costs = _cost(Decimal(units), kilobytes)
    yield Line(
        "cost of 1,000 sessions without a model", float(sum(costs.values())), "USD",
        "their state transitions alone", float(costs["Step Functions"]),
    )  # fmt: skip


def _counted() -> tuple[int, int, int, list[str]]:
    """Run a session; return write requests, write units, units without transactions, log lines."""
    requests: Counter[str] = Counter()
    touched: list[tuple[str, str, int]] = []
    indexed = [False]
    client, looking = aws.dynamodb(), boto3.client("dynamodb")

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        requests[model.name] += 1

    def weigh(model: Any, **_: Any) -> None:
        factor = 2 if model.name == "TransactWriteItems" else 1
        tables = ("sessions", "results") if factor == 2 else ("sessions",)
        for table in tables:
            name = f"ai-chef-{table}-test"
            found = looking.get_item(TableName=name, Key={"sessionId": {"S": "sess_bench"}})
            touched.append((model.name, table, factor * _units(item_bytes(found["Item"]))))
            if table == "sessions" and indexed[-1] != (INDEX_KEY in found["Item"]):
                indexed.append(not indexed[-1])
                touched.append(("index", table, 1))

    client.meta.events.register("provide-client-params.dynamodb", note)
    client.meta.events.register("after-call.dynamodb", weigh)
    logs = io.StringIO()
    with redirect_stdout(logs):
        run_workflow({"sessionId": "sess_bench", "profile": PROFILE})
    units = sum(weight for *_, weight in touched)
    plain = sum(weight // (2 if name == "TransactWriteItems" else 1) for name, _, weight in touched)
    return requests.total(), units, plain, logs.getvalue().splitlines()


def _log_kilobytes(lines: list[str]) -> tuple[Decimal, Decimal]:
    """Return the kB that CloudWatch takes in for a session, and those of Lambda's own lines."""
    invocations = sum("step finished" in line for line in lines)
    lambdas_own = invocations * (LAMBDA_LOG_BYTES + 3 * LOG_EVENT_BYTES)
    written = sum(len(_as_deployed(line).encode()) + LOG_EVENT_BYTES for line in lines)
    return Decimal(written) / 1000, Decimal(lambdas_own) / 1000


def _as_deployed(line: str) -> str:
    for short, long in AS_DEPLOYED.items():
        line = line.replace(short, long)
    return line


def _metric_costs(lines: list[str]) -> Iterator[Line]:
    """Yield what the custom metrics of a session cost a month, beside its other costs.

    CloudWatch bills a metric by the hours in which it is written (its pricing page: prorated by the
    hour, metered only when metrics are sent); sessions are taken to come at any hour alike.
    """
    price = cost.prices()["metric_month"]
    names = sum(len(METRICS.keys() & json.loads(line).keys()) for line in lines)
    for sessions in (1_000, 1_000_000):
        hours = HOURS_OF_A_MONTH * (1 - (-sessions / HOURS_OF_A_MONTH).exp())
        month = names * price * hours / HOURS_OF_A_MONTH
        others = sum(_cost(Decimal(0), Decimal(0)).values()) * sessions / 1000
        yield Line(
            f"{names} custom metrics, a month of {sessions:,} sessions", float(month), "USD",
            "their Lambda and state transitions", float(others),
        )  # fmt: skip


def _units(size: int) -> int:
    return int((Decimal(size) / UNIT_BYTES).to_integral_value(ROUND_UP))


def item_bytes(item: dict[str, Any]) -> int:
    """Return an item's size as DynamoDB counts it: names and values in UTF-8.

    Source: the developer guide's page on item sizes and formats. A number takes a byte for two
    digits and one more, a list or map three bytes and one for each element.
    """
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: dict[str, Any]) -> int:
    ((kind, inner),) = value.items()
    match kind:
        case "S":
            return len(inner.encode())
        case "N":
            return len(inner.lstrip("-").replace(".", "")) // 2 + 2
        case "M":
            return 3 + sum(
                len(key.encode()) + _value_bytes(element) + 1 for key, element in inner.items()
            )
        case "L":
            return 3 + sum(_value_bytes(element) + 1 for element in inner)
        case _:
            return 1


def _cost(units: Decimal, log_kilobytes: Decimal) -> dict[str, Decimal]:
    seconds = cost.usage()
    machine = definition()
    functions = hcl.local_values(ROOT / "terraform" / "functions.tf")["functions"]
    return cost.of_session(
        [
            cost.Function(
                Decimal(function["memory_mb"]) / 1024, seconds[f"seconds_{name}"], "arm64"
            )
            for name, function in functions.items()
        ],
        transitions=len(cost.happy_path(machine["States"], machine["StartAt"])),
        write_units=units,
        read_units=Decimal(0),
        log_kilobytes=log_kilobytes,
    )
