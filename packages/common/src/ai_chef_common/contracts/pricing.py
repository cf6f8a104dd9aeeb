"""What ingredients cost, line by line, each with the source and the date of its figure."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from ai_chef_common.contracts.base import Contract, Krw
from ai_chef_common.contracts.ingredient import DecimalText, IngredientName

Title = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Link = Annotated[str, StringConstraints(max_length=500)]
Pack = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Shop = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


Refusal = Annotated[str, StringConstraints(max_length=80)]


class PriceSourceKind(StrEnum):
    """Where a price comes from."""

    CATALOG = "catalog"
    NAVER = "naver"


class PriceBasis(StrEnum):
    """How much a price can be trusted to be what a shop asks today."""

    REFERENCE = "reference"
    ESTIMATE = "estimate"
    OFFER = "offer"


class Unpriced(StrEnum):
    """Why an ingredient has no price."""

    UNKNOWN_INGREDIENT = "unknown_ingredient"
    UNKNOWN_WEIGHT = "unknown_weight"
    NO_HITS = "no_hits"
    NO_MATCH = "no_match"
    SOURCE_UNAVAILABLE = "source_unavailable"
    QUOTA_EXHAUSTED = "quota_exhausted"
    MALFORMED_ANSWER = "malformed_answer"
    OUT_OF_TIME = "out_of_time"


def packs_for(need_grams: Decimal, pack_grams: Decimal) -> int:
    """Return how many whole packs cover the need, at least one."""
    return max(1, int((need_grams / pack_grams).to_integral_value(ROUND_CEILING)))


def won_per_100g(pack_price: int, pack_grams: Decimal) -> int:
    """Return the price by weight in KRW per 100 g, rounded half up."""
    return int((pack_price * 100 / pack_grams).to_integral_value(ROUND_HALF_UP))


class Offer(Contract):
    """One product of one shop: its pack in grams and the pack's price in KRW."""

    title: Title
    shop: Shop
    pack: Pack
    pack_grams: DecimalText
    pack_price: Krw
    link: Link | None = None


class PriceLine(Contract):
    """The checkout price of one ingredient: whole packs that have to be bought, in KRW.

    ``price`` = ``pack_price`` x ``packs``, and is absent exactly when ``unpriced`` tells why.
    ``as_of`` is the date (YYYY-MM-DD) of the figure; ``stale`` marks one that is served past its
    time since the source is down. ``won_per_100g`` is the pack's price by weight.

    ``offers`` are what shops ask for the same ingredient, ``refused`` tells why other hits were not
    taken (debug), ``cheaper`` are equivalents for a dear ingredient, already held against allergies
    and diets. The lengths keep 40 lines and a recipe below the 256 KB of a Step Functions payload.
    """

    name: IngredientName
    price: Krw | None = None
    shop: Shop | None = None
    product: Title | None = None
    link: Link | None = None
    pack: Pack | None = None
    pack_grams: DecimalText | None = None
    pack_price: Krw | None = None
    packs: Annotated[int, Field(ge=1, le=100_000)] | None = None
    won_per_100g: Krw | None = None
    source: PriceSourceKind | None = None
    basis: PriceBasis | None = None
    as_of: Day | None = None
    stale: bool | None = None
    unpriced: Unpriced | None = None
    offers: Annotated[list[Offer], Field(max_length=4)] = Field(default_factory=list)
    refused: Annotated[list[Refusal], Field(max_length=3)] = Field(default_factory=list)
    cheaper: Annotated[list["PriceLine"], Field(max_length=3)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_a_price_or_a_reason(self) -> Self:
        if (self.price is None) == (self.unpriced is None):
            raise ValueError("a line has either a price or a reason why it has none")
        return self
