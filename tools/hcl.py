"""Terraform's files as Python reads them."""

from pathlib import Path
from typing import Any

import hcl2


def read(file: Path) -> dict[str, Any]:
    """Return the blocks and values of a ``.tf`` or ``.tfvars`` file, text without its quotes."""
    values: dict[str, Any] = _unquoted(hcl2.loads(file.read_text("utf-8")))
    return values


def local_values(file: Path) -> dict[str, Any]:
    """Return the values of the one ``locals`` block of a Terraform file."""
    (block,) = read(file)["locals"]
    values: dict[str, Any] = block
    return values


def _unquoted(value: Any) -> Any:
    """Strip the quotes that python-hcl2 leaves around names and text."""
    match value:
        case str():
            return value.strip('"')
        case dict():
            return {_unquoted(key): _unquoted(inner) for key, inner in value.items()}
        case list():
            return [_unquoted(inner) for inner in value]
        case _:
            return value
