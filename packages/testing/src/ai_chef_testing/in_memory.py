"""AWS in memory, by moto."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import boto3
from moto import mock_aws

from ai_chef_common import aws


@contextmanager
def in_memory_aws() -> Iterator[None]:
    """Let the clients that are made within the block speak to moto, which forgets all at its end.

    All are made by the session of this process: it keeps the service models, and reading them was
    most of the time of a test.
    """
    with mock_aws():
        _forget_session_without_moto()
        boto3.setup_default_session(botocore_session=aws.session())
        _forget_clients()
        yield
    _forget_clients()


@cache
def _forget_session_without_moto() -> None:
    aws.session.cache_clear()


def _forget_clients() -> None:
    aws.dynamodb.cache_clear()
    aws.stepfunctions.cache_clear()
