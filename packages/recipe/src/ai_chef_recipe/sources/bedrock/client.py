"""The client of the Bedrock runtime: one per process, made on first use."""

from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config

from ai_chef_common.aws import session

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
    client: Any = session().create_client("bedrock-runtime", config=config)
    runtime: BedrockRuntimeClient = client
    return runtime
