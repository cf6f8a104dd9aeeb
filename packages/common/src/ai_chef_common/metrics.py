"""Metrics as CloudWatch's embedded format: one log line each, no call to AWS.

`METRICS` is the one table of what is measured; the dashboard and the alarms of
``terraform/modules/monitoring`` name nothing else (``tests/infrastructure/test_monitoring.py``). Every
metric also has the dimension ``service``, which tells the environments apart. No value of a profile
is ever a metric or a dimension.
"""

from typing import NamedTuple

from aws_lambda_powertools.metrics import MetricUnit, single_metric

NAMESPACE = "AiChef"


class Metric(NamedTuple):
    """Unit and names of the dimensions beside ``service``."""

    unit: MetricUnit
    dimensions: tuple[str, ...] = ()


_COUNT, _MILLISECONDS = MetricUnit.Count, MetricUnit.Milliseconds
_US_DOLLARS = MetricUnit.NoUnit
"""CloudWatch has no unit for money."""

METRICS = {
    "StepDuration": Metric(_MILLISECONDS, ("step",)),
    "StepFailures": Metric(_COUNT, ("step", "errorName")),
    "SessionsOpened": Metric(_COUNT),
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
    "ModelCalls": Metric(_COUNT, ("model",)),
    "ModelInputTokens": Metric(_COUNT, ("model",)),
    "ModelOutputTokens": Metric(_COUNT, ("model",)),
    "ModelCacheReadTokens": Metric(_COUNT, ("model",)),
    "ModelCacheWriteTokens": Metric(_COUNT, ("model",)),
    "ModelCostUsd": Metric(_US_DOLLARS, ("model",)),
    "IngredientsPriced": Metric(_COUNT),
    "IngredientsUnpriced": Metric(_COUNT),
    "PriceSearches": Metric(_COUNT),
    "PriceCacheHits": Metric(_COUNT),
    "PriceCacheOutages": Metric(_COUNT),
}


def emit(name: str, value: float = 1, **dimensions: str) -> None:
    """Write one figure of the table.

    Parameters
    ----------
    value
        In the metric's unit: a count, milliseconds, or US dollars.
    dimensions
        A value for each of the metric's dimensions.
    """
    with single_metric(name, METRICS[name].unit, value, namespace=NAMESPACE) as metric:
        for key, label in dimensions.items():
            metric.add_dimension(key, label)
