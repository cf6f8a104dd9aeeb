"""Naver's credentials: read once in a while, and anew when they were refused."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from ai_chef_common.errors import PriceSourceDenied
from ai_chef_price.sources.naver import credentials
from ai_chef_price.sources.naver.credentials import read_credentials
from ai_chef_testing.in_memory import in_memory_aws
from ai_chef_testing.plugin import FrozenClock

NAME = "ai-chef-search-test"


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Yield a client of an in-memory Secrets Manager."""
    monkeypatch.setattr(credentials, "_kept", {})
    with in_memory_aws():
        yield boto3.client("secretsmanager")


def put(secrets: Any, client_id: str) -> None:
    text = json.dumps({"clientId": client_id, "clientSecret": "s"})
    if secrets.list_secrets()["SecretList"]:
        secrets.put_secret_value(SecretId=NAME, SecretString=text)
    else:
        secrets.create_secret(Name=NAME, SecretString=text)


def test_credentials_are_kept_for_a_while(secrets: Any, clock: FrozenClock) -> None:
    put(secrets, "first")
    read_credentials(NAME, clock=clock)
    put(secrets, "second")

    assert read_credentials(NAME, clock=clock).client_id == "first"
    clock.forward(minutes=15)
    assert read_credentials(NAME, clock=clock).client_id == "second"


def test_refused_credentials_are_read_anew(secrets: Any, clock: FrozenClock) -> None:
    put(secrets, "first")
    read_credentials(NAME, clock=clock)
    put(secrets, "second")

    assert read_credentials(NAME, anew=True, clock=clock).client_id == "second"


def test_a_missing_secret_is_told_by_name(secrets: Any) -> None:
    with pytest.raises(PriceSourceDenied, match="make secret"):
        read_credentials(NAME)


@pytest.mark.parametrize("text", ["hush", "[]", '{"clientId": "hush"}'])
def test_a_malformed_secret_is_not_quoted(secrets: Any, text: str) -> None:
    secrets.create_secret(Name=NAME, SecretString=text)

    with pytest.raises(PriceSourceDenied) as caught:
        read_credentials(NAME)

    assert "hush" not in str(caught.value)
