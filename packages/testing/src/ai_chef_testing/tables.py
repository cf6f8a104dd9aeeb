"""The tables as Terraform defines them, for tests: read from the module, never retyped."""

from functools import cache
from typing import TYPE_CHECKING, Any

import hcl2

from ai_chef_testing.repository import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLES_MODULE = ROOT / "terraform" / "modules" / "tables" / "main.tf"


@cache
def _module() -> dict[str, Any]:
    """Return the values of the module, text without its quotes."""
    unquoted = hcl2.SerializationOptions(strip_string_quotes=True)
    module = hcl2.loads(TABLES_MODULE.read_text("utf-8"), serialization_options=unquoted)
    values: dict[str, Any] = module["locals"][0]
    return values


def hash_keys() -> dict[str, str]:
    """Return the hash key of each table by what the table holds."""
    return {name: table["hash_key"] for name, table in _module()["tables"].items()}


def create_tables(client: "DynamoDBClient", environment: str) -> None:
    """Create the tables ``ai-chef-<name>-<environment>`` with keys and indexes of the module."""
    for name, hash_key in hash_keys().items():
        indexes = _module()["indexes"].get(name, {})
        ranges = [index[key] for index in indexes.values() for key in ("hash_key", "range_key")]
        further: Any = {"GlobalSecondaryIndexes": list(map(_index, indexes.items()))}
        client.create_table(
            TableName=f"ai-chef-{name}-{environment}",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": hash_key, "KeyType": "HASH"}],
            AttributeDefinitions=[
                {"AttributeName": attribute, "AttributeType": "S"}
                for attribute in (hash_key, *ranges)
            ],
            **(further if indexes else {}),
        )


def _index(named: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    name, index = named
    return {
        "IndexName": name,
        "KeySchema": [
            {"AttributeName": index["hash_key"], "KeyType": "HASH"},
            {"AttributeName": index["range_key"], "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": index["projected"]},
    }
