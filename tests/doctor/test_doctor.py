"""Every case that keeps a deploy from working is reported, with what to do about it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from ai_chef_common.contracts.pricing import Unpriced
from ai_chef_price.sources.naver.search import (
    AccessDenied,
    BadCredentials,
    LookupFailed,
    SearchGone,
)
from tools.build_package import BuildError
from tools.deploy.doctor import account, machine, services
from tools.deploy.doctor.__main__ import report_model
from tools.deploy.doctor.finding import Finding, Settings, Verdict
from tools.deploy.terraform import ENVIRONMENTS, TerraformError

NOW = datetime(2026, 1, 31, 9, tzinfo=UTC)
PROFILE = "global.anthropic.claude-sonnet-4-6"
MODEL = "anthropic.claude-sonnet-4-6"
AVAILABLE = {
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}


def refused(code: str, status: int = 400) -> ClientError:
    reply = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(reply, "Operation")  # type: ignore[arg-type]


def client(**operations: Any) -> Any:
    """Return a client whose operations answer, or raise, what is given."""

    def operation(answer: Any) -> Callable[..., Any]:
        def call(**_: Any) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call

    return SimpleNamespace(**{name: operation(answer) for name, answer in operations.items()})


def settings(env: str = "dev", **values: Any) -> Settings:
    known = Settings.of(env)
    return Settings(env, known.values | values, known.backend)


def must(found: Finding, verdict: Verdict, *words: str) -> None:
    assert found.verdict is verdict, found
    assert bool(found.advice) is (verdict is not Verdict.WELL), "tells what to do, or nothing"
    for word in words:
        assert word in f"{found.text} {found.advice}"


@pytest.mark.parametrize("env", ENVIRONMENTS)
def test_every_environment_has_settings(env: str) -> None:
    known = Settings.of(env)

    assert known.region == "ap-northeast-2"
    assert bool(known.model_id) is (env != "local")
    assert bool(known.search_url) is (env != "local")


def test_missing_credentials_are_told() -> None:
    must(
        account.credentials(client(get_caller_identity=NoCredentialsError())),
        Verdict.WRONG, "NoCredentialsError", "aws sso login",
    )  # fmt: skip


def test_expired_credentials_are_told() -> None:
    sts = client(get_caller_identity=refused("ExpiredToken"))

    must(account.credentials(sts), Verdict.WRONG, "ExpiredToken")


def test_credentials_name_who_one_is() -> None:
    sts = client(get_caller_identity={"Arn": "arn:aws:iam::1:user/me", "Account": "1"})

    must(account.credentials(sts), Verdict.WELL, "user/me")


@pytest.mark.parametrize(("off", "verdict"), [(5, Verdict.WELL), (400, Verdict.WRONG)])
def test_a_clock_that_is_off_is_told(off: int, verdict: Verdict) -> None:
    date = (NOW + timedelta(seconds=off)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    sts = client(get_caller_identity={"ResponseMetadata": {"HTTPHeaders": {"date": date}}})

    must(account.clock(sts, now=lambda: NOW), verdict)


def test_a_clock_that_cannot_be_compared_is_told() -> None:
    must(account.clock(client(get_caller_identity=NoCredentialsError())), Verdict.WRONG)


def test_a_state_in_another_region_is_told() -> None:
    apart = Settings("dev", settings().values, settings().backend | {"region": "us-east-1"})

    must(account.region(apart, None), Verdict.WRONG, "us-east-1", "terraform/envs/dev")
    must(account.region(settings(), "us-east-1"), Verdict.DOUBTFUL, "AWS_REGION")
    must(account.region(settings(), None), Verdict.WELL)


VERSIONED = {"Status": "Enabled"}


@pytest.mark.parametrize(
    ("bucket", "versions", "lock", "verdict", "word"),
    [
        (refused("404", 404), VERSIONED, None, Verdict.WRONG, "make bootstrap ENV=dev"),
        (refused("403", 403), VERSIONED, None, Verdict.WRONG, "taken"),
        ({}, {}, None, Verdict.WRONG, "versions"),
        ({}, VERSIONED, {"LastModified": NOW}, Verdict.DOUBTFUL, "force-unlock"),
        ({}, VERSIONED, refused("404", 404), Verdict.WELL, "not locked"),
    ],
    ids=["absent", "another's", "unversioned", "locked", "well"],
)
def test_the_state_bucket(
    bucket: Any, versions: Any, lock: Any, verdict: Verdict, word: str
) -> None:
    s3 = client(head_bucket=bucket, get_bucket_versioning=versions, head_object=lock)

    must(account.state(s3, settings()), verdict, word)


@pytest.mark.parametrize(
    ("policy", "verdict", "word"),
    [
        ({}, Verdict.WELL, "ai-chef-boundary-dev"),
        (refused("NoSuchEntity", 404), Verdict.WRONG, "make bootstrap ENV=dev"),
        (refused("AccessDenied", 403), Verdict.DOUBTFUL, "iam:GetPolicy"),
    ],
    ids=["stands", "absent", "denied"],
)
def test_the_policy_that_bounds_every_role(policy: Any, verdict: Verdict, word: str) -> None:
    sts = client(get_caller_identity={"Account": "1"})

    must(account.boundary(client(get_policy=policy), sts, settings()), verdict, word)
    must(account.boundary(client(), sts, settings("local")), Verdict.WELL, "not used")


@pytest.mark.parametrize(
    ("quota", "reserved", "verdict"),
    [(1000, 50, Verdict.WELL), (299, 50, Verdict.WRONG), (10, -1, Verdict.WELL)],
)
def test_a_quota_that_does_not_hold_what_is_reserved_is_told(
    quota: int, reserved: int, verdict: Verdict
) -> None:
    lambdas = client(get_account_settings={"AccountLimit": {"ConcurrentExecutions": quota}})

    must(account.concurrency(lambdas, settings(reserved_concurrency=reserved)), verdict)


def test_a_quota_that_may_not_be_seen_is_doubtful() -> None:
    lambdas = client(get_account_settings=refused("AccessDeniedException"))

    must(account.concurrency(lambdas, settings()), Verdict.DOUBTFUL)


def models(**changes: Any) -> Any:
    return client(
        get_inference_profile={"status": "ACTIVE"},
        get_foundation_model_availability=AVAILABLE | changes,
    )


def test_a_model_that_may_be_used_is_well() -> None:
    found = list(services.model(models(), settings()))

    assert [finding.verdict for finding in found] == [Verdict.WELL] * 2
    assert PROFILE in found[0].text


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"agreementAvailability": {"status": "NOT_AVAILABLE"}}, "agreement"),
        ({"authorizationStatus": "NOT_AUTHORIZED"}, "authorization"),
        ({"entitlementAvailability": "NOT_AVAILABLE"}, "entitlement"),
        ({"regionAvailability": "NOT_AVAILABLE"}, "region"),
    ],
)
def test_a_model_that_may_not_be_used_tells_what_is_missing(
    changes: dict[str, Any], word: str
) -> None:
    *_, found = services.model(models(**changes), settings())

    must(found, Verdict.WRONG, word, "model access")


def test_an_inference_profile_that_does_not_exist_is_told() -> None:
    bedrock = client(get_inference_profile=refused("ResourceNotFoundException"))

    (found,) = services.model(bedrock, settings())

    must(found, Verdict.WRONG, PROFILE, "model.id", "dev.tfvars")


def test_a_model_that_does_not_exist_is_told() -> None:
    bedrock = client(get_foundation_model_availability=refused("ValidationException"))

    (found,) = services.model(bedrock, settings(model={"id": "maker.model-v9"}))

    must(found, Verdict.WRONG, "maker.model-v9")


def living(**life: Any) -> Any:
    """Return a client whose model has this lifecycle."""
    profile = {"models": [{"modelArn": f"arn:aws:bedrock:::foundation-model/{MODEL}"}]}
    return client(
        get_inference_profile=profile,
        get_foundation_model={"modelDetails": {"modelLifecycle": {"status": "ACTIVE"} | life}},
    )


@pytest.mark.parametrize(
    ("life", "verdict", "word"),
    [
        ({}, Verdict.WELL, "no end announced"),
        ({"endOfLifeTime": NOW + timedelta(days=91)}, Verdict.WELL, "until 2026-05-02"),
        ({"endOfLifeTime": NOW + timedelta(days=90)}, Verdict.DOUBTFUL, "until 2026-05-01"),
        ({"status": "LEGACY"}, Verdict.DOUBTFUL, "LEGACY"),
        (
            {"status": "LEGACY", "endOfLifeTime": NOW + timedelta(days=200)},
            Verdict.DOUBTFUL,
            "dev.tfvars",
        ),
        ({"status": "LEGACY", "endOfLifeTime": NOW}, Verdict.WRONG, "until 2026-01-31"),
    ],
)
def test_a_models_end_of_life_is_told_90_days_before(
    life: dict[str, Any], verdict: Verdict, word: str
) -> None:
    must(services.lifecycle(living(**life), settings(), lambda: NOW), verdict, word)


def test_the_end_of_life_of_the_model_behind_a_profile_is_looked_up() -> None:
    found = services.lifecycle(living(), settings(), lambda: NOW)

    assert found.text.startswith(f"{MODEL}: ACTIVE")


@pytest.mark.parametrize(
    ("code", "verdict", "word"),
    [
        ("AccessDeniedException", Verdict.DOUBTFUL, "bedrock:GetFoundationModel"),
        ("ResourceNotFoundException", Verdict.WRONG, "dev.tfvars"),
    ],
)
def test_a_model_whose_end_of_life_cannot_be_looked_up_is_told(
    code: str, verdict: Verdict, word: str
) -> None:
    bedrock = client(get_inference_profile=refused(code))

    must(services.lifecycle(bedrock, settings(), lambda: NOW), verdict, word)


def test_what_is_to_be_done_about_a_model_is_written_for_an_issue(tmp_path: Path) -> None:
    file = tmp_path / "made" / "model.md"
    ends = living(endOfLifeTime=NOW + timedelta(days=1))

    assert report_model(services.lifecycle(living(), settings(), lambda: NOW), file) == 0
    assert not file.exists()
    assert report_model(services.lifecycle(ends, settings(), lambda: NOW), file) == 2
    assert "until 2026-02-01" in file.read_text("utf-8")


def test_an_environment_without_model_and_search_needs_neither() -> None:
    (model,) = services.model(client(), settings("local"))

    must(model, Verdict.WELL, "recipe book")
    must(services.lifecycle(client(), settings("local")), Verdict.WELL, "no model")
    must(services.search(client(), settings("local")), Verdict.WELL, "catalog")


def kept(text: str) -> dict[str, str]:
    """Return what Secrets Manager answers for a secret."""
    return {"SecretString": text}


WHOLE = kept(json.dumps({"clientId": "i", "clientSecret": "s"}))


def answering(outcome: Any) -> Callable[..., int]:
    def ask(*_: Any) -> int:
        if isinstance(outcome, Exception):
            raise outcome
        return int(outcome)

    return ask


@pytest.mark.parametrize(
    ("secret", "outcome", "verdict", "word"),
    [
        (refused("ResourceNotFoundException"), 0, Verdict.WRONG, "make deploy ENV=dev"),
        (refused("AccessDeniedException"), 0, Verdict.WRONG, "AccessDeniedException"),
        (NoCredentialsError(), 0, Verdict.WRONG, "NoCredentialsError"),
        (kept("word"), 0, Verdict.WRONG, "make secret ENV=dev"),
        (kept("{}"), 0, Verdict.WRONG, "clientId"),
        (WHOLE, BadCredentials(), Verdict.WRONG, "refused"),
        (WHOLE, LookupFailed(Unpriced.QUOTA_EXHAUSTED), Verdict.DOUBTFUL, "quota"),
        (WHOLE, AccessDenied("status 403"), Verdict.WRONG, "enable 검색"),
        (WHOLE, SearchGone(), Verdict.DOUBTFUL, "the catalog prices every line"),
        (WHOLE, 3, Verdict.WELL, "3 hits"),
    ],
    ids=[
        "absent",
        "denied",
        "unknown",
        "no JSON",
        "empty",
        "refused",
        "quota",
        "not enabled",
        "gone",
        "well",
    ],
)
def test_the_secret_and_the_search(secret: Any, outcome: Any, verdict: Verdict, word: str) -> None:
    found = services.search(client(get_secret_value=secret), settings(), answering(outcome))

    must(found, verdict, word)
    assert '"s"' not in f"{found.text} {found.advice}"


def test_a_search_that_is_gone_keeps_an_environment_without_a_fallback_from_pricing() -> None:
    found = services.search(
        client(get_secret_value=WHOLE), settings(price_fallback="none"), answering(SearchGone())
    )

    must(found, Verdict.WRONG, "no longer exists", 'price_source = "catalog"')


def ttl(status: str) -> dict[str, Any]:
    return {"TimeToLiveDescription": {"TimeToLiveStatus": status}}


@pytest.mark.parametrize(
    ("answer", "verdict", "word"),
    [
        (ttl("ENABLED"), Verdict.WELL, "4 expire"),
        (ttl("DISABLED"), Verdict.WRONG, "ai-chef-sessions-dev"),
        (refused("ResourceNotFoundException"), Verdict.WELL, "none stand yet"),
        (refused("AccessDeniedException"), Verdict.DOUBTFUL, "DescribeTimeToLive"),
        (NoCredentialsError(), Verdict.WRONG, "credentials"),
    ],
)
def test_tables_whose_items_never_expire_are_told(answer: Any, verdict: Verdict, word: str) -> None:
    must(services.tables(client(describe_time_to_live=answer), settings()), verdict, word)


@pytest.mark.parametrize(
    ("days", "verdict"), [(14, Verdict.WELL), (365, Verdict.WRONG), (None, Verdict.WRONG)]
)
def test_logs_that_are_kept_longer_or_shorter_than_meant_are_told(
    days: int | None, verdict: Verdict
) -> None:
    groups = [
        {"logGroupName": "/aws/lambda/ai-chef-price-dev"} | ({"retentionInDays": days} if days else {}),
        {"logGroupName": "/aws/lambda/another", "retentionInDays": 1},
    ]  # fmt: skip
    pages = SimpleNamespace(paginate=lambda **_: [{"logGroups": groups}])

    must(services.retention(SimpleNamespace(get_paginator=lambda _: pages), settings()), verdict)


def test_logs_that_may_not_be_seen_are_doubtful() -> None:
    def denied(**_: Any) -> Any:
        raise refused("AccessDeniedException")

    logs = SimpleNamespace(get_paginator=lambda _: SimpleNamespace(paginate=denied))

    must(services.retention(logs, settings()), Verdict.DOUBTFUL)


@pytest.mark.parametrize(
    ("name", "broken", "word"),
    [
        ("find_terraform", TerraformError("install 1.11.0 or later"), "1.11.0"),
        ("find_uv", BuildError("install uv"), "install uv"),
    ],
)
def test_a_missing_program_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: Exception, word: str
) -> None:
    def fail() -> str:
        raise broken

    monkeypatch.setattr(machine, name, fail)

    (found,) = [finding for finding in machine.programs() if finding.verdict is Verdict.WRONG]
    must(found, Verdict.WRONG, word)


def test_another_python_and_a_missing_node_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "python_version", lambda: "3.99")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(machine, "find_terraform", lambda: "terraform")

    found = {
        finding.check: finding for finding in machine.programs() if finding.verdict is Verdict.WRONG
    }

    must(found["python"], Verdict.WRONG, "3.99")
    must(found["node"], Verdict.WRONG, "Node.js")


@pytest.mark.parametrize(
    ("code", "verdict", "word"), [(0, Verdict.WELL, "fresh"), (1, Verdict.WRONG, "make lock")]
)
def test_a_stale_lock_is_told(
    monkeypatch: pytest.MonkeyPatch, code: int, verdict: Verdict, word: str
) -> None:
    done = SimpleNamespace(returncode=code, stderr="stale: requirements.lock does not match\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)

    must(machine.locks(), verdict, word)
