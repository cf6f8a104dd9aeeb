"""Log lines in CloudWatch's embedded metric format become metrics.

AWS: CloudWatch Logs extracts the metrics of such a line, and alarms on them are evaluated.
Emulator: the line stays a log line.
Patch: the lines that a Lambda wrote are read after each invocation.
"""

import json
from typing import Any

from ministack.services import cloudwatch, lambda_svc


def apply() -> None:
    """Apply the patch."""
    execute = lambda_svc._execute_function_warm

    def metered_execute(func: Any, event: Any, request_id: str) -> dict[str, Any]:
        result: dict[str, Any] = execute(func, event, request_id)
        lines = [line for line in (result.get("log") or "").splitlines() if '"_aws"' in line]
        stored = {name for line in lines for name in _store(json.loads(line))}
        for alarm in cloudwatch._alarms.values():
            if alarm.get("MetricName") in stored:
                cloudwatch._evaluate_alarm(alarm)
        return result

    lambda_svc._execute_function_warm = metered_execute


def _store(record: dict[str, Any]) -> list[str]:
    """Store the metrics of a line; return their names."""
    names: list[str] = []
    at = record["_aws"]["Timestamp"] / 1000
    for block in record["_aws"]["CloudWatchMetrics"]:
        for keys in block["Dimensions"]:
            dimensions = {key: str(record[key]) for key in keys}
            for metric in block["Metrics"]:
                names.append(metric["Name"])
                values = record[metric["Name"]]
                for value in values if isinstance(values, list) else [values]:
                    cloudwatch._store_datum(
                        block["Namespace"], metric["Name"], dimensions, at,
                        metric.get("Unit", "None"), value, None, None, None,
                    )  # fmt: skip
    return names
