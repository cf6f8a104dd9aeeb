"""What a dashboard of CloudWatch names."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple


class Named(NamedTuple):
    """A metric as it is named: namespace, name, names of its dimensions in order."""

    namespace: str
    name: str
    dimensions: tuple[str, ...]


_SEARCH = re.compile(r"SEARCH\('\{(?P<schema>[^}]+)\} MetricName=\"(?P<name>\w+)\"")


def of_dashboard(body: str) -> set[Named]:
    """Return every metric that the widgets of a dashboard name, searches included."""
    return {
        named
        for widget in json.loads(body)["widgets"]
        for row in widget["properties"]["metrics"]
        for named in _of_row(row)
    }


def _of_row(row: list[Any]) -> Iterator[Named]:
    if isinstance(row[0], dict):
        for found in _SEARCH.finditer(row[0].get("expression", "")):
            namespace, *dimensions = found["schema"].split(",")
            yield Named(namespace, found["name"], tuple(sorted(dimensions)))
        return
    namespace, name, *rest = (part for part in row if isinstance(part, str))
    yield Named(namespace, name, tuple(sorted(rest[::2])))
