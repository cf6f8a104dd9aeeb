"""What the API answers with about forms: what there is to choose, and how a name is read."""

from typing import Literal

from ai_chef_common.contracts.base import Contract


class Option(Contract):
    """One thing to choose: what a profile holds, and what people see."""

    code: str
    label: str
    description: str | None = None


class IntegerLimits(Contract):
    """The least and the most of a number, and what it is if it is not given."""

    min: int
    max: int
    default: int | None = None


class ProfileLimits(Contract):
    """Limits of the profile's numbers."""

    servings: IntegerLimits
    max_cooking_minutes: IntegerLimits
    budget: IntegerLimits


class Options(Contract):
    """What a form for a profile is made from."""

    targets: list[Option]
    health_conditions: list[Option]
    cooking_levels: list[Option]
    cuisines: list[Option]
    allergens: list[Option]
    groups: list[Option]
    staples: list[Option]
    limits: ProfileLimits


class Match(Contract):
    """One name within a wish, and what it is taken for."""

    typed: str
    means: list[str]
    kind: Literal["allergen", "group", "family", "ingredient"]


class LookUp(Contract):
    """How a wish is read. ``known`` is whether a profile with it is accepted."""

    query: str
    matches: list[Match]
    suggestions: list[str]
    known: bool
    reason: Literal["unknown", "open_dish"] | None = None
