"""The tables as Terraform defines them, for tests: read from the module, never retyped."""

from functools import cache
from typing import TYPE_CHECKING

import hcl2

from ai_chef_testing.repository import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLES_MODULE = ROOT / "terraform" / "modules" / "tables" / "main.tf"


@cache
def hash_keys() -> dict[str, str]:
    """Return the hash key of each table by what the table holds."""
    (block,) = hcl2.loads(TABLES_MODULE.read_text("utf-8"))["locals"]
    return {
        name.strip('"'): table["hash_key"].strip('"') for name, table in block["tables"].items()
    }


def create_tables(client: "DynamoDBClient", environment: str) -> None:
    """Create the tables ``ai-chef-<name>-<environment>`` with the keys of the module."""
    for name, hash_key in hash_keys().items():
        client.create_table(
            TableName=f"ai-chef-{name}-{environment}",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": hash_key, "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": hash_key, "AttributeType": "S"}],
        )
