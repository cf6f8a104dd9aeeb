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
    """Yield the rows of ``data/<table>.csv`` as dicts of text, cells stripped.

    Raises
    ------
    ValueError
        A row has more or fewer cells than the heading.
    """
    lines = csv.reader(text(f"{table}.csv").splitlines())
    columns = next(lines)
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(columns):
            raise ValueError(f"data/{table}.csv, row {number}: {len(columns)} cells are needed")
        yield dict(zip(columns, map(str.strip, cells), strict=True))


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a ``|``-separated cell, in order, without empty ones."""
    if "|" not in cell:
        return (cell,) if cell else ()
    return tuple(part for part in cell.split("|") if part)
