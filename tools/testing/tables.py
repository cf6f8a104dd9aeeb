"""The tables as Terraform defines them, for tests: read from the module, never retyped."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hcl2

from tools.build_package import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLES_MODULE = ROOT / "terraform" / "modules" / "tables" / "main.tf"


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


def local_values(file: Path) -> dict[str, Any]:
    """Return the values of the one ``locals`` block of a Terraform file."""
    (block,) = hcl2.loads(file.read_text("utf-8"))["locals"]
    values: dict[str, Any] = _unquoted(block)
    return values


@cache
def hash_keys() -> dict[str, str]:
    """Return the hash key of each table by what the table holds."""
    tables = local_values(TABLES_MODULE)["tables"]
    return {name: table["hash_key"] for name, table in tables.items()}


def create_tables(client: "DynamoDBClient", environment: str) -> None:
    """Create the tables ``ai-chef-<name>-<environment>`` with the keys of the module."""
    for name, hash_key in hash_keys().items():
        client.create_table(
            TableName=f"ai-chef-{name}-{environment}",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": hash_key, "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": hash_key, "AttributeType": "S"}],
        )
