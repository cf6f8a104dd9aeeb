"""What forms are made from, and how a typed name is read: all from the tables that decide later."""

from enum import StrEnum
from functools import cache
from typing import Any

from ai_chef_api.option_responses import (
    IntegerLimits,
    LookUp,
    Match,
    Option,
    Options,
    ProfileLimits,
)
from ai_chef_common.contracts.labels import label
from ai_chef_common.contracts.profile import (
    CookingLevel,
    Cuisine,
    HealthCondition,
    ProfileInput,
    Target,
)
from ai_chef_food.diets import limits
from ai_chef_food.household import pantry_choices
from ai_chef_food.names import parts_of
from ai_chef_food.taxonomy import composition, families, labelled, offered_families
from ai_chef_food.text import normalize
from ai_chef_food.wishes import OpenDishError, UnknownWishError, nearest_names, resolve_allergy


@cache
def options() -> Options:
    """Return everything that a profile can choose from."""
    return Options(
        targets=[_diet(target) for target in Target],
        health_conditions=[_diet(condition) for condition in HealthCondition],
        cooking_levels=[Option(code=level.value, label=label(level)) for level in CookingLevel],
        cuisines=[Option(code=cuisine.value, label=label(cuisine)) for cuisine in Cuisine],
        allergens=_named(labelled()),
        groups=_named(offered_families()),
        staples=_named(pantry_choices()),
        limits=ProfileLimits(
            servings=_bounds("servings"),
            max_cooking_minutes=_bounds("max_cooking_minutes"),
            budget=_bounds("budget"),
        ),
    )


def look_up(typed: str) -> LookUp:
    """Return what a typed name, or a list of names, stands for as an allergy."""
    parts = [part for part in parts_of(normalize(typed)) if part.strip()]
    matches = [match for part in parts if (match := _match(part))]
    try:
        resolve_allergy(typed)
    except UnknownWishError as error:
        return LookUp(
            query=normalize(typed),
            matches=matches,
            suggestions=list(error.nearest or nearest_names(typed)),
            known=False,
            reason="open_dish" if isinstance(error, OpenDishError) else "unknown",
        )
    return LookUp(query=normalize(typed), matches=matches, suggestions=[], known=True)


def _match(part: str) -> Match | None:
    """Read one part; None for one that says nothing by itself (심함), or cannot be read."""
    try:
        means = resolve_allergy(part)
    except UnknownWishError:
        return None
    return Match(typed=part.strip(), means=list(means), kind=_kind(means[0]))


def _kind(name: str) -> Any:
    if name in labelled():
        return "allergen"
    if name in families():
        is_above_allergens = any(name in composition(allergen) for allergen in labelled())
        return "group" if is_above_allergens else "family"
    return "ingredient"


def _diet(code: StrEnum) -> Option:
    """Return a diet with its limits in words, as the gate holds a recipe against them."""
    asked = [
        f"{label(limit.measure)} {limit.figure} {limit.unit} {label(limit.bound)}"
        for limit in limits([code.value])
    ]
    return Option(
        code=code.value,
        label=label(code),
        description=f"1인분에 {', '.join(asked)}" if asked else None,
    )


def _named(names: Any) -> list[Option]:
    """Return foods as options: a profile takes their names as they are."""
    return [Option(code=name, label=name) for name in names]


def _bounds(field: str) -> IntegerLimits:
    info = ProfileInput.model_fields[field]
    schema = ProfileInput.model_json_schema(by_alias=False)["properties"][field]
    numbers = next(choice for choice in schema.get("anyOf", [schema]) if "minimum" in choice)
    return IntegerLimits(min=numbers["minimum"], max=numbers["maximum"], default=info.default)
