"""Whether somebody is logged in to AWS: asked before anything slow begins."""

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError

LOG_IN = "log in (`aws sso login`), or set AWS_PROFILE"
_IMPATIENT = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 2})


def login_refusal(region: str) -> str | None:
    """Return why AWS does not know us, and what to do; None if it does.

    Parameters
    ----------
    region
        Region whose STS is asked.
    """
    try:
        sts = boto3.Session().client("sts", region_name=region, config=_IMPATIENT)
        sts.get_caller_identity()
    except EndpointConnectionError:
        return "nothing answers: check the network, then run this again"
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return f"the credentials are refused ({code}): {LOG_IN}, then run this again"
    except BotoCoreError as error:
        return f"{str(error).rstrip('.')}: {LOG_IN}, then run this again"
    return None
