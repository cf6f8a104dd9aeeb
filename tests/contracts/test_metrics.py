"""Every metric that the code writes stands in the one table, and the other way round."""

import ast
from collections.abc import Iterator

from ai_chef_common.metrics import METRICS
from tools.build_package import ROOT

WRITERS = {"emit", "emit_all"}
GIVEN_TO_THE_SEARCH = {"_count"}
"""The search of prices is given `emit` as a function, and calls it by this name."""


def written() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield name and dimensions of each call in the packages that writes a metric."""
    for file in (ROOT / "packages").glob("*/src/**/*.py"):
        writers = WRITERS | (GIVEN_TO_THE_SEARCH if "naver" in file.parts else set())
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in writers:
                given = node.args[0]
                for name in given.keys if isinstance(given, ast.Dict) else [given]:
                    assert isinstance(name, ast.Constant), f"{file}:{node.lineno} computes a name"
                    yield str(name.value), tuple(keyword.arg or "" for keyword in node.keywords)


def test_the_code_writes_the_metrics_of_the_table_with_their_dimensions() -> None:
    table = {(name, metric.dimensions) for name, metric in METRICS.items()}

    assert set(written()) == table


def test_no_dimension_could_hold_a_value_of_a_profile() -> None:
    dimensions = {dimension for metric in METRICS.values() for dimension in metric.dimensions}

    assert dimensions == {
        "step", "errorName", "errorCode", "source", "rule", "model", "reason", "ceiling",
    }  # fmt: skip
