"""boto3 clients for tools: the local AWS with its fixed test keys, or the person's own account."""

from typing import Any

import boto3
from botocore.config import Config

from tools.deploy.terraform import backend
from tools.local_aws.checkout import required
from tools.local_aws.server import REGION


def client(
    service: str,
    endpoint_url: str | None = None,
    *,
    region: str | None = None,
    config: Config | None = None,
) -> Any:
    """Return a client of the local AWS at `endpoint_url`, or of AWS itself if that is None.

    Without `region`, the local AWS's own is taken, or the one that the person has configured.
    """
    if endpoint_url is None:
        return boto3.client(service, region_name=region, config=config)
    session = boto3.Session("test", "test", region_name=region or REGION)
    return session.client(service, endpoint_url=endpoint_url, config=config)


def client_of(service: str, env: str) -> Any:
    """Return a client of the AWS that `env` is deployed to, in the environment's own region.

    Raises
    ------
    tools.local_aws.server.LocalAwsError
        `env` is local, and no local AWS is running.
    """
    endpoint_url = required().url if env == "local" else None
    return client(service, endpoint_url, region=backend(env)["region"])
