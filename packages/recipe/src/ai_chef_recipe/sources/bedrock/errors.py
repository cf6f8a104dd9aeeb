"""Failures of the Bedrock runtime by their names in AI Chef.

The service's own message stays out of ours: it may quote the request, which holds a profile.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    ReadTimeoutError,
)

from ai_chef_common.errors import (
    AiChefError,
    RecipeModelAccessDenied,
    RecipeModelMisconfigured,
    RecipeModelThrottled,
    RecipeModelTimedOut,
    RecipeSourceUnavailable,
)

_BY_CODE: dict[str, type[AiChefError]] = {
    "ThrottlingException": RecipeModelThrottled,
    "TooManyRequestsException": RecipeModelThrottled,
    "ServiceQuotaExceededException": RecipeModelThrottled,
    "ModelTimeoutException": RecipeModelTimedOut,
    "ModelNotReadyException": RecipeSourceUnavailable,
    "ModelErrorException": RecipeSourceUnavailable,
    "InternalServerException": RecipeSourceUnavailable,
    "ServiceUnavailableException": RecipeSourceUnavailable,
    "AccessDeniedException": RecipeModelAccessDenied,
    "UnrecognizedClientException": RecipeModelAccessDenied,
    "ExpiredTokenException": RecipeModelAccessDenied,
    "ResourceNotFoundException": RecipeModelMisconfigured,
    "ValidationException": RecipeModelMisconfigured,
}

_WHAT_TO_DO: dict[type[AiChefError], str] = {
    RecipeModelThrottled: "raise the model's quota, or wait",
    RecipeModelTimedOut: "raise model_timeout_seconds, or choose a faster model",
    RecipeSourceUnavailable: "look at the AWS Health Dashboard for Bedrock",
    RecipeModelAccessDenied: (
        "enable the model for the account in the Bedrock console, and allow bedrock:InvokeModel "
        "on it in terraform/functions.tf"
    ),
    RecipeModelMisconfigured: (
        "check model_id (a model's or inference profile's id in this region), model_max_tokens "
        "and the guardrail in terraform/envs"
    ),
}


@contextmanager
def named_failures(model_id: str) -> Iterator[None]:
    """Raise the named error for whatever boto3 raises within."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "unknown")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        raise _named(_BY_CODE.get(code) or _by_status(status), model_id, code) from None
    except ReadTimeoutError as error:
        raise _named(RecipeModelTimedOut, model_id, type(error).__name__) from None
    except NoCredentialsError as error:
        raise _named(RecipeModelAccessDenied, model_id, type(error).__name__) from None
    except BotoCoreError as error:
        raise _named(RecipeSourceUnavailable, model_id, type(error).__name__) from None


def _by_status(status: int) -> type[AiChefError]:
    return RecipeSourceUnavailable if status >= 500 else RecipeModelMisconfigured


def _named(cls: type[AiChefError], model_id: str, code: str) -> AiChefError:
    return cls(f"model {model_id} failed with {code}: {_WHAT_TO_DO[cls]}")
