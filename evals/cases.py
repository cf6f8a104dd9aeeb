"""Labelled cases: texts that hold an allergen (to be caught) and texts that only look like it.

The labels were given by hand, case by case; no code of `ai_chef_food` had a part in them.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_chef_testing.fakes.models.recipes import ordinary

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Case:
    """`text` stands at `place` (ingredient, step, name, description) of an ordinary recipe."""

    allergen: str
    place: str
    text: str

    def draft(self) -> dict[str, Any]:
        """Return the ordinary recipe with the text in its place."""
        draft = ordinary(2)
        match self.place:
            case "ingredient":
                line = {"name": self.text, "amount": "20", "unit": "g"}
                return draft | {"ingredients": [*draft["ingredients"], line]}
            case "step":
                return draft | {"steps": [*draft["steps"], self.text]}
            case place:
                return draft | {place: self.text}


def adversarial() -> list[Case]:
    """Return recipes that hide an allergen: derived, foreign, misspelt, composite, in the texts."""
    return _read("adversarial.csv")


def benign() -> list[Case]:
    """Return recipes that hold no such allergen, though a hasty check may think so."""
    return _read("benign.csv")


def _read(name: str) -> list[Case]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return [Case(**row) for row in csv.DictReader(lines)]
