"""What sessions cost follows the price table, each row of which names its source."""

import json
import re
import sys
from collections import Counter
from decimal import Decimal

import pytest
from mypy_boto3_dynamodb import DynamoDBClient

from ai_chef_common.logs import logger
from ai_chef_common.metrics import METRICS
from ai_chef_testing.in_process import PACKAGES, run_workflow
from ai_chef_testing.repository import ROOT
from tools.deploy.plan import cost


def test_every_price_and_every_usage_has_a_source() -> None:
    for table in ("prices", "usage"):
        rows = cost._rows(table)
        assert rows
        assert all(row["source"] and (row.get("as_of") or table == "usage") for row in rows)


def test_a_thousand_sessions_cost_what_the_table_says() -> None:
    half_a_gigabyte_for_two_seconds = cost.Function(Decimal("0.5"), Decimal(2), "arm64")

    costs = cost.of_session(
        [half_a_gigabyte_for_two_seconds],
        transitions=5,
        write_units=Decimal(10),
        read_units=Decimal(0),
        log_kilobytes=Decimal(5),
        model_prices=(Decimal(3), Decimal(15)),
    )

    cold = Decimal("0.05") * Decimal("0.5") * Decimal("0.4") * Decimal("0.0000133334")
    assert costs["Lambda"] == 1000 * (Decimal("0.0000133334") + cold + Decimal("0.0000002"))
    assert costs["Step Functions"] == Decimal("0.1355")
    assert costs["DynamoDB"] == Decimal("0.0068")
    assert costs["Logs"] == Decimal("0.0038")
    assert costs["Model"] == Decimal(1000) * (4500 * 3 + 1800 * 15) / 1_000_000


def api_costs(requests: int) -> list[Decimal]:
    """Return the API's US dollars of 1,000 sessions of so many requests, and their sum."""
    used = cost.usage()
    counted = used["invocations_api"]
    costs = cost.of_session(
        [cost.Function(Decimal("0.5"), used["seconds_api"], "arm64", Decimal(requests))],
        transitions=0,
        write_units=used["write_units_api"],
        read_units=used["read_units_api"],
        log_kilobytes=used["log_kilobytes_api"] * requests / counted,
        requests=Decimal(requests),
    )
    parts = [costs[name] for name in ("API Gateway", "Lambda", "Logs", "DynamoDB")]
    return [*parts, sum(parts, Decimal(0))]


def test_the_documented_cost_of_the_api_is_what_the_digest_computes() -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+): .*?((?: \| [\d.]+){5}) \|$", text, re.MULTILINE)

    assert [int(requests) for requests, _ in rows] == [cost.usage()["invocations_api"], 13, 11]
    for requests, figures in rows:
        written = [Decimal(figure) for figure in re.findall(r"[\d.]+", figures)]
        assert written == [round(amount, 3) for amount in api_costs(int(requests))]


def test_a_snapshot_is_paid_for_by_the_month_and_each_restore_instead_of_the_import() -> None:
    half_a_gigabyte = cost.Function(Decimal("0.5"), Decimal(0), "arm64", snap_start=True)

    request = Decimal("0.0000002")
    assert (
        half_a_gigabyte.cost()
        == Decimal("0.05") * Decimal("0.5") * Decimal("0.0001674588") + request
    )
    assert round(half_a_gigabyte.month(), 2) == Decimal("2.42")
    assert half_a_gigabyte._replace(snap_start=False).month() == 0


def test_the_happy_path_takes_no_choice_and_ends() -> None:
    states = {
        "A": {"Next": "B"},
        "B": {"Choices": [{"Next": "X"}], "Default": "C"},
        "C": {"End": True},
        "X": {"Next": "C"},
    }

    assert cost.happy_path(states, "A") == ["A", "B", "C"]


def test_the_custom_metrics_that_are_paid_for_are_those_that_a_session_writes(
    dynamodb: DynamoDBClient,
    profile: dict[str, object],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The logger keeps the stdout of whatever test made it first.
    monkeypatch.setattr(logger.registered_handler, "stream", sys.stdout)

    run_workflow({"sessionId": "sess_1", "profile": profile})

    written: Counter[str] = Counter()
    packages = iter(PACKAGES.values())
    package = next(packages)
    for line in map(json.loads, capsys.readouterr().out.splitlines()):
        written[package] += len(METRICS.keys() & line.keys())
        if line.get("message") == "step finished":  # the last line of each step
            package = next(packages, "none")
    assert dict(written) == {name: cost.usage()[f"metrics_{name}"] for name in PACKAGES.values()}
