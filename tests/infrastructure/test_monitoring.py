"""Dashboard and alarms: what they name is measured, and what is measured is shown."""

import json
import re
from typing import Any, NamedTuple

import pytest

from ai_chef_common.errors import PermanentError, error_class
from ai_chef_common.metrics import METRICS, NAMESPACE
from ai_chef_testing.stack.applied import Applied
from ai_chef_testing.stack.dashboard import Named, of_dashboard
from ai_chef_testing.stack.deployed import Deployed, new_session_id, wait_for
from tools.build_package import ROOT

MONITORING = ROOT / "terraform" / "modules" / "monitoring"
ALARMS = (MONITORING / "alarms.tf", MONITORING.parent / "http_api" / "alarms.tf")
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text("utf-8")
WRITTEN = {
    Named(NAMESPACE, name, tuple(sorted(("service", *metric.dimensions))))
    for name, metric in METRICS.items()
}
FROM_THE_ACCESS_LOG = Named(NAMESPACE, "RequestsThrottled", ("ApiId",))
"""Counted by a metric filter of terraform/modules/http_api."""


def alarms(deployed: Deployed) -> list[dict[str, Any]]:
    """Return the alarms of the system, as Terraform made them."""
    form = deployed.client("cloudwatch").describe_alarms(AlarmNamePrefix="ai-chef-")
    found: list[dict[str, Any]] = form["MetricAlarms"]
    return found


def test_every_metric_of_ours_on_the_dashboard_is_written_with_those_dimensions(
    deployed: Deployed,
) -> None:
    named = of_dashboard(deployed.dashboard)

    ours = {metric for metric in named if metric.namespace == NAMESPACE}
    assert ours <= WRITTEN | {FROM_THE_ACCESS_LOG}


def test_every_metric_that_is_written_has_its_place_on_the_dashboard() -> None:
    text = (MONITORING / "dashboard.tf").read_text("utf-8")

    assert [name for name in METRICS if not re.search(rf'"{name}\\?"', text)] == []


def test_the_dashboard_shows_what_was_asked_for_of_every_function_table_and_the_workflow(
    deployed: Deployed,
) -> None:
    body = deployed.dashboard
    named = {(metric.namespace, metric.name) for metric in of_dashboard(body)}

    assert named >= {
        *(("AWS/Lambda", name) for name in ("Invocations", "Errors", "Duration", "Throttles")),
        ("AWS/DynamoDB", "ConsumedReadCapacityUnits"),
        ("AWS/DynamoDB", "ConsumedWriteCapacityUnits"),
        ("AWS/DynamoDB", "ReadThrottleEvents"),
        ("AWS/DynamoDB", "WriteThrottleEvents"),
        *(("AWS/States", f"Executions{how}")
          for how in ("Started", "Succeeded", "Failed", "TimedOut")),
    }  # fmt: skip
    functions = [function["name"] for function in deployed.outputs["functions"].values()]
    for resource in (*functions, *deployed.outputs["table_names"].values()):
        assert f'"{resource}"' in body
    for stat in ("p50", "p95"):
        assert body.count(f'"stat":"{stat}"') >= len(functions)


def test_the_widgets_of_the_dashboard_do_not_overlap(
    deployed: Deployed,
) -> None:
    widgets = json.loads(deployed.dashboard)["widgets"]

    cells = [
        (widget["x"] + dx, widget["y"] + dy)
        for widget in widgets
        for dx in range(widget["width"])
        for dy in range(widget["height"])
    ]
    assert len(widgets) > 15
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


def test_a_session_leaves_the_metrics_that_the_dashboard_shows(
    deployed: Deployed, profile: dict[str, Any]
) -> None:
    deployed.run({"sessionId": new_session_id(), "profile": profile})
    deployed.run({"sessionId": new_session_id(), "profile": profile | {"maxCookingMinutes": 5}})
    cloudwatch = deployed.client("cloudwatch")
    of_every_session = {
        "SessionsCompleted", "SessionsFailed", "SessionFaults", "StepFailures", "PriceCoverage",
    }  # fmt: skip

    def look() -> set[Named] | None:
        metrics = cloudwatch.list_metrics(Namespace=NAMESPACE)["Metrics"]
        found = {
            Named(NAMESPACE, metric["MetricName"],
                  tuple(sorted(dimension["Name"] for dimension in metric["Dimensions"])))
            for metric in metrics
        }  # fmt: skip
        return found if of_every_session <= {metric.name for metric in found} else None

    found = wait_for("the metrics of a session", look)
    assert found <= WRITTEN


def test_every_alarm_watches_what_is_measured_tells_somebody_and_links_to_its_section(
    deployed: Deployed,
) -> None:
    found = alarms(deployed)

    expected = {
        "session-failures", "single-cause", "stuck-sessions", "slow-executions", "lambda-throttles",
        "table-throttles", "api-failures", "api-throttles", "daily-ceiling", "slow-requests",
        *(f"slow-{name}" for name in deployed.outputs["functions"]),
    }  # fmt: skip
    names = {
        description["AlarmName"].removeprefix("ai-chef-").removesuffix("-local")
        for description in found
    }
    assert names == expected
    for alarm in found:
        name = alarm["AlarmName"].removeprefix("ai-chef-").removesuffix("-local")
        assert alarm["AlarmDescription"].endswith(f"docs/runbook.md#{name}")
        assert alarm["AlarmActions"] == [
            "arn:aws:sns:ap-northeast-2:000000000000:ai-chef-alarms-local"
        ]


