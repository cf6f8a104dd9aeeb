"""AWS clients: one per process, made on first use, with explicit timeouts and retries.

They are botocore's. boto3 adds resources and transfers to them, which no Lambda uses, and takes
85 ms of CPU to import (`make bench`).
"""

import os
import random
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session, get_session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_stepfunctions import SFNClient

STORE_CONFIG = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 3},
)
"""DynamoDB answers in milliseconds: 3 tries of at most 4 s fit into the shortest step's 30 s."""


if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    # All copies of a snapshot would draw the same numbers, and botocore spreads its retries by them.
    # Lambda's runtime brings the module (Lambda Developer Guide, "Lambda SnapStart runtime hooks").
    from snapshot_restore_py import register_after_restore  # type: ignore[import-not-found]

    register_after_restore(random.seed)


@cache
def session() -> Session:
    """Return this process's botocore session: its loaders are shared by all clients."""
    return get_session()


@cache
def dynamodb() -> "DynamoDBClient":
    """Return this process's DynamoDB client. Tests forget it with ``dynamodb.cache_clear()``."""
    client: Any = session().create_client("dynamodb", config=STORE_CONFIG)
    dynamodb: DynamoDBClient = client
    return dynamodb


@cache
def stepfunctions() -> "SFNClient":
    """Return this process's client of Step Functions, as patient as DynamoDB's."""
    client: Any = session().create_client("stepfunctions", config=STORE_CONFIG)
    stepfunctions: SFNClient = client
    return stepfunctions
