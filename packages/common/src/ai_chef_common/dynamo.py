"""DynamoDB as the stores use it: items to and from Python, AWS errors to named ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from ai_chef_common.errors import StoreAccessDenied, StoreMisconfigured, StoreUnavailable

_TRANSIENT_CODES = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionInProgressException",
    }
)

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def to_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` in DynamoDB's typed form.

    Raises
    ------
    TypeError
        If a float is among them, which DynamoDB would not keep exact.
    """
    return {key: _serialize(value) for key, value in values.items()}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain dict; whole numbers are int, others stay Decimal."""
    return {key: _plain(_deserialize(value)) for key, value in item.items()}


def _plain(value: Any) -> Any:
    match value:
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return value


@contextmanager
def store_errors() -> Iterator[None]:
    """Raise DynamoDB's failures by our names; leave conditional failures to the caller.

    Raises
    ------
    StoreUnavailable
        Throttling, 5xx, a timeout or a broken connection.
    StoreAccessDenied
        The role lacks the permission.
    StoreMisconfigured
        The table does not exist, or credentials or region are not configured.
    """
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        http_status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _TRANSIENT_CODES or http_status >= 500:
            raise StoreUnavailable(f"DynamoDB answered {code} to {error.operation_name}") from error
        if code == "AccessDeniedException":
            raise StoreAccessDenied(
                f"the role may not call dynamodb:{error.operation_name}: add it in Terraform"
            ) from error
        if code == "ResourceNotFoundException":
            raise StoreMisconfigured(
                f"dynamodb:{error.operation_name} found no such table: compare SESSIONS_TABLE and "
                "RESULTS_TABLE with the deployed tables"
            ) from error
        raise
    except HTTPClientError as error:
        raise StoreUnavailable(f"DynamoDB did not answer: {type(error).__name__}") from error
    except BotoCoreError as error:
        raise StoreMisconfigured(f"boto3 cannot call DynamoDB: {type(error).__name__}") from error
