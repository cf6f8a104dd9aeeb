"""What the workflows do at GitHub: one comment or issue kept up to date, the run of a merged plan.

Usage: python -m tools.deploy.github comment NUMBER MARKER FILE
       python -m tools.deploy.github issue TITLE MARKER FILE
       python -m tools.deploy.github plan-run COMMIT
       python -m tools.deploy.github plan-approval ENV COMMIT

A marker is a word that is hidden in the text, by which it is found again: a pull request has one
comment for each environment, and drift has one issue. What somebody else wrote is never taken for it,
whatever it holds: its author could change afterwards what people review.

``GITHUB_TOKEN``, ``GITHUB_REPOSITORY`` and ``GITHUB_API_URL`` are set by GitHub's runners (the token by
the workflow).
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from tools.deploy.plan.previous import with_difference
from tools.deploy.plan.saved import LABEL, Saved
from tools.deploy.terraform import ENVIRONMENTS, TerraformError

PLAN_WORKFLOW = "plan.yml"
PAGE = 100
AUTHOR = "github-actions[bot]"
"""Whose name what a workflow's own token writes is under."""

SECONDS = 20


class GitHubError(Exception):
    """What GitHub refused, or what is missing, and what to do about it."""


class Repository:
    """One repository at GitHub's REST interface.

    Parameters
    ----------
    client
        With base URL ``…/repos/<owner>/<name>`` and the token.
    """

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def keep_comment(self, number: int, marker: str, body: str) -> str:
        """Write `body` as the comment of `marker` on a pull request or issue; return its URL.

        Raises
        ------
        GitHubError
            GitHub refused.
        """
        text = _marked(marker, body)
        for comment in self._pages(f"/issues/{number}/comments"):
            if _is_ours(comment, marker):
                return self._send("PATCH", f"/issues/comments/{comment['id']}", body=text)
        return self._send("POST", f"/issues/{number}/comments", body=text)

    def comment(self, number: int, marker: str) -> str | None:
        """Return the comment of `marker` on a pull request or issue; None if there is none yet.

        Raises
        ------
        GitHubError
            GitHub refused.
        """
        for comment in self._pages(f"/issues/{number}/comments"):
            if _is_ours(comment, marker):
                return str(comment["body"]).removeprefix(f"{_sign(marker)}\n")
        return None

    def approver(self, commit: str, label: str) -> str | None:
        """Return who put `label` on the pull request that `commit` merged; None if nobody did.

        Its author does not count, and neither does a label that was taken off again.

        Raises
        ------
        GitHubError
            The commit is of no merged pull request, or GitHub refused.
        """
        pull = self._merged(commit)
        if label not in {named["name"] for named in pull["labels"]}:
            return None
        given = [
            event["actor"]["login"]
            for event in self._pages(f"/issues/{pull['number']}/events")
            if event["event"] == "labeled" and event["label"]["name"] == label
        ]
        return given[-1] if given and given[-1] != pull["user"]["login"] else None

    def keep_issue(self, title: str, marker: str, body: str) -> str:
        """Write `body` into the open issue of `marker`, or open one; return its URL.

        Raises
        ------
        GitHubError
            GitHub refused.
        """
        text = _marked(marker, body)
        for issue in self._pages("/issues", state="open"):
            if "pull_request" not in issue and _is_ours(issue, marker):
                return self._send("PATCH", f"/issues/{issue['number']}", title=title, body=text)
        return self._send("POST", "/issues", title=title, body=text)

    def plan_run(self, commit: str) -> int:
        """Return the id of the run that planned the pull request which `commit` merged.

        Raises
        ------
        GitHubError
            The commit is of no merged pull request, or none of its plans succeeded.
        """
        head = self._merged(commit)["head"]["sha"]
        runs = self._get(
            f"/actions/workflows/{PLAN_WORKFLOW}/runs", head_sha=head, status="success"
        )["workflow_runs"]
        if not runs:
            raise GitHubError(
                f"no plan of {head} succeeded: run the plan workflow of its pull request again"
            )
        return max(int(run["id"]) for run in runs)

    def _merged(self, commit: str) -> dict[str, Any]:
        merged = [pull for pull in self._pages(f"/commits/{commit}/pulls") if pull.get("merged_at")]
        if not merged:
            raise GitHubError(f"{commit} was merged by no pull request: nothing was reviewed")
        return merged[0]

    def _pages(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        page = 1
        while found := self._get(path, **query, per_page=str(PAGE), page=str(page)):
            yield from found
            if len(found) < PAGE:
                return
            page += 1

    def _get(self, path: str, **query: str) -> Any:
        return self._request("GET", path, params=query).json()

    def _send(self, method: str, path: str, **values: str) -> str:
        answer = self._request(method, path, json=values).json()
        return str(answer["html_url"])

    def _request(self, method: str, path: str, **values: Any) -> httpx.Response:
        try:
            answer = self._client.request(method, path, **values)
            answer.raise_for_status()
        except httpx.HTTPStatusError as error:
            raise GitHubError(
                f"GitHub answered {error.response.status_code} to {method} {path}: does the "
                "workflow's token have the permission?"
            ) from None
        except httpx.HTTPError as error:
            raise GitHubError(f"GitHub cannot be reached: {type(error).__name__}") from None
        return answer


def _sign(marker: str) -> str:
    return f"<!-- ai-chef {marker} -->"


def _is_ours(post: dict[str, Any], marker: str) -> bool:
    author = (post["user"] or {}).get("login")
    return author == AUTHOR and (post["body"] or "").startswith(_sign(marker))


def _marked(marker: str, body: str) -> str:
    return f"{_sign(marker)}\n{body}"


def repository_of(environment: dict[str, str]) -> Repository:
    """Return the repository that a runner's environment variables name.

    Raises
    ------
    GitHubError
        Names the variable that is missing.
    """
    missing = [name for name in ("GITHUB_TOKEN", "GITHUB_REPOSITORY") if not environment.get(name)]
    if missing:
        raise GitHubError(f"set {', '.join(missing)}")
    api = environment.get("GITHUB_API_URL", "https://api.github.com")
    client = httpx.Client(
        base_url=f"{api}/repos/{environment['GITHUB_REPOSITORY']}",
        headers={
            "Authorization": f"Bearer {environment['GITHUB_TOKEN']}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
        timeout=SECONDS,
    )
    return Repository(client)


def approval_of(env: str, commit: str, repository: Repository) -> str:
    """Return ``approved`` or ``none``: whether the saved plan of `env` may lose what is stored.

    Raises
    ------
    GitHubError
        It would, and the pull request has no label for it.
    tools.deploy.terraform.TerraformError
        There is no saved plan.
    """
    losses = Saved.of(env).about(env).loses
    if not losses:
        return "none"
    if repository.approver(commit, LABEL) is None:
        raise GitHubError(
            f"the plan for {env} loses what is stored: {'; '.join(losses)}. Somebody else than the "
            f"author of the pull request must put the label {LABEL} on it; then run this job again"
        )
    return "approved"


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="github", description="Comments, issues, plan runs.")
    commands = parser.add_subparsers(dest="command", required=True)
    comment = commands.add_parser("comment")
    comment.add_argument("number", type=int)
    issue = commands.add_parser("issue")
    issue.add_argument("title")
    for text in (comment, issue):
        text.add_argument("marker")
        text.add_argument("file", type=Path)
    commands.add_parser("plan-run").add_argument("commit")
    approval = commands.add_parser("plan-approval")
    approval.add_argument("env", choices=ENVIRONMENTS)
    approval.add_argument("commit")
    asked = parser.parse_args()
    try:
        repository = repository_of(dict(os.environ))
        match asked.command:
            case "comment":
                previous = repository.comment(asked.number, asked.marker)
                body = with_difference(asked.file.read_text("utf-8"), previous)
                print(repository.keep_comment(asked.number, asked.marker, body))
            case "issue":
                body = asked.file.read_text("utf-8")
                print(repository.keep_issue(asked.title, asked.marker, body))
            case "plan-approval":
                print(approval_of(asked.env, asked.commit, repository))
            case _:
                print(repository.plan_run(asked.commit))
    except (GitHubError, TerraformError) as error:
        print(f"github: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
