"""Print every figure beside its baseline, and write them to a file for comparison.

Usage: python -m benchmarks [--json FILE]
"""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import cold_start, food, packages, price, session, workflow
from benchmarks.measure import Line

GROUPS = (cold_start, packages, workflow, session, food, price)


def table(lines: list[Line]) -> Table:
    """Return the figures as a table."""
    shown = Table()
    for column in ("what", "measured", "limit", "baseline", "baseline is", "ratio"):
        shown.add_column(column, justify="left" if column in ("what", "baseline is") else "right")
    for line in lines:
        shown.add_row(
            line.name,
            f"{line.value:.2f} {line.unit}",
            _limit(line),
            f"{line.baseline:.2f} {line.unit}",
            line.baseline_name,
            f"{line.ratio:.2f} x",
        )
    return shown


def _limit(line: Line) -> str:
    limits = [f"{line.limit:g} {line.unit}"] if line.limit is not None else []
    limits += [f"{line.ratio_limit:g} x"] if line.ratio_limit is not None else []
    return ", ".join(limits) + ("" if line.is_within else " EXCEEDED")


def main() -> None:
    """Run all groups."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Figures beside baselines.")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    lines = [line for group in GROUPS for line in group.lines()]
    Console(width=120).print(table(lines))
    if options.json:
        told = [line.to_json() for line in lines]
        options.json.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
