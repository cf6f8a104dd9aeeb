"""Naver's credentials out of Secrets Manager, kept for a while in this process.

Powertools has a cache for this, which imports boto3: 85 ms of CPU in a session's cold start.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ai_chef_common.aws import session
from ai_chef_common.clock import Clock, utc_now
from ai_chef_common.errors import PriceSourceDenied
from ai_chef_price.sources.naver.search import Credentials

KEPT = timedelta(minutes=15)

_kept: dict[str, tuple[datetime, Credentials]] = {}
"""When the credentials of each secret were read, and what they were."""


def read_credentials(
    secret_name: str, *, anew: bool = False, clock: Clock = utc_now
) -> Credentials:
    """Return the credentials, of the last 15 minutes; `anew` fetches them again, as after a refusal.

    Raises
    ------
    PriceSourceDenied
        The secret is missing, may not be read, or is no JSON with clientId and clientSecret. The
        message quotes nothing of it.
    """
    kept = _kept.get(secret_name)
    if kept and not anew and clock() < kept[0] + KEPT:
        return kept[1]
    try:
        secrets: Any = session().create_client("secretsmanager")
        text = secrets.get_secret_value(SecretId=secret_name)["SecretString"]
    except (BotoCoreError, ClientError, KeyError):
        raise PriceSourceDenied(
            f"the secret {secret_name} cannot be read: put its value with `make secret ENV=…`"
        ) from None
    try:
        payload = json.loads(text)
        credentials = Credentials(str(payload["clientId"]), str(payload["clientSecret"]))
    except (ValueError, KeyError, TypeError):
        raise PriceSourceDenied(
            f"the secret {secret_name} is no JSON object with clientId and clientSecret"
        ) from None
    _kept[secret_name] = (clock(), credentials)
    return credentials
