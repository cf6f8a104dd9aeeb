"""One line of a recipe, and the types of names and amounts that lines, recipes and prices share."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer, StringConstraints

from ai_chef_common.contracts.base import Contract


def _plain_decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


DecimalText = Annotated[
    Decimal,
    Field(ge=0, le=100_000, max_digits=10, decimal_places=4),
    PlainSerializer(_plain_decimal, return_type=str, when_used="json"),
]
"""A Decimal that is text in JSON (``"2"``, ``"0.5"``): DynamoDB and JavaScript keep it exact."""

MeasuredText = Annotated[
    Decimal,
    Field(ge=0, max_digits=20, decimal_places=4),
    PlainSerializer(_plain_decimal, return_type=str, when_used="json"),
]
"""A Decimal as text that was computed, not written: absurd drafts have absurd measures."""

IngredientName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)
]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)]


class Ingredient(Contract):
    """One line of a recipe, e.g. ``{"name": "아보카도", "amount": "2", "unit": "개"}``.

    ``grams`` is the weight of the amount, absent where it is not known.
    """

    name: IngredientName
    amount: DecimalText
    unit: Unit
    grams: DecimalText | None = None
