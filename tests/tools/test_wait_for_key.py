"""A new key is waited for until its tags count; what else KMS says is no reason to wait."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tools.deploy.wait_for_key import NotUsableError, wait

KEY = "arn:aws:kms:ap-northeast-2:000000000000:key/k"


def answer(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "GenerateDataKey")


class Kms:
    """Answers one scripted reply after another."""

    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)
        self.requests: list[dict[str, Any]] = []

    def generate_data_key(self, **request: Any) -> None:
        self.requests.append(request)
        raise answer(self.codes.pop(0))


def test_a_key_that_may_be_used_is_not_waited_for() -> None:
    kms, pauses = Kms("DryRunOperationException"), list[float]()

    wait(kms, KEY, pause=pauses.append)

    assert pauses == []
    assert kms.requests == [{"KeyId": KEY, "KeySpec": "AES_256", "DryRun": True}]


def test_a_key_whose_tags_do_not_count_yet_is_asked_again() -> None:
    kms, pauses = Kms(*["AccessDeniedException"] * 3, "DryRunOperationException"), list[float]()

    wait(kms, KEY, pause=pauses.append)

    assert pauses == [10] * 3


def test_a_key_that_stays_refused_tells_what_to_do() -> None:
    with pytest.raises(NotUsableError, match="kms:GenerateDataKey"):
        wait(Kms(*["AccessDeniedException"] * 2), KEY, pause=lambda seconds: None, tries=2)


def test_another_failure_is_raised_at_once() -> None:
    with pytest.raises(ClientError, match="NotFoundException"):
        wait(Kms("NotFoundException"), KEY, pause=lambda seconds: None)
