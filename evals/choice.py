"""What the book chooses for realistic people: 20 sessions of each profile, in this process.

Usage: python -m evals.choice [--sessions N]

Prints one row a profile, and fails below a floor: every session within the budget where any recipe
is, no time that the steps contradict, no baby food for adults, no dislike served, enough different
dishes, and the fridge used.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.table import Table

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import Profile, ProfileInput, Target
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.normalize import normalize
from ai_chef_recipe.estimate import estimate
from ai_chef_recipe.generation import generate_recipe
from ai_chef_recipe.home import Home
from ai_chef_recipe.sources.cookbook.choice import in_order
from ai_chef_recipe.sources.cookbook.source import BookSource, book, passes

PROFILES = Path(__file__).parent / "data" / "choice_profiles.json"
SESSIONS = 20
FRIDGE_SHARE_LEAST = 0.5
"""Of the most that any recipe within the budget could use of what is at home, for those who ask for
just that (rule of this project)."""

_TIME = re.compile(r"(\d+)\s*(시간|분)(?!\s*(?:마다|간격|의))")


@dataclass(frozen=True)
class Person:
    """A realistic profile, and how many different dishes the sessions are to give at least."""

    name: str
    profile: Profile
    least_dishes: int

    @property
    def is_baby(self) -> bool:
        """Tell whether the dish is for a baby."""
        return self.profile.target is Target.BABY_FOOD


@dataclass
class Tally:
    """What the sessions of one person came to.

    ``possible`` tells whether any recipe that passes keeps to the budget; ``used`` holds for each
    session how much of what is at home it uses, as a share of the most that any recipe
    within the budget could.
    """

    person: Person
    possible: bool
    recipes: list[Recipe] = field(default_factory=list)
    within: int = 0
    false_times: list[str] = field(default_factory=list)
    wrong_age: list[str] = field(default_factory=list)
    disliked: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    used: list[float] = field(default_factory=list)

    @property
    def dishes(self) -> int:
        """Return how many different dishes there were."""
        return len({recipe.source.id for recipe in self.recipes})

    def failures(self) -> Iterator[str]:
        """Yield every floor that is not kept."""
        sessions = len(self.recipes)
        if self.possible and self.within < sessions:
            yield f"{sessions - self.within} sessions over a budget that some recipe keeps"
        if self.unsaid:
            yield f"over the budget without saying so: {self.unsaid}"
        if self.false_times:
            yield f"false times: {self.false_times}"
        if self.wrong_age:
            yield f"for the wrong age: {self.wrong_age}"
        if self.disliked:
            yield f"disliked: {self.disliked}"
        least = self.person.least_dishes * sessions // SESSIONS
        if self.dishes < least:
            yield f"{self.dishes} dishes in {sessions} sessions, not {least}"
        is_asked = self.person.profile.target is Target.FRIDGE
        if is_asked and self.used and mean(self.used) < FRIDGE_SHARE_LEAST:
            yield f"{mean(self.used):.0%} of what could be used of the fridge"


def people() -> list[Person]:
    """Return the people of the eval, their profiles as OrchestrateSession hands them on."""
    return [
        Person(row["name"], normalize(parse(ProfileInput, row["profile"])), row["least_dishes"])
        for row in json.loads(PROFILES.read_text("utf-8"))
    ]


def run(chosen: Sequence[Person], sessions: int = SESSIONS) -> list[Tally]:
    """Cook `sessions` sessions for each person."""
    return [_tally(person, sessions) for person in chosen]


def _tally(person: Person, sessions: int) -> Tally:
    profile = person.profile
    every = in_order(book(), profile, "eval", lambda candidate: True)
    passing = [candidate for candidate in every if passes(profile, candidate)]
    within = [one for one in passing if one.estimate.is_within(profile.budget)]
    most_used = max((len(one.uses) for one in within), default=0)
    tally = Tally(person, possible=bool(within))
    source = BookSource()
    for number in range(sessions):
        recipe = generate_recipe(source, profile, f"sess_{number}", lambda violations: None)
        tally.recipes.append(recipe)
        judge_session(tally, recipe, most_used)
    return tally


def judge_session(tally: Tally, recipe: Recipe, most_used: int) -> None:
    """Hold one recipe against what the person asked for, by other means than the gate's.

    Parameters
    ----------
    most_used
        How much of what is at home any recipe within the budget could use.
    """
    profile = tally.person.profile
    home = Home(profile)
    is_within = estimate(recipe.ingredients, home).is_within(profile.budget)
    tally.within += is_within
    if not is_within and not any("예산" in caution for caution in recipe.cautions):
        tally.unsaid.append(recipe.name)
    if _has_false_time(recipe, profile.max_cooking_minutes):
        tally.false_times.append(recipe.name)
    if recipe.source.id.endswith("-baby") != tally.person.is_baby:
        tally.wrong_age.append(recipe.name)
    named = [recipe.name, *(line.name for line in recipe.ingredients), *recipe.steps]
    for word in profile.dislikes:
        if any(word in text for text in named):
            tally.disliked.append(f"{recipe.name}: {word}")
    if home.named and most_used:
        used = {item for line in recipe.ingredients for item in home.used_by(line.name)}
        tally.used.append(len(used) / most_used)


def _has_false_time(recipe: Recipe, most: int | None) -> bool:
    """Tell whether the total is less than the steps, a step less than a time in it, or too long."""
    minutes = [(step.active or 0) + step.waiting for step in recipe.step_minutes]
    if len(minutes) != len(recipe.steps) or recipe.minutes < sum(minutes):
        return True
    if most is not None and recipe.minutes > most:
        return True
    return any(
        int(amount) * (60 if unit == "시간" else 1) > taken
        for text, taken in zip(recipe.steps, minutes, strict=True)
        for amount, unit in _TIME.findall(text)
    )


def table(tallies: Sequence[Tally]) -> Table:
    """Return one row a person."""
    columns = (
        "person",
        "in budget",
        "false times",
        "wrong age",
        "disliked",
        "dishes",
        "fridge used",
    )
    shown = Table(title=f"{len(tallies)} profiles, {len(tallies[0].recipes)} sessions each")
    for column in columns:
        shown.add_column(column, justify="left" if column == "person" else "right")
    for tally in tallies:
        budget = f"{tally.within}/{len(tally.recipes)}" if tally.possible else "not possible"
        figures: list[Any] = [len(tally.false_times), len(tally.wrong_age), len(tally.disliked)]
        used = f"{mean(tally.used):.0%}" if tally.used else ""
        shown.add_row(
            tally.person.name, budget, *map(str, figures),
            f"{tally.dishes} (of {tally.person.least_dishes})", used,
        )  # fmt: skip
    return shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if a floor is not kept."""
    parser = argparse.ArgumentParser(prog="eval-choice", description="Is it worth cooking?")
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    console = Console(width=110)
    tallies = run(people(), parser.parse_args(arguments).sessions)
    console.print(table(tallies))
    failed = [(tally.person.name, failure) for tally in tallies for failure in tally.failures()]
    for name, failure in failed:
        console.print(f"FLOOR {name}: {failure}", markup=False)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
