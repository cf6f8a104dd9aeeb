"""What sessions cost in US dollars, by the price table, counted usage and what is deployed.

``data/prices.csv`` cites each price, ``data/usage.csv`` tells which figures were measured and which
are assumed. List prices without free tiers; taxes, storage and traffic are left out.
"""

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tools.deploy.plan.changes import Action, Change, variables_of

DATA = Path(__file__).parent / "data"
SESSIONS = 1000
BYTES_PER_GB = 10**9
SECONDS_OF_A_MONTH = 730 * 3600


class Cost(NamedTuple):
    """US dollars per 1,000 sessions by what is paid for, and per month whether used or not."""

    sessions: dict[str, Decimal]
    month: Decimal

    @property
    def per_thousand(self) -> Decimal:
        """US dollars of 1,000 sessions."""
        return sum(self.sessions.values(), Decimal(0))


@cache
def prices() -> dict[str, Decimal]:
    """Return US dollars by key of ``prices.csv``."""
    return {row["key"]: Decimal(row["us_dollars"]) for row in _rows("prices")}


@cache
def usage() -> dict[str, Decimal]:
    """Return the usage of one session by key of ``usage.csv``."""
    return {row["key"]: Decimal(row["value"]) for row in _rows("usage")}


class Function(NamedTuple):
    """What a function costs by: GB, seconds of an invocation, architecture, invocations a session.

    A share of the invocations starts cold: with the import, which is paid for like any second, or
    with SnapStart (``snap_start``) by a restore.
    """

    gigabytes: Decimal
    seconds: Decimal
    architecture: str
    invocations: Decimal = Decimal(1)
    snap_start: bool = False

    def cost(self) -> Decimal:
        """Return the US dollars of one session."""
        price = prices()
        per_second = price[f"lambda_gb_second_{self.architecture}"]
        cold = (
            price["snap_start_restore_gb"]
            if self.snap_start
            else usage()["seconds_init"] * per_second
        )
        per_gigabyte = self.seconds * per_second + usage()["cold_starts"] * cold
        return self.invocations * (self.gigabytes * per_gigabyte + price["lambda_request"])

    def month(self) -> Decimal:
        """Return the US dollars of a month that are paid whether it is invoked or not: its snapshot.

        Of one version: each further one that is kept active costs as much again.
        """
        if not self.snap_start:
            return Decimal(0)
        return self.gigabytes * SECONDS_OF_A_MONTH * prices()["snap_start_gb_second"]


def of_session(
    functions: Iterable[Function],
    *,
    transitions: int,
    write_units: Decimal,
    read_units: Decimal,
    log_kilobytes: Decimal,
    requests: Decimal = Decimal(0),
    model_prices: tuple[Decimal, Decimal] | None = None,
) -> dict[str, Decimal]:
    """Return the US dollars of 1,000 sessions by what is paid for.

    Parameters
    ----------
    transitions
        States that a session enters.
    write_units, read_units
        DynamoDB request units of one session.
    log_kilobytes
        kB of log lines of one session, Lambda's own among them.
    requests
        Requests of one session to the HTTP API; 0 without one.
    model_prices
        US dollars per million tokens in and out; None without a model.
    """
    price, used = prices(), usage()
    cost = {
        "Lambda": sum((function.cost() for function in functions), Decimal(0)),
        "Step Functions": transitions * price["state_transition"],
        "DynamoDB": write_units * price["dynamodb_write_unit"]
        + read_units * price["dynamodb_read_unit"],
        "Logs": log_kilobytes * 1000 / BYTES_PER_GB * price["logs_gb"],
    }
    if requests:
        cost["API Gateway"] = requests * price["http_api_request"]
    if model_prices:
        read, written = model_prices
        cost["Model"] = (
            used["model_input_tokens"] * read + used["model_output_tokens"] * written
        ) / 1_000_000
    return {name: amount * SESSIONS for name, amount in cost.items()}


def before_and_after(changes: list[Change]) -> tuple[Cost, Cost]:
    """Return what is deployed costs, and what will be after the plan."""
    before = [
        (change, change.before)
        for change in changes
        if change.before and change.action is not Action.READ
    ]
    after = [
        (change, change.after)
        for change in changes
        if change.after and change.action is not Action.READ
    ]
    return _cost(before), _cost(after)


def happy_path(states: dict[str, Any], start: str) -> list[str]:
    """Return the states that a session enters when nothing fails and no choice applies."""
    path, name = [], start
    while name in states and name not in path:
        path.append(name)
        state = states[name]
        name = state.get("Next") or state.get("Default") or ""
    return path


def _cost(resources: list[tuple[Change, dict[str, Any]]]) -> Cost:
    used = usage()
    functions, transitions, model = [], 0, None
    requests = Decimal(0)
    month = Decimal(0)
    for change, values in resources:
        match change.type:
            case "aws_lambda_function":
                functions.append(_function(values))
                month += functions[-1].month()
                month += used.get(f"metrics_{_use(values)}", 0) * prices()["metric_month"]
                model = model or _model_prices(values)
            case "terraform_data" if change.address.endswith(".definition_preview"):
                machine = values.get("input") or {}
                transitions = len(happy_path(machine.get("States", {}), machine.get("StartAt", "")))
            case "aws_apigatewayv2_api":
                requests = used["invocations_api"]
                month += used["metrics_api_throttled"] * prices()["metric_month"]
            case "aws_cloudwatch_metric_alarm":
                month += _metrics_of(values) * prices()["alarm_month"]
            case "aws_cloudwatch_dashboard":
                month += prices()["dashboard_month"]
            case "aws_kms_key":
                month += prices()["key_month"]
            case "aws_secretsmanager_secret":
                month += prices()["secret_month"]
    if not functions:
        return Cost({}, month)
    return Cost(
        of_session(
            functions,
            transitions=transitions,
            write_units=used["write_units"] + (used["write_units_api"] if requests else 0),
            read_units=used["read_units"] + (used["read_units_api"] if requests else 0),
            log_kilobytes=used["log_kilobytes"] + (used["log_kilobytes_api"] if requests else 0),
            requests=requests,
            model_prices=model,
        ),
        month,
    )


def _function(values: dict[str, Any]) -> Function:
    architectures = values.get("architectures") or ["arm64"]
    return Function(
        Decimal(values.get("memory_size") or 128) / 1024,
        usage().get(f"seconds_{_use(values)}", Decimal(1)),
        architectures[0],
        usage().get(f"invocations_{_use(values)}", Decimal(1)),
        uses_snap_start(values),
    )


def uses_snap_start(function: dict[str, Any]) -> bool:
    """Tell whether a function's published versions start from a snapshot."""
    return any(
        block.get("apply_on") == "PublishedVersions" for block in function.get("snap_start") or []
    )


def _use(function: dict[str, Any]) -> str:
    """Return what the keys of its usage end with: its package, and what it uses beside AWS."""
    package = str(function.get("handler", "")).removeprefix("ai_chef_").split(".")[0]
    source = variables_of(function).get(f"{package.upper()}_SOURCE", "")
    return package + {"bedrock": "_model", "naver": "_search"}.get(source, "")


def _model_prices(values: dict[str, Any]) -> tuple[Decimal, Decimal] | None:
    models = json.loads(variables_of(values).get("MODEL_PRICES", "{}"))
    for price in models.values():
        return Decimal(str(price["input"])), Decimal(str(price["output"]))
    return None


def _metrics_of(alarm: dict[str, Any]) -> int:
    queries = alarm.get("metric_query") or []
    return max(1, sum(bool(query.get("metric")) for query in queries))


def _rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
