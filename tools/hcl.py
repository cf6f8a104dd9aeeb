"""Terraform's files as Python reads them."""

from pathlib import Path
from typing import Any

import hcl2


def read(file: Path) -> dict[str, Any]:
    """Return the blocks and values of a ``.tf`` or ``.tfvars`` file, text without its quotes."""
    unquoted = hcl2.SerializationOptions(strip_string_quotes=True)
    values: dict[str, Any] = hcl2.loads(file.read_text("utf-8"), serialization_options=unquoted)
    return values


def local_values(file: Path) -> dict[str, Any]:
    """Return the values of the one ``locals`` block of a Terraform file."""
    (block,) = read(file)["locals"]
    values: dict[str, Any] = block
    return values
