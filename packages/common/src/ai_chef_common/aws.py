"""boto3 clients: one per process, made on first use, with explicit timeouts and retries."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

STORE_CONFIG = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 3},
)
"""DynamoDB answers in milliseconds: 3 tries of at most 4 s fit into the shortest step's 30 s."""


@cache
def dynamodb() -> "DynamoDBClient":
    """Return this process's DynamoDB client. Tests forget it with ``dynamodb.cache_clear()``."""
    client: DynamoDBClient = boto3.client("dynamodb", config=STORE_CONFIG)
    return client
