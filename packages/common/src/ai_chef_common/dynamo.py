"""DynamoDB as the stores use it: items to and from Python, AWS errors to named ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Clamped, Context, Decimal, Inexact, Overflow, Rounded, Underflow
from typing import Any

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

NUMBER = Context(
    prec=38, Emin=-128, Emax=126, traps=[Clamped, Inexact, Overflow, Rounded, Underflow]
)
"""What a number of DynamoDB can hold; beyond it nothing is rounded, it raises."""


def to_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` in DynamoDB's typed form, as boto3's serializer does (a test compares them).

    Raises
    ------
    TypeError
        If a float is among them, which DynamoDB would not keep exact, or anything but text, whole
        numbers, Decimal, bool, None, lists and dicts.
    decimal.Inexact, decimal.Overflow …
        A number has more digits than DynamoDB keeps.
    """
    return {key: _typed(value) for key, value in values.items()}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain dict; whole numbers are int, others stay Decimal."""
    return {key: _plain(value) for key, value in item.items()}


def _typed(value: Any) -> dict[str, Any]:
    match value:
        case bool():
            return {"BOOL": value}
        case None:
            return {"NULL": True}
        case str():
            return {"S": str(value)}
        case int() | Decimal():
            return {"N": str(NUMBER.create_decimal(value))}
        case dict():
            return {"M": to_item(value)}
        case list():
            return {"L": [_typed(inner) for inner in value]}
        case _:
            raise TypeError(f"DynamoDB is not given a {type(value).__name__}")


def _plain(value: Mapping[str, Any]) -> Any:
    ((kind, inner),) = value.items()
    match kind:
        case "N":
            number = NUMBER.create_decimal(inner)
            return int(number) if number == number.to_integral_value() else number
        case "M":
            return from_item(inner)
        case "L":
            return [_plain(item) for item in inner]
        case "NULL":
            return None
        case "S" | "BOOL":
            return inner
        case _:
            raise TypeError(f"AI Chef keeps nothing of DynamoDB's type {kind}")


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
        raise StoreMisconfigured(
            f"botocore cannot call DynamoDB: {type(error).__name__}"
        ) from error


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
