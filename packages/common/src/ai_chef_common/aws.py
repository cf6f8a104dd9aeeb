"""boto3 clients: one per process, made on first use, with explicit timeouts and retries."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient
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


@cache
def bedrock_runtime(region: str | None, timeout_seconds: int) -> "BedrockRuntimeClient":
    """Return this process's client of the Bedrock runtime in `region` (None: the Lambda's own).

    It tries once and waits `timeout_seconds` for the answer: Step Functions does the retrying.
    """
    config = Config(
        region_name=region,
        connect_timeout=2,
        read_timeout=timeout_seconds,
        retries={"mode": "standard", "total_max_attempts": 1},
    )
    client: BedrockRuntimeClient = boto3.client("bedrock-runtime", config=config)
    return client
