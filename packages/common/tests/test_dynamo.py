from decimal import Decimal, DecimalException
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_common.dynamo import from_item, item_of_canceled_transaction, store_errors, to_item
from ai_chef_common.errors import (
    AiChefError,
    StoreAccessDenied,
    StoreContention,
    StoreMisconfigured,
    StoreUnavailable,
)


def client_error(code: str, status: int = 400, **more: Any) -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": ""},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response | more, "UpdateItem")


def test_whole_numbers_come_back_as_int_and_others_as_decimal() -> None:
    item = to_item({"n": 3, "d": Decimal("0.5"), "nested": {"list": [1, "x"]}})

    assert from_item(item) == {"n": 3, "d": Decimal("0.5"), "nested": {"list": [1, "x"]}}


PLAIN = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-(10**37), 10**37)
    | st.decimals(-(10**20), 10**20, places=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(st.dictionaries(st.text(), PLAIN, max_size=4))
def test_items_are_those_of_boto3s_serializer_and_come_back(values: dict[str, Any]) -> None:
    item = to_item(values)

    assert item == {key: TypeSerializer().serialize(value) for key, value in values.items()}
    assert {key: TypeDeserializer().deserialize(value) for key, value in item.items()} == values
    assert from_item(item) == values


def test_a_number_that_dynamodb_would_round_is_refused() -> None:
    with pytest.raises(DecimalException):
        to_item({"price": Decimal("1." + "1" * 40)})


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        to_item({"price": 0.1})


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (client_error("ThrottlingException"), StoreUnavailable),
        (client_error("ProvisionedThroughputExceededException"), StoreUnavailable),
        (client_error("Whatever", 503), StoreUnavailable),
        (EndpointConnectionError(endpoint_url="x"), StoreUnavailable),
        (client_error("AccessDeniedException"), StoreAccessDenied),
        (client_error("ResourceNotFoundException"), StoreMisconfigured),
        (client_error("InvalidSignatureException"), StoreMisconfigured),
        (client_error("ExpiredTokenException"), StoreMisconfigured),
        (NoCredentialsError(), StoreMisconfigured),
    ],
)
def test_failures_of_dynamodb_get_our_names(error: Exception, expected: type[AiChefError]) -> None:
    with pytest.raises(expected), store_errors():
        raise error


def test_a_failed_condition_is_left_to_the_caller() -> None:
    with pytest.raises(ClientError), store_errors():
        raise client_error("ConditionalCheckFailedException")


def test_a_transaction_cancelled_by_another_write_is_contention() -> None:
    error = client_error(
        "TransactionCanceledException",
        CancellationReasons=[{"Code": "None"}, {"Code": "TransactionConflict"}],
    )

    with pytest.raises(StoreContention, match="TransactionConflict"):
        item_of_canceled_transaction(error)


def test_a_failure_that_is_no_cancelled_transaction_stays_what_it_is() -> None:
    error = client_error("ValidationException")

    with pytest.raises(ClientError) as caught:
        item_of_canceled_transaction(error)

    assert caught.value is error
