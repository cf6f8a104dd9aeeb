"""Reading this package's own data files. A cell with several values separates them by ``|``."""

import csv
import pkgutil
from collections.abc import Iterator


def text(file: str) -> str:
    """Return the text of ``data/<file>``."""
    data = pkgutil.get_data("ai_chef_food", f"data/{file}")
    if data is None:
        raise FileNotFoundError(f"ai_chef_food is installed without data/{file}")
    return data.decode("utf-8")


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/<table>.csv`` as dicts of text, cells stripped."""
    for row in csv.DictReader(text(f"{table}.csv").splitlines()):
        yield {key: (value or "").strip() for key, value in row.items()}


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a ``|``-separated cell, in order, without empty ones."""
    return tuple(part for part in cell.split("|") if part)
