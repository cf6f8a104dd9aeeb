"""Comments and issues are kept, not piled up; a deploy finds the plan that was reviewed."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tools.deploy.github import AUTHOR, GitHubError, Repository, repository_of

Answer = Callable[[httpx.Request], httpx.Response]


BOT = {"login": AUTHOR}


class FakeGitHub:
    """The part of GitHub's interface that is used, from memory."""

    def __init__(self) -> None:
        self.comments: dict[int, str] = {}
        self.foreign: dict[int, str] = {}
        self.issues: list[dict[str, Any]] = []
        self.pulls: list[dict[str, Any]] = []
        self.runs: list[dict[str, Any]] = []
        self.written: list[tuple[str, str]] = []
        self.refuses = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/repos/o/r")
        if self.refuses:
            return httpx.Response(self.refuses)
        if request.method != "GET":
            self.written.append((request.method, path))
            return self._write(request, path)
        page = int(request.url.params.get("page", "1"))
        match path.split("/")[1:]:
            case ["issues", _, "comments"]:
                comments = {key: ("somebody", body) for key, body in self.foreign.items()}
                comments |= {key: (AUTHOR, body) for key, body in self.comments.items()}
                found = [
                    {"id": key, "user": {"login": login}, "body": body}
                    for key, (login, body) in comments.items()
                ]
            case ["issues"]:
                found = self.issues
            case ["commits", _, "pulls"]:
                found = self.pulls
            case _:
                assert request.url.params["status"] == "success"
                head = request.url.params["head_sha"]
                runs = [run for run in self.runs if run["head_sha"] == head]
                return httpx.Response(200, json={"workflow_runs": runs})
        return httpx.Response(200, json=found[(page - 1) * 100 : page * 100])

    def _write(self, request: httpx.Request, path: str) -> httpx.Response:
        body = str(httpx.Response(200, content=request.content).json()["body"])
        if "comments" in path:
            last = path.rsplit("/", 1)[-1]
            key = int(last) if last.isdigit() else len(self.comments) + 1
            self.comments[key] = body
        elif path == "/issues":
            self.issues.append({"number": 1000 + len(self.issues), "user": BOT, "body": body})
        else:
            number = int(path.rsplit("/", 1)[-1])
            next(issue for issue in self.issues if issue["number"] == number)["body"] = body
        return httpx.Response(200, json={"html_url": "https://example.test/it"})


@pytest.fixture
def github() -> FakeGitHub:
    return FakeGitHub()


@pytest.fixture
def repository(github: FakeGitHub) -> Repository:
    transport = httpx.MockTransport(github)
    return Repository(httpx.Client(base_url="https://api.test/repos/o/r", transport=transport))


def test_a_second_plan_updates_the_comment_of_its_environment_only(
    github: FakeGitHub, repository: Repository
) -> None:
    github.comments = {number: f"word {number}" for number in range(1, 151)}  # two pages

    repository.keep_comment(7, "plan-dev", "first")
    repository.keep_comment(7, "plan-prod", "other")
    repository.keep_comment(7, "plan-dev", "second")

    kept = [body for body in github.comments.values() if "ai-chef" in body]
    assert kept == ["<!-- ai-chef plan-dev -->\nsecond", "<!-- ai-chef plan-prod -->\nother"]


def test_a_comment_that_somebody_else_wrote_is_never_taken_for_the_plan(
    github: FakeGitHub, repository: Repository
) -> None:
    github.foreign = {500: "<!-- ai-chef plan-dev -->\nlooks harmless"}
    github.comments = {501: "quoting <!-- ai-chef plan-dev -->"}

    repository.keep_comment(7, "plan-dev", "the plan")

    assert github.written == [("POST", "/issues/7/comments")]


def test_drift_keeps_one_open_issue(github: FakeGitHub, repository: Repository) -> None:
    github.issues = [
        {"number": 1, "user": BOT, "body": None},
        {"number": 2, "user": BOT, "body": "<!-- ai-chef drift-dev -->", "pull_request": {}},
        {"number": 3, "user": None, "body": "<!-- ai-chef drift-dev -->"},
    ]

    repository.keep_issue("Drift in dev", "drift-dev", "monday")
    repository.keep_issue("Drift in dev", "drift-dev", "tuesday")

    assert [issue["body"] for issue in github.issues[3:]] == ["<!-- ai-chef drift-dev -->\ntuesday"]
    assert [method for method, _ in github.written] == ["POST", "PATCH"]


def test_the_plan_of_a_merged_commit_is_the_newest_that_succeeded(
    github: FakeGitHub, repository: Repository
) -> None:
    github.pulls = [
        {"merged_at": None, "head": {"sha": "closed"}},
        {"merged_at": "2026-01-31T09:00:00Z", "head": {"sha": "reviewed"}},
    ]
    github.runs = [
        {"id": 5, "head_sha": "reviewed"},
        {"id": 9, "head_sha": "reviewed"},
        {"id": 11, "head_sha": "closed"},
    ]

    assert repository.plan_run("merge") == 9


def test_a_commit_that_nobody_reviewed_is_refused(
    github: FakeGitHub, repository: Repository
) -> None:
    with pytest.raises(GitHubError, match="nothing was reviewed"):
        repository.plan_run("pushed")


def test_a_pull_request_without_a_plan_is_refused_and_told_what_to_do(
    github: FakeGitHub, repository: Repository
) -> None:
    github.pulls = [{"merged_at": "2026-01-31T09:00:00Z", "head": {"sha": "unplanned"}}]

    with pytest.raises(GitHubError, match="run the plan workflow"):
        repository.plan_run("merge")


def test_a_refusal_names_the_status_and_not_the_token(
    github: FakeGitHub, repository: Repository
) -> None:
    github.refuses = 403

    with pytest.raises(GitHubError, match=r"403.*permission"):
        repository.keep_comment(7, "plan-dev", "text")


def test_missing_variables_are_named() -> None:
    with pytest.raises(GitHubError, match="GITHUB_TOKEN, GITHUB_REPOSITORY"):
        repository_of({})
