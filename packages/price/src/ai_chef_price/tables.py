"""Reading this package's own CSV files. A cell with several values separates them by ``|``."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``<table>.csv`` (a path within the package) as dicts of text."""
    path = files("ai_chef_price").joinpath(*f"{table}.csv".split("/"))
    yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, in order."""
    return tuple(part for part in cell.split("|") if part)
