"""What the account must have: credentials, region, state bucket, quotas, a clock that agrees."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.build_package import lambda_packages
from tools.deploy.doctor.finding import Finding, Settings, doubtful, error_name, well, wrong
from tools.deploy.login import LOG_IN

MOST_CLOCK_SECONDS = 60
"""AWS refuses signatures that are minutes off."""

UNRESERVED = 100
"""Concurrent executions that AWS keeps for functions without a reservation."""


def credentials(sts: Any) -> Finding:
    """Check that there are credentials, and say whose."""
    try:
        identity = sts.get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        return wrong("credentials", error_name(error), LOG_IN)
    return well("credentials", f"{identity['Arn']} in account {identity['Account']}")


def clock(sts: Any, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Finding:
    """Compare this machine's clock with AWS's."""
    try:
        headers = sts.get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]
    except (BotoCoreError, ClientError) as error:
        return wrong("clock", f"unknown ({error_name(error)})", "see credentials")
    off = abs((now() - parsedate_to_datetime(headers["date"])).total_seconds())
    if off > MOST_CLOCK_SECONDS:
        return wrong("clock", f"{off:.0f} s off", "set this machine's clock (NTP)")
    return well("clock", f"within {MOST_CLOCK_SECONDS} s of AWS")


def region(settings: Settings, configured: str | None) -> Finding:
    """Check that state and resources are in one region, and the person's default is no other."""
    state = settings.backend.get("region")
    if state != settings.region:
        return wrong(
            "region", f"state in {state}, resources in {settings.region}",
            f"make them the same in terraform/envs/{settings.env}.*",
        )  # fmt: skip
    if configured and configured != settings.region:
        return doubtful(
            "region", f"{settings.region}, while your default is {configured}",
            "`ai-chef` looks in your default: set AWS_REGION",
        )  # fmt: skip
    return well("region", settings.region)


def state(s3: Any, settings: Settings) -> Finding:
    """Check that the state bucket stands, keeps versions, and is not locked by somebody."""
    bucket, key = settings.backend["bucket"], settings.backend["key"]
    try:
        s3.head_bucket(Bucket=bucket)
        versions = s3.get_bucket_versioning(Bucket=bucket).get("Status")
    except (BotoCoreError, ClientError) as error:
        return wrong(
            "state bucket", f"{bucket}: {error_name(error)}",
            f"`make bootstrap ENV={settings.env}`; if the name is taken, choose another in "
            f"terraform/envs/{settings.env}.s3.tfbackend",
        )  # fmt: skip
    if versions != "Enabled":
        return wrong("state bucket", f"{bucket} keeps no versions",
                     f"`make bootstrap ENV={settings.env}`")  # fmt: skip
    try:
        lock = s3.head_object(Bucket=bucket, Key=f"{key}.tflock")
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] in (403, 404):
            return well("state bucket", f"{bucket}, not locked")
        raise
    return doubtful(
        "state bucket", f"locked since {lock['LastModified']:%Y-%m-%dT%H:%M:%SZ}",
        "wait for the other deploy; if it died, `terraform force-unlock`",
    )  # fmt: skip


def boundary(iam: Any, sts: Any, settings: Settings) -> Finding:
    """Check that the policy stands that bounds every role."""
    if not settings.values["permissions_boundary"]:
        return well("boundary", "not used here")
    name = f"ai-chef-boundary-{settings.env}"
    try:
        account_id = sts.get_caller_identity()["Account"]
        iam.get_policy(PolicyArn=f"arn:aws:iam::{account_id}:policy/{name}")
    except (BotoCoreError, ClientError) as error:
        if error_name(error) == "NoSuchEntity":
            return wrong("boundary", f"no policy {name}", f"`make bootstrap ENV={settings.env}`")
        return doubtful("boundary", error_name(error), "allow iam:GetPolicy to see it")
    return well("boundary", f"{name} bounds every role")


def concurrency(lambdas: Any, settings: Settings) -> Finding:
    """Check that the account's concurrency holds what the functions reserve."""
    reserved = int(settings.values.get("reserved_concurrency", -1))
    try:
        limits = lambdas.get_account_settings()["AccountLimit"]
    except (BotoCoreError, ClientError) as error:
        return doubtful(
            "concurrency", error_name(error), "allow lambda:GetAccountSettings to see it"
        )
    quota = int(limits["ConcurrentExecutions"])
    kept = len(lambda_packages()) * max(reserved, 0)
    needed = kept + (UNRESERVED if reserved > 0 else 0)
    if quota < needed:
        return wrong(
            "concurrency", f"quota {quota}, needed {needed}",
            "raise the quota 'Concurrent executions' of Lambda, or lower reserved_concurrency",
        )  # fmt: skip
    return well("concurrency", f"quota {quota}, reserved {kept}")
