"""Print every figure beside its baseline, and write them to a file for comparison.

Usage: python -m benchmarks [--json FILE] [--base FILE]

``--base`` is such a file of another commit: its ratios stand beside these, since a ratio to a
baseline of the same run can be compared where milliseconds cannot.
"""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import cold_start, food, functions, packages, price, session, workflow
from benchmarks.measure import Line

GROUPS = (cold_start, packages, workflow, session, food, functions, price)


def table(lines: list[Line], before: dict[tuple[str, str], float] | None = None) -> Table:
    """Return the figures as a table; `before` has ratios by the names of figure and baseline."""
    shown = Table()
    columns = ["what", "measured", "limit", "baseline", "baseline is", "ratio"]
    for column in [*columns, *(["ratio before"] if before is not None else [])]:
        shown.add_column(column, justify="left" if column in ("what", "baseline is") else "right")
    for line in lines:
        earlier = (before or {}).get((line.name, line.baseline_name))
        ratio = "-" if earlier is None else f"{earlier:.2f} x"
        shown.add_row(
            line.name,
            f"{line.value:.2f} {line.unit}",
            _limit(line),
            f"{line.baseline:.2f} {line.unit}",
            line.baseline_name,
            f"{line.ratio:.2f} x",
            *([ratio] if before is not None else []),
        )
    return shown


def ratios(file: Path) -> dict[tuple[str, str], float]:
    """Return the ratios that an earlier run wrote."""
    return {
        (line["name"], line["baseline_name"]): line["ratio"]
        for line in json.loads(file.read_text("utf-8"))
    }


def _limit(line: Line) -> str:
    limits = [f"{line.limit:g} {line.unit}"] if line.limit is not None else []
    limits += [f"{line.ratio_limit:g} x"] if line.ratio_limit is not None else []
    return ", ".join(limits) + ("" if line.is_within else " EXCEEDED")


def main() -> None:
    """Run all groups."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Figures beside baselines.")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--base", type=Path, help="such a file of another commit, to compare with")
    options = parser.parse_args()
    before = ratios(options.base) if options.base else None
    lines = [line for group in GROUPS for line in group.lines()]
    Console(width=120).print(table(lines, before))
    if options.json:
        figures = [line.to_json() for line in lines]
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
