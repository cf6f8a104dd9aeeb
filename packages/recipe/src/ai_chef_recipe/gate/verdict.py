"""What the gate answers: facts that stand against a draft, and what it was held against."""

from enum import StrEnum
from typing import NamedTuple

from ai_chef_common.contracts.recipe import AllergenVerdict, CheckedRule


class GateRule(StrEnum):
    """The gate's rules in their order. Those about the profile bear the name of its field."""

    SCHEMA = "schema"
    LANGUAGE = "language"
    CLAIMS = "claims"
    AMOUNTS = "amounts"
    PLAUSIBILITY = "plausibility"
    MINUTES = "minutes"
    ALLERGIES = "allergies"
    DISLIKES = "dislikes"
    TARGET = "target"
    HEALTH_CONDITIONS = "healthConditions"
    COOKING_LEVEL = "cookingLevel"
    MAX_COOKING_MINUTES = "maxCookingMinutes"
    SERVINGS = "servings"
    CUISINE = "cuisine"
    NOT_AGAIN = "notAgain"


class Violation(NamedTuple):
    """One fact against a draft, in Korean, for its author. It may tell health data: never log it."""

    rule: GateRule
    fact: str


class Judgement(NamedTuple):
    """Everything that stands against a draft, and the rules that it was held against."""

    violations: tuple[Violation, ...]
    checked_rules: tuple[CheckedRule, ...]
    allergen_verdicts: tuple[AllergenVerdict, ...]
    cautions: tuple[str, ...]

    @property
    def broken_rules(self) -> tuple[GateRule, ...]:
        """Return the broken rules, each once, in the gate's order."""
        broken = {violation.rule for violation in self.violations}
        return tuple(rule for rule in GateRule if rule in broken)
