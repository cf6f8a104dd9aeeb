"""Reading this package's own data files. A cell with several values separates them by ``|``."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/<table>.csv`` as dicts of text, cells stripped."""
    text = files("ai_chef_food").joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield {key: (value or "").strip() for key, value in row.items()}


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a ``|``-separated cell, in order, without empty ones."""
    return tuple(part for part in cell.split("|") if part)
