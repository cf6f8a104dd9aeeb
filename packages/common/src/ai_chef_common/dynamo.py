"""DynamoDB as the stores use it: items to and from Python, AWS errors to named ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as BotoConnectionError

from ai_chef_common.errors import (
    StoreAccessDenied,
    StoreContention,
    StoreMisconfigured,
    StoreUnavailable,
)

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

_REFUSED_IDENTITY = frozenset(
    {
        "ExpiredTokenException",
        "IncompleteSignatureException",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "UnrecognizedClientException",
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
        code = _code(error)
        http_status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _TRANSIENT_CODES or http_status >= 500:
            raise StoreUnavailable(f"DynamoDB answered {code} to {error.operation_name}") from error
        if code == "AccessDeniedException":
            raise StoreAccessDenied(
                f"the role may not call dynamodb:{error.operation_name}: add it in Terraform"
            ) from error
        if code in _REFUSED_IDENTITY:
            raise StoreMisconfigured(
                f"DynamoDB answered {code} to {error.operation_name}: check the role, the region, "
                "the clock and AWS_ENDPOINT_URL"
            ) from error
        if code == "ResourceNotFoundException":
            raise StoreMisconfigured(
                f"dynamodb:{error.operation_name} found no such table: compare SESSIONS_TABLE and "
                "RESULTS_TABLE with the deployed tables"
            ) from error
        raise
    except (BotoConnectionError, HTTPClientError) as error:
        raise StoreUnavailable(f"DynamoDB did not answer: {type(error).__name__}") from error
    except BotoCoreError as error:
        raise StoreMisconfigured(f"boto3 cannot call DynamoDB: {type(error).__name__}") from error


def is_condition_failure(error: ClientError) -> bool:
    """Tell whether a single write was refused by its condition."""
    return _code(error) == "ConditionalCheckFailedException"


def is_canceled_transaction(error: ClientError) -> bool:
    """Tell whether a transaction was cancelled, for whatever reason."""
    return _code(error) == "TransactionCanceledException"


def item_of_failed_condition(error: ClientError) -> Mapping[str, Any] | None:
    """Return the item that a refused write met (``ALL_OLD``), or None if there was none."""
    found: Any = error.response.get("Item")
    return found if is_condition_failure(error) else None


def item_of_canceled_transaction(error: ClientError) -> Mapping[str, Any] | None:
    """Return the item whose condition cancelled a transaction, or None if there was none.

    Raises
    ------
    StoreContention
        It was cancelled for another reason, such as a write to the same item under way.
    botocore.exceptions.ClientError
        `error` itself, if it is no cancelled transaction.
    """
    if not is_canceled_transaction(error):
        raise error
    reasons: Any = error.response.get("CancellationReasons", [])
    for reason in reasons:
        if reason.get("Code") == "ConditionalCheckFailed":
            found: Mapping[str, Any] | None = reason.get("Item")
            return found
    codes = sorted({str(reason.get("Code")) for reason in reasons})
    raise StoreContention(f"the transaction was cancelled: {', '.join(codes)}") from error


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")
