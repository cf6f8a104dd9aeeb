"""A plan that loses what is stored is applied only with a second yes."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools.build_package import ROOT
from tools.deploy.github import GitHubError, Repository, approval_of
from tools.deploy.plan.saved import LABEL, Saved
from tools.deploy.terraform import TerraformError

LOST = "`aws_dynamodb_table` **ai-chef-prices-dev** is REPLACED"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saved:
    """Return a saved plan; what it loses is written by `losing`."""
    saved = Saved(tmp_path)
    saved.plan.write_bytes(b"plan")
    monkeypatch.setattr(Saved, "of", lambda env: saved)
    return saved


def losing(saved: Saved, *losses: str) -> None:
    about = {"environment": "dev", "sources": "s", "loses": losses}
    (saved.folder / "about.json").write_text(json.dumps(about), "utf-8")


def repository(
    *, labels: tuple[str, ...] = (LABEL,), by: tuple[str, ...] = ("other",)
) -> Repository:
    """Return GitHub with one merged pull request of "author", labelled `by` these."""

    def answer(request: httpx.Request) -> httpx.Response:
        found: list[dict[str, Any]]
        if request.url.path.endswith("/pulls"):
            named = [{"name": label} for label in labels]
            pull = {"number": 7, "merged_at": "t", "user": {"login": "author"}, "labels": named}
            found = [pull]
        else:
            found = [{"event": "closed", "actor": {"login": "somebody"}}] + [
                {"event": "labeled", "label": {"name": LABEL}, "actor": {"login": login}}
                for login in by
            ]
        return httpx.Response(200, json=found)

    client = httpx.Client(
        base_url="https://api.test/repos/o/r", transport=httpx.MockTransport(answer)
    )
    return Repository(client)


def test_a_plan_that_loses_nothing_needs_no_approval(saved: Saved) -> None:
    losing(saved)

    saved.require_approved("dev", data_loss_approved=False)
    assert approval_of("dev", "c", repository(labels=(), by=())) == "none"


def test_a_plan_that_loses_data_is_refused_without_a_second_yes(saved: Saved) -> None:
    losing(saved, LOST)

    with pytest.raises(TerraformError, match=r"ai-chef-prices-dev.*DATA_LOSS=approved"):
        saved.require_approved("dev", data_loss_approved=False)
    saved.require_approved("dev", data_loss_approved=True)


def test_the_label_by_somebody_else_than_the_author_approves(saved: Saved) -> None:
    losing(saved, LOST)

    assert approval_of("dev", "c", repository()) == "approved"
    assert approval_of("dev", "c", repository(by=("author", "other"))) == "approved"


@pytest.mark.parametrize(
    ("labels", "by"),
    [((), ()), ((), ("other",)), ((LABEL,), ("author",)), ((LABEL,), ("other", "author")), ((LABEL,), ())],
    ids=["none", "taken off", "by its author", "put on again by its author", "unknown"],
)  # fmt: skip
def test_no_label_a_label_taken_off_or_the_authors_own_does_not(
    saved: Saved, labels: tuple[str, ...], by: tuple[str, ...]
) -> None:
    losing(saved, LOST)

    with pytest.raises(GitHubError, match=LABEL):
        approval_of("dev", "c", repository(labels=labels, by=by))


def test_the_workflow_asks_for_the_approval_of_each_environment_before_it_applies() -> None:
    text = (ROOT / ".github" / "workflows" / "deploy.yml").read_text("utf-8")
    for env in ("dev", "prod"):
        asked, applied = f"plan-approval ENV={env} ", f"make apply ENV={env} DATA_LOSS="
        assert text.index(asked) < text.index(applied)
