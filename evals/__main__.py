"""Run the eval; fail on a leak of the labelled texts or of the matrix, and report the blind sets.

Usage: python -m evals [--every N] [--model-url URL] [--model-id ID]

Without a model the fake ones are asked, in this process. With --model-url any OpenAI-compatible
server answers behind the local AWS's Bedrock; with --model-id alone it is Bedrock itself, with the
person's own credentials. A real model costs: it is asked every 97th cell unless told otherwise.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ai_chef_recipe.sources.bedrock.source import Converse
from evals.blind import SETS, BlindCase, Score, scores
from evals.blind import cases as blind_cases
from evals.cases import adversarial, benign
from evals.judging import refused
from evals.matrix import Tally, cells, fake_converse, fake_model_names, run
from evals.wording import WORDINGS, reworded
from tools.deploy import aws
from tools.local_aws import server

REAL_MODEL_EVERY = 97
SHOWN_LEAKS = 20


@contextmanager
def _real_model(model_id: str, model_url: str | None) -> Iterator[Converse]:
    """Yield ``converse`` of Bedrock, or of the local AWS with `model_url` behind it."""
    if model_url is None:
        yield aws.client("bedrock-runtime").converse
        return
    with tempfile.TemporaryDirectory() as folder:
        endpoint = server.start(Path(folder) / "aws", model_url=model_url)
        try:
            yield aws.client("bedrock-runtime", endpoint.url).converse
        finally:
            server.stop(endpoint)


def _matrix_table(tallies: dict[str, Tally], seconds: float) -> Table:
    runs = sum(tally.runs for tally in tallies.values())
    table = Table(title=f"{runs} requests in {seconds:.0f} s")
    for column in ("model", "requests", "leaks", "own recipe", "fallback", "failed", "repairs"):
        table.add_column(column, justify="left" if column == "model" else "right")
    table.add_column("tokens", justify="right")
    for model, tally in tallies.items():
        figures = (
            tally.runs, len(tally.leaks), tally.passed, tally.fallbacks,
            sum(tally.failures.values()), tally.repairs, tally.tokens,
        )  # fmt: skip
        table.add_row(model, *(f"{figure:,}" for figure in figures))
    return table


def _print_blind_sets(console: Console, every: int) -> None:
    """Print what the gate makes of the blind sets as written, and of every N-th case reworded."""
    table = Table(title="hand-labelled cases, seen and blind apart")
    for column in ("cases", "class", "must refuse", "leaks", "must pass", "false alarms"):
        table.add_column(column, justify="left" if column in {"cases", "class"} else "right")
    wrong: list[BlindCase] = []
    for is_blind in (False, True):
        chosen = [case for s in SETS if s.is_blind == is_blind for case in blind_cases(s.file)]
        found = scores(tuple(chosen))
        for where in sorted({where for where, _ in found}):
            refuse, passes = found.get((where, True)), found.get((where, False))
            table.add_row(
                "blind" if is_blind else "seen", where,
                *(cell for score in (refuse, passes) for cell in _cells(score)),
            )  # fmt: skip
        wrong += [case for score in found.values() for case in score.wrong]
    seen = tuple(case for chosen in SETS for case in blind_cases(chosen.file))
    for name, wording in WORDINGS.items():
        other = scores(reworded(seen[::every], wording))
        leaks = [case for score in other.values() for case in score.wrong]
        total = sum(score.total for score in other.values())
        table.add_row("reworded", name, str(total), str(len(leaks)), "", "")
        wrong += leaks
    console.print(table)
    for case in wrong:
        kind = "LEAK" if case.must_refuse else "false alarm"
        console.print(f"  {kind} {case.id} {case.culprit}", markup=False)


def _cells(score: Score | None) -> tuple[str, str]:
    return (str(score.total), str(len(score.wrong))) if score else ("", "")


def main() -> int:
    """Print the tables; return 1 if anything leaked or a good model was refused."""
    parser = argparse.ArgumentParser(prog="eval", description="Does an allergen get through?")
    parser.add_argument("--every", type=int, help="every N-th cell of the matrix and reworded case")
    parser.add_argument("--model-url")
    parser.add_argument("--model-id")
    options = parser.parse_args()
    console = Console(width=100)

    tried, missed = adversarial(), [case for case in adversarial() if not refused(case)]
    alarms = [case for case in benign() if refused(case)]
    console.print(f"adversarial cases: {len(tried)} tried, {len(tried) - len(missed)} caught")
    console.print(f"benign cases: {len(benign())} tried, {len(alarms)} false alarms")
    for case in (*missed, *alarms):
        console.print(f"  {case}", markup=False)

    _print_blind_sets(console, options.every or 1)

    started = time.monotonic()
    if options.model_id:
        matrix = cells([options.model_id], every=options.every or REAL_MODEL_EVERY)
        with _real_model(options.model_id, options.model_url) as converse:
            tallies = run(matrix, lambda model: converse)
    else:
        tallies = run(cells(fake_model_names(), every=options.every or 1), fake_converse)
    console.print(_matrix_table(tallies, time.monotonic() - started))
    leaked = [leak for tally in tallies.values() for leak in tally.leaks]
    for cell, word in leaked[:SHOWN_LEAKS]:
        console.print(f"LEAK {cell}: {word}", markup=False)
    return 1 if missed or leaked else 0


if __name__ == "__main__":
    sys.exit(main())
