"""What the environment talks to: the model, the shopping search, and what is deployed already."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ai_chef_price.sources.naver.search import (
    AccessDenied,
    BadCredentials,
    Credentials,
    Deadline,
    LookupFailed,
    NaverSearch,
    SearchGone,
)
from tools import hcl
from tools.build_package import ROOT
from tools.deploy.doctor.finding import Finding, Settings, doubtful, error_name, well, wrong

WARN_BEFORE = timedelta(days=90)
"""Time enough to choose another model and hold it against the eval."""

PROFILE = re.compile(r"^(apac|au|eu|global|jp|us)\.")
ASKED_FOR = "두부"
SEARCH_SECONDS = 5
TABLES_MODULE = ROOT / "terraform" / "modules" / "tables" / "main.tf"


def model(bedrock: Any, settings: Settings) -> Iterator[Finding]:
    """Check that the inference profile exists and the account may use its model."""
    model_id = settings.model_id
    if not model_id:
        yield well("model", "not used here: the recipe book writes recipes")
        return
    if PROFILE.match(model_id):
        try:
            profile = bedrock.get_inference_profile(inferenceProfileIdentifier=model_id)
        except (BotoCoreError, ClientError) as error:
            yield wrong(
                "inference profile", f"{model_id}: {error_name(error)}",
                "look at Bedrock's cross-region inference for the profiles of this region, and "
                f"name one as model.id in terraform/envs/{settings.env}.tfvars",
            )  # fmt: skip
            return
        yield well("inference profile", f"{model_id}: {profile.get('status', 'ACTIVE')}")
    foundation = PROFILE.sub("", model_id)
    try:
        availability = bedrock.get_foundation_model_availability(modelId=foundation)
    except (BotoCoreError, ClientError) as error:
        yield wrong("model", f"{foundation}: {error_name(error)}", "check model.id and its region")
        return
    missing = [
        what
        for what, good in (
            ("agreement", availability["agreementAvailability"]["status"] == "AVAILABLE"),
            ("authorization", availability["authorizationStatus"] == "AUTHORIZED"),
            ("entitlement", availability["entitlementAvailability"] == "AVAILABLE"),
            ("region", availability["regionAvailability"] == "AVAILABLE"),
        )
        if not good
    ]
    if missing:
        yield wrong("model", f"{foundation}: no {', '.join(missing)}",
                    "request access to it at Bedrock's model access")  # fmt: skip
    else:
        yield well("model", f"{foundation}: available")


def lifecycle(
    bedrock: Any, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Finding:
    """Check that the model is active, and that its end of life is not near.

    An inference profile names its model; a model by itself is asked for as it is.
    """
    if not settings.model_id:
        return well("model lifecycle", "no model is used")
    try:
        foundation = _foundation(bedrock, settings.model_id)
        details = bedrock.get_foundation_model(modelIdentifier=foundation)["modelDetails"]
    except (BotoCoreError, ClientError) as error:
        if error_name(error) == "AccessDeniedException":
            return doubtful(
                "model lifecycle", "AccessDeniedException",
                "allow bedrock:GetInferenceProfile and bedrock:GetFoundationModel to see it",
            )  # fmt: skip
        return wrong("model lifecycle", f"{settings.model_id}: {error_name(error)}",
                     f"check model.id in terraform/envs/{settings.env}.tfvars")  # fmt: skip
    state = details["modelLifecycle"]
    end = state.get("endOfLifeTime")
    text = f"{foundation}: {state['status']}, " + (
        f"until {end:%Y-%m-%d}" if end else "no end announced"
    )
    advice = (
        'choose another model.id on AWS\'s page "Model lifecycle", run `make eval MODEL_ID=…` with '
        f"it, and name it in terraform/envs/{settings.env}.tfvars"
    )
    if end and end <= now():
        return wrong("model lifecycle", text, advice)
    if state["status"] != "ACTIVE" or (end and end - now() <= WARN_BEFORE):
        return doubtful("model lifecycle", text, advice)
    return well("model lifecycle", text)


def _foundation(bedrock: Any, model_id: str) -> str:
    """Return the id of the model behind an inference profile, or of the model itself."""
    if not PROFILE.match(model_id):
        return model_id
    profile = bedrock.get_inference_profile(inferenceProfileIdentifier=model_id)
    return str(profile["models"][0]["modelArn"]).rsplit("/", 1)[-1]


def search(
    secrets: Any,
    settings: Settings,
    ask: Callable[[str, Credentials], int] | None = None,
) -> Finding:
    """Check that the secret of the shopping search is there, whole, and taken by the search."""
    if not settings.search_url:
        return well("search", "not used here: the catalog prices")
    name = f"ai-chef-search-{settings.env}"
    put = f"`make secret ENV={settings.env}`"
    credentials = _credentials(secrets, name)
    if isinstance(credentials, str):
        first = f"the first deploy makes it: `make deploy ENV={settings.env}`, then {put}"
        is_missing = credentials == "ResourceNotFoundException"
        return wrong("search", f"{name}: {credentials}", first if is_missing else put)
    try:
        hits = (ask or _hits)(settings.search_url, credentials)
    except (BadCredentials, AccessDenied, LookupFailed) as failure:
        return _unanswered(failure, settings)
    return well("search", f"answers ({hits} hits for {ASKED_FOR})")


def _unanswered(failure: Exception, settings: Settings) -> Finding:
    """Say why the search did not answer, and whether anything prices in its place."""
    if isinstance(failure, BadCredentials):
        put = f"make new ones, `make secret ENV={settings.env}`"
        return wrong("search", "the credentials are refused", put)
    if isinstance(failure, AccessDenied):
        return wrong("search", f"the search is refused ({failure})",
                     "enable 검색 for the application, or set price_source = \"catalog\"")  # fmt: skip
    if not isinstance(failure, SearchGone):
        return doubtful("search", f"does not answer: {failure}",
                        "prices come from the fallback meanwhile; see docs/runbook.md")  # fmt: skip
    text = "the shopping search no longer exists (404): Naver ended it on 2026-07-31"
    advice = f'set price_source = "catalog" in terraform/envs/{settings.env}.tfvars'
    if settings.values.get("price_fallback") == "catalog":
        return doubtful("search", f"{text}; the catalog prices every line meanwhile", advice)
    return wrong("search", f"{text}, and nothing prices in its place", advice)


def _credentials(secrets: Any, name: str) -> Credentials | str:
    """Return the credentials, or in a word why they cannot be had."""
    try:
        secret = json.loads(secrets.get_secret_value(SecretId=name)["SecretString"])
        return Credentials(str(secret["clientId"]), str(secret["clientSecret"]))
    except (BotoCoreError, ClientError) as error:
        return error_name(error)
    except (ValueError, KeyError, TypeError):
        return "no JSON with clientId and clientSecret"


def tables(dynamodb: Any, settings: Settings) -> Finding:
    """Check that the tables that stand expire their items."""
    standing, without = [], []
    for name in hcl.local_values(TABLES_MODULE)["tables"]:
        table = f"ai-chef-{name}-{settings.env}"
        try:
            expiry = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        except ClientError as error:
            if error_name(error) == "ResourceNotFoundException":
                continue
            return doubtful(
                "tables", error_name(error), "allow dynamodb:DescribeTimeToLive to see it"
            )
        except BotoCoreError as error:
            return wrong("tables", error_name(error), "see credentials")
        standing.append(table)
        if expiry["TimeToLiveStatus"] not in ("ENABLED", "ENABLING"):
            without.append(table)
    if without:
        return wrong("tables", f"items never expire in {', '.join(without)}",
                     f"`make deploy ENV={settings.env}` turns it on again")  # fmt: skip
    return well("tables", f"{len(standing)} expire their items" if standing else "none stand yet")


def retention(logs: Any, settings: Settings) -> Finding:
    """Check that logs are kept as long as the settings say, and no longer."""
    wanted = int(settings.values["log_retention_days"])
    try:
        pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/")
        groups = {
            group["logGroupName"]: group.get("retentionInDays")
            for page in pages
            for group in page["logGroups"]
            if re.search(rf"/ai-chef-\w+-{settings.env}$", group["logGroupName"])
        }
    except (BotoCoreError, ClientError) as error:
        return doubtful(
            "log retention", error_name(error), "allow logs:DescribeLogGroups to see it"
        )
    other = {name: days for name, days in groups.items() if days != wanted}
    if other:
        periods = ", ".join(f"{name}: {days or 'for ever'}" for name, days in sorted(other.items()))
        return wrong("log retention", f"{periods}, not {wanted} days",
                     f"`make deploy ENV={settings.env}` sets it")  # fmt: skip
    return well("log retention", f"{wanted} days in {len(groups)} groups" if groups else
                "no groups stand yet")  # fmt: skip


def _hits(url: str, credentials: Credentials) -> int:
    asked = NaverSearch(url, call_seconds=SEARCH_SECONDS, display=1, connections=1)
    return len(asked.hits(ASKED_FOR, credentials, Deadline(SEARCH_SECONDS)))
