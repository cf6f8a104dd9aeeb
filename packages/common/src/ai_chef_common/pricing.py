"""What ingredients cost, line by line, each with the source and the date of its figure."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from ai_chef_common.contract import Contract, Krw
from ai_chef_common.recipe import IngredientName


class PriceSourceKind(StrEnum):
    """Where a price comes from."""

    CATALOG = "catalog"
    NAVER = "naver"


class PriceBasis(StrEnum):
    """How much a price can be trusted to be what a shop asks today."""

    REFERENCE = "reference"
    ESTIMATE = "estimate"
    OFFER = "offer"


class PriceLine(Contract):
    """The checkout price of one ingredient: whole packs that have to be bought, in KRW.

    ``price`` = ``pack_price`` x ``packs``. ``as_of`` is the date (YYYY-MM-DD) of the figure.
    """

    name: IngredientName
    price: Krw
    shop: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    pack: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    pack_price: Krw | None = None
    packs: Annotated[int, Field(ge=1, le=1_000)] | None = None
    source: PriceSourceKind | None = None
    basis: PriceBasis | None = None
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
