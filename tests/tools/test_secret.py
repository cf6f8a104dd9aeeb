"""Putting the credentials of the shopping search."""

import io
import json

import boto3
import pytest
from moto import mock_aws

from tools.deploy import secret


@mock_aws
def test_the_credentials_are_put_as_the_price_function_reads_them() -> None:
    secrets = boto3.client("secretsmanager", region_name="ap-northeast-2")
    secrets.create_secret(Name=secret.secret_name("dev"))

    secret.put(secrets, "dev", "id", "value")

    content = secrets.get_secret_value(SecretId="ai-chef-search-dev")["SecretString"]
    put = json.loads(content)
    assert (put["clientId"], put["clientSecret"]) == ("id", "value")
    assert len(put) == 2


def test_an_empty_value_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["secret", "dev"])
    monkeypatch.setattr("sys.stdin", io.StringIO("id\n\n"))

    assert secret.main() == 2
    assert "both values" in capsys.readouterr().err
