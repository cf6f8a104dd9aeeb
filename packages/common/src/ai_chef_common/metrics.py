"""Metrics as CloudWatch's embedded format: log lines, no call to AWS.

`METRICS` is the one table of what is measured; the dashboard and the alarms of
``terraform/modules/monitoring`` name nothing else (``tests/infrastructure/test_monitoring.py``). Every
metric also has the dimension ``service``, which tells the environments apart. No value of a profile
is ever a metric or a dimension.

Each name with each combination of dimensions costs as much a month as thousands of sessions
(``make bench``), whether anybody looks at it or not. What AWS measures at no cost is therefore not
measured again: durations and invocations (AWS/Lambda), started executions (AWS/States). What is
mostly zero is written when it is not.
"""

from collections.abc import Mapping
from typing import NamedTuple

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

NAMESPACE = "AiChef"


class Metric(NamedTuple):
    """Unit and names of the dimensions beside ``service``."""

    unit: MetricUnit
    dimensions: tuple[str, ...] = ()


_COUNT = MetricUnit.Count
_US_DOLLARS = MetricUnit.NoUnit
"""CloudWatch has no unit for money."""

METRICS = {
    "StepFailures": Metric(_COUNT, ("step", "errorName")),
    "SessionsCompleted": Metric(_COUNT),
    "SessionsFailed": Metric(_COUNT, ("errorCode",)),
    "SessionFaults": Metric(_COUNT),
    "SessionsRefused": Metric(_COUNT, ("ceiling",)),
    "SessionsSwept": Metric(_COUNT),
    "ExecutionsWithoutSession": Metric(_COUNT),
    "GateRefusals": Metric(_COUNT, ("source",)),
    "GateRulesBroken": Metric(_COUNT, ("rule",)),
    "RepairRounds": Metric(_COUNT, ("model",)),
    "RecipeFallbacks": Metric(_COUNT, ("reason",)),
    "ModelInputTokens": Metric(_COUNT, ("model",)),
    "ModelOutputTokens": Metric(_COUNT, ("model",)),
    "ModelCacheReadTokens": Metric(_COUNT, ("model",)),
    "ModelCacheWriteTokens": Metric(_COUNT, ("model",)),
    "ModelCostUsd": Metric(_US_DOLLARS, ("model",)),
    "PriceCoverage": Metric(MetricUnit.Percent),
    "PriceSearches": Metric(_COUNT),
    "PriceCacheHits": Metric(_COUNT),
    "PriceCacheOutages": Metric(_COUNT),
    "PriceSearchGone": Metric(_COUNT),
}


def emit(name: str, value: float = 1, **dimensions: str) -> None:
    """Write one figure of the table.

    Parameters
    ----------
    value
        In the metric's unit: a count, percent, or US dollars.
    dimensions
        A value for each of the metric's dimensions.
    """
    emit_all({name: value}, **dimensions)


def emit_all(values: Mapping[str, float], **dimensions: str) -> None:
    """Write several figures that have the same dimensions, in one line; see `emit`."""
    metrics = EphemeralMetrics(namespace=NAMESPACE)
    for name, value in values.items():
        metrics.add_metric(name, METRICS[name].unit, value)
    for key, label in dimensions.items():
        metrics.add_dimension(key, label)
    metrics.flush_metrics()
