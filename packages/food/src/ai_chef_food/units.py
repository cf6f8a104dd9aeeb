"""Amounts in grams: metric, Korean kitchen measures, and pieces by the ingredient's own weight.

큰술 is 15 ml, 작은술 5 ml, 컵 200 ml (the Korean measures; a US cup holds about 240 ml).
"""

from decimal import Decimal
from functools import cache

from ai_chef_food.ingredients import identify
from ai_chef_food.tables import rows

GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "mg": Decimal("0.001")}
MILLILITRES = {
    "ml": Decimal(1),
    "L": Decimal(1000),
    "l": Decimal(1000),
    "큰술": Decimal(15),
    "작은술": Decimal(5),
    "컵": Decimal(200),
}
PINCH_GRAMS = Decimal("0.5")
"""꼬집: a pinch between two fingers, about 0.5 g of a dry seasoning (estimate)."""


@cache
def piece_weights() -> dict[tuple[str, str], Decimal]:
    """Return grams of one unit by (canonical ingredient name, unit); sources are in the table."""
    return {(row["name"], row["unit"]): Decimal(row["grams"]) for row in rows("piece_weights")}


def to_grams(name: str, amount: Decimal, unit: str) -> Decimal | None:
    """Return the grams of `amount` `unit` of an ingredient.

    Returns None where it cannot be known: an unknown ingredient measured by volume or piece, a
    volume without a density, a piece without a weight. It is never 0 for want of knowledge.
    """
    if unit in GRAMS:
        return amount * GRAMS[unit]
    if unit == "꼬집":
        return amount * PINCH_GRAMS
    ingredient = identify(name).ingredient
    if ingredient is None:
        return None
    if unit in MILLILITRES:
        density = ingredient.g_per_ml
        return amount * MILLILITRES[unit] * Decimal(density) if density else None
    weight = piece_weights().get((ingredient.name, unit))
    return amount * weight if weight is not None else None
