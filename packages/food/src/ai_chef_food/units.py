"""Amounts in grams: metric and kitchen measures through pint, pieces by the ingredient's own weight.

pint is loaded when the first amount is converted: its import takes longer than all of `food`.
"""

from decimal import Decimal
from functools import cache
from typing import NamedTuple, Protocol

from ai_chef_food.amounts import canonical_unit
from ai_chef_food.ingredients import identify
from ai_chef_food.tables import rows, text

PINCH_GRAMS = Decimal("0.5")
"""꼬집: a pinch between two fingers, about 0.5 g of a dry seasoning (estimate)."""


class _Unit(NamedTuple):
    """`factor` is grams for a mass, millilitres for a volume, and 1 for anything else."""

    kind: str
    factor: Decimal


@cache
def _units() -> dict[str, _Unit]:
    import pint  # noqa: PLC0415 - see the module's docstring

    definitions = text("kitchen_units.txt").splitlines()
    registry = pint.UnitRegistry(definitions, non_int_type=Decimal)
    base = {"mass": "g", "volume": "ml"}
    found = {}
    for row in rows("units"):
        factor = Decimal(1)
        if row["kind"] in base:
            one = registry.Quantity(Decimal(1), row["unit"])
            factor = Decimal(one.to(base[row["kind"]]).magnitude)
        found[row["unit"]] = _Unit(row["kind"], factor)
    return found


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
    if known.kind == "mass":
        return amount * known.factor
    if known.kind == "pinch":
        return amount * PINCH_GRAMS
    ingredient = identify(name).ingredient
    if ingredient is None:
        return None
    if known.kind == "volume":
        density = ingredient.g_per_ml
        return amount * known.factor * Decimal(density) if density else None
    weight = piece_weights().get((ingredient.name, spelled))
    return amount * weight if weight is not None else None
