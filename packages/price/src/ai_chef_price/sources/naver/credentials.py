"""Naver's credentials out of Secrets Manager, through Powertools and its cache."""

import json

from aws_lambda_powertools.utilities.parameters import get_secret
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from ai_chef_common.errors import PriceSourceDenied
from ai_chef_price.sources.naver.search import Credentials

KEPT_SECONDS = 900


def read_credentials(secret_name: str, *, anew: bool = False) -> Credentials:
    """Return the credentials; `anew` fetches them again, as after a refusal.

    Raises
    ------
    PriceSourceDenied
        The secret is missing, may not be read, or is no JSON with clientId and clientSecret. The
        message quotes nothing of it.
    """
    try:
        text = get_secret(secret_name, max_age=KEPT_SECONDS, force_fetch=anew)
    except GetParameterError:
        raise PriceSourceDenied(
            f"the secret {secret_name} cannot be read: put its value with `make secret ENV=…`"
        ) from None
    try:
        payload = json.loads(text)
        return Credentials(str(payload["clientId"]), str(payload["clientSecret"]))
    except (ValueError, KeyError, TypeError):
        raise PriceSourceDenied(
            f"the secret {secret_name} is no JSON object with clientId and clientSecret"
        ) from None
