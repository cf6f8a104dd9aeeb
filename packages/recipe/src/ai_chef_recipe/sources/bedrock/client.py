"""The boto3 client of the Bedrock runtime: one per process, made on first use."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient


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
