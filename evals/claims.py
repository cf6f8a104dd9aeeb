"""How often a claim of health or safety gets through, and how often an innocent sentence is refused.

Usage: python -m evals.claims [--cases FILE.jsonl]

Without a file it reports the blind sets of ``data/blind_claims``, one by one. A line of a set is
``{"id": …, "claim": true, "text": …}``. Their authors had seen neither the patterns nor the word lists;
they are frozen, and what each of them gave when it was first run stands in docs/recipes.md.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from ai_chef_recipe.gate.claims import claim_in
from evals.cases import DATA

BLIND_CLAIMS = DATA / "blind_claims"
SETS = tuple(f"2026-11-25-{letter}.jsonl" for letter in "abcdfegh")
"""As they were first run. All but e have been used to mend since: a new figure needs a new set."""

MOST_WRONG = 0.03
"""Share of the claims that may be missed, and of the innocent sentences refused (goal of this project)."""


class ClaimCase(NamedTuple):
    """A sentence of a recipe, and whether it promises health or safety."""

    id: str
    is_claim: bool
    text: str


class ClaimScore(NamedTuple):
    """How many of a set are claims and how many are not, and which were taken for the other."""

    claims: int
    innocent: int
    missed: tuple[ClaimCase, ...]
    alarms: tuple[ClaimCase, ...]

    @property
    def is_good(self) -> bool:
        """Tell whether no more is wrong than the goal allows."""
        return (
            len(self.missed) <= MOST_WRONG * self.claims
            and len(self.alarms) <= MOST_WRONG * self.innocent
        )


def claim_cases(file: Path) -> list[ClaimCase]:
    """Return the cases of one file, in order."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return [ClaimCase(row["id"], row["claim"], row["text"]) for row in rows]


def score(cases: Iterable[ClaimCase]) -> ClaimScore:
    """Return what the gate makes of the cases."""
    chosen = list(cases)
    wrong = [case for case in chosen if (claim_in(case.text) is not None) != case.is_claim]
    claims = sum(case.is_claim for case in chosen)
    return ClaimScore(
        claims=claims,
        innocent=len(chosen) - claims,
        missed=tuple(case for case in wrong if case.is_claim),
        alarms=tuple(case for case in wrong if not case.is_claim),
    )


def report(console: Console, files: Iterable[Path]) -> bool:
    """Print a table of the sets and every sentence decided wrongly; tell whether all sets are good."""
    table = Table(title="sentences of recipes: health and safety claims")
    for column in ("set", "claims", "missed", "innocent", "false alarms"):
        table.add_column(column, justify="left" if column == "set" else "right")
    scores = {file.stem: score(claim_cases(file)) for file in files}
    for name, found in scores.items():
        figures = found.claims, len(found.missed), found.innocent, len(found.alarms)
        table.add_row(name, *map(str, figures))
    console.print(table)
    for found in scores.values():
        for case in found.missed:
            console.print(f"  MISSED {case.id} {case.text}", markup=False)
        for case in found.alarms:
            console.print(f"  false alarm {case.id} {case.text}", markup=False)
    return all(found.is_good for found in scores.values())


def main(arguments: list[str] | None = None) -> int:
    """Print the report; return 1 if more is wrong than the goal allows."""
    parser = argparse.ArgumentParser(prog="eval-claims", description="Does a claim get through?")
    parser.add_argument("--cases", type=Path, help="a set in the form of data/blind_claims")
    options = parser.parse_args(arguments)
    files = [options.cases] if options.cases else [BLIND_CLAIMS / name for name in SETS]
    return 0 if report(Console(width=100), files) else 1


if __name__ == "__main__":
    sys.exit(main())
