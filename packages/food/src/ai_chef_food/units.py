"""Amounts in grams: exact factors for mass and volume, the ingredient's own weight for pieces."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple, Protocol

from ai_chef_food.amounts import canonical_unit
from ai_chef_food.ingredients import FoodIngredient, table
from ai_chef_food.names import known_ingredient
from ai_chef_food.tables import rows
from ai_chef_food.taxonomy import kinds


class _Unit(NamedTuple):
    """`factor` is grams for a mass or a pinch, millilitres for a volume, and 1 for anything else."""

    kind: str
    factor: Decimal


@cache
def _units() -> dict[str, _Unit]:
    return {row["unit"]: _Unit(row["kind"], Decimal(row["factor"] or 1)) for row in rows("units")}


@cache
def piece_weights() -> dict[tuple[str, str], Decimal]:
    """Return grams of one unit by (canonical ingredient name, unit); sources are in the table."""
    return {(row["name"], row["unit"]): Decimal(row["grams"]) for row in rows("piece_weights")}


class Measured(Protocol):
    """A line of a recipe; ``grams`` is its weight where that has been computed already."""

    @property
    def name(self) -> str: ...  # noqa: D102 - the class tells
    @property
    def amount(self) -> Decimal: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def grams(self) -> Decimal | None: ...  # noqa: D102


def weight(line: Measured) -> Decimal | None:
    """Return the grams of a line, computed unless it has them, or None if they are not known."""
    return line.grams or to_grams(line.name, line.amount, line.unit)


def to_grams(name: str, amount: Decimal, unit: str) -> Decimal | None:
    """Return the grams of `amount` `unit` of an ingredient.

    Returns None where it cannot be known: an unknown ingredient measured by volume or piece, a
    volume without a density, a piece without a weight. It is never 0 for want of knowledge.
    """
    spelled = canonical_unit(unit)
    known = _units().get(spelled, _Unit("piece", Decimal(1)))
    if known.kind in {"mass", "pinch"}:
        return amount * known.factor
    ingredient = table().get(known_ingredient(name) or "")
    if ingredient is None:
        return None
    if known.kind == "volume":
        density = next((food.g_per_ml for food in _kinds(ingredient.name) if food.g_per_ml), "")
        return amount * known.factor * Decimal(density) if density else None
    weights = (piece_weights().get((food.name, spelled)) for food in _kinds(ingredient.name))
    weight = next((grams for grams in weights if grams is not None), None)
    return amount * weight if weight is not None else None


def _kinds(name: str) -> Iterator[FoodIngredient]:
    """Yield an ingredient and then those that it is a kind of: 홍고추 weighs as 고추 does."""
    for kind in kinds(name):
        if food := table().get(kind):
            yield food
