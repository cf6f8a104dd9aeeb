"""Metrics as CloudWatch's embedded format: one log line each, no call to AWS.

No value of a profile is ever a metric or a dimension.
"""

from aws_lambda_powertools.metrics import MetricUnit, single_metric

NAMESPACE = "AiChef"


def count(name: str, value: float = 1, **dimensions: str) -> None:
    """Write one figure that counts something (invocations, tokens, refusals)."""
    _write(name, MetricUnit.Count, value, dimensions)


def milliseconds(name: str, value: float, **dimensions: str) -> None:
    """Write one duration in milliseconds."""
    _write(name, MetricUnit.Milliseconds, value, dimensions)


def us_dollars(name: str, value: float, **dimensions: str) -> None:
    """Write one amount in US dollars; CloudWatch has no unit for money."""
    _write(name, MetricUnit.NoUnit, value, dimensions)


def _write(name: str, unit: MetricUnit, value: float, dimensions: dict[str, str]) -> None:
    with single_metric(name, unit, value, namespace=NAMESPACE) as metric:
        for key, told in dimensions.items():
            metric.add_dimension(key, told)
