"""The tables as Terraform defines them, for tests: read from the module, never retyped."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import hcl
from tools.build_package import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLES_MODULE = ROOT / "terraform" / "modules" / "tables" / "main.tf"


def local_values(file: Path) -> dict[str, Any]:
    """Return the values of the one ``locals`` block of a Terraform file."""
    (block,) = hcl.read(file)["locals"]
    values: dict[str, Any] = block
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