def computed(expression: str, **sums: float) -> float:
    """Return what CloudWatch's metric math makes of one period; a metric without a sum is missing."""

    def fill(value: Any, filler: float) -> Any:
        if isinstance(value, list):
            return [fill(inner, filler) for inner in value]
        return filler if value is None else value

    names = dict(sums) | {
        "IF": lambda condition, then, otherwise: then if condition else otherwise,
        "FILL": fill,
        "MAX": max,
        "SUM": sum,
        "METRICS": lambda: [*sums.values(), None],
    }
    known = {name: names.get(name) for name in re.findall(r"[A-Za-z_]\w*", expression)} | names
    value: float = eval(expression.replace(" AND ", " and "), {"__builtins__": {}}, known)  # noqa: S307
    return value


class Expression(NamedTuple):
    """An alarm's metric math, and the error code that each of its metrics counts, by id."""

    text: str
    codes: dict[str, str]


@pytest.fixture(scope="module")
def expressions(applied: Applied) -> dict[str, Expression]:
    """Return the metric math of each alarm that has some, as it was applied.

    The local AWS gives Terraform what it was given, and boto3 no metric queries.
    """
    shown = json.loads(applied.terraform("show", "-json", str(applied.state)).stdout)
    (module,) = [
        module
        for module in shown["values"]["root_module"]["child_modules"]
        if module["address"] == "module.monitoring"
    ]
    return {
        resource["values"]["alarm_name"]
        .removeprefix("ai-chef-")
        .removesuffix("-local"): Expression(
            next(query["expression"] for query in queries if query["expression"]),
            {
                query["id"]: query["metric"][0]["dimensions"]["errorCode"]
                for query in queries
                if query["metric"] and "errorCode" in query["metric"][0]["dimensions"]
            },
        )
        for resource in module["resources"]
        if (queries := resource["values"].get("metric_query"))
    }


@pytest.mark.parametrize(
    ("sums", "alarms"),
    [
        ({}, False),
        ({"completed": 3}, False),
        ({"ours": 1, "recipemodelmisconfigured": 1}, True),
        ({"ours": 40, "recipemodelaccessdenied": 40}, True),
        ({"ours": 40, "recipemodelaccessdenied": 40, "completed": 1}, False),
        ({"ours": 3, "recipemodelaccessdenied": 2, "storeaccessdenied": 1}, False),
        ({"ours": 2}, False),
    ],
    ids=["idle", "well", "one session", "many", "one completed", "two causes", "another code"],
)
def test_one_permanent_error_of_every_session_alarms_and_nothing_else_does(
    expressions: dict[str, Expression], sums: dict[str, float], alarms: bool
) -> None:
    assert bool(computed(expressions["single-cause"].text, **sums)) is alarms


def test_what_alarms_as_a_single_cause_is_permanent_and_nothing_that_a_client_can_mend(
    expressions: dict[str, Expression],
) -> None:
    codes = expressions["single-cause"].codes

    assert {"RecipeModelMisconfigured", "RecipeModelAccessDenied"} <= set(codes.values())
    assert len(codes) <= 8, "an alarm takes ten metrics, two of which are others"
    for code in codes.values():
        assert issubclass(error_class(code), PermanentError)
        assert not error_class(code).is_client_error


def test_throttles_that_are_missing_count_as_none(expressions: dict[str, Expression]) -> None:
    # DynamoDB's metrics are missing while nothing is throttled, and its alarms ignore what is missing.
    throttles = expressions["table-throttles"].text

    assert computed(throttles) == 0
    assert computed(throttles, m0=2) == 2


def test_every_alarm_has_its_section_in_the_runbook() -> None:
    text = "".join(file.read_text("utf-8") for file in ALARMS)
    named = set(re.findall(r"^\s+([a-z]+-[a-z]+) = \{$", text, re.MULTILINE))
    named |= {"session-failures", "single-cause", "api-failures"}
    sections = set(re.findall(r"^### (\S+)$", RUNBOOK, re.MULTILINE))

    assert {"stuck-sessions", "model-cost", "search-quota", "daily-ceiling"} <= named
    assert named | {
        f"slow-{name}" for name in ("orchestrator", "recipe", "price", "combine", "api")
    } <= (sections)


def test_every_metric_of_ours_that_an_alarm_watches_is_written() -> None:
    text = "".join(file.read_text("utf-8") for file in ALARMS)
    of_ours = re.findall(r"namespace\s+= local\.own\n\s+metric\s+= \"(\w+)\"", text)
    of_ours += re.findall(r"name = \"(Sessions?\w+)\"", text)

    assert set(of_ours) == {
        "ModelCostUsd", "PriceSearches", "SessionsCompleted", "SessionsFailed", "SessionFaults",
        "SessionsRefused", "RequestsThrottled",
    }  # fmt: skip
    assert set(of_ours) - {FROM_THE_ACCESS_LOG.name} <= set(METRICS)


def test_the_end_of_an_execution_that_nobody_could_be_told_of_goes_to_the_queue(
    deployed: Deployed,
) -> None:
    # The local AWS reads such a destination from unpublished functions only, so that what it
    # does with it cannot be shown here.
    version = deployed.outputs["functions"]["orchestrator"]["qualified_arn"].rsplit(":", 1)[-1]
    configuration = deployed.client("lambda").get_function_event_invoke_config(
        FunctionName=deployed.function("orchestrator"), Qualifier=version
    )
    rule = "ai-chef-workflow-local-execution-ended"
    (target,) = deployed.client("events").list_targets_by_rule(Rule=rule)["Targets"]

    queue = configuration["DestinationConfig"]["OnFailure"]["Destination"]
    assert queue.endswith(":ai-chef-undelivered-local")
    assert target["DeadLetterConfig"]["Arn"] == queue
