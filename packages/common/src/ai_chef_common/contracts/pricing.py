"""What ingredients cost, line by line, each with the source and the date of its figure."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Self, TypedDict, Unpack

from pydantic import Field, StringConstraints, model_validator

from ai_chef_common.contracts.base import Contract, Krw
from ai_chef_common.contracts.ingredient import DecimalText, IngredientName
from ai_chef_common.contracts.sizes import PRICING_BYTES, json_bytes
from ai_chef_common.packs import packs_for, won_per_100g

Title = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Link = Annotated[str, StringConstraints(max_length=500)]
Pack = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Shop = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]

FOUR_PLACES = Decimal("0.0001")

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
    RATE_LIMITED = "rate_limited"
    MALFORMED_ANSWER = "malformed_answer"
    OUT_OF_TIME = "out_of_time"


class Season(StrEnum):
    """How a surveyed price stands to that of a normal year; nothing if it is near it."""

    CHEAP = "cheap"
    DEAR = "dear"


class Offer(Contract):
    """One product of one shop: its pack in grams and the pack's price in KRW.

    Without a ``shop`` the search did not name one: such an offer belongs to no basket.
    """

    title: Title
    shop: Shop | None = None
    pack: Pack
    pack_grams: DecimalText
    pack_price: Krw
    link: Link | None = None


class PriceDetails(TypedDict, total=False):
    """What a source says about the packs of a line, beside their size and price."""

    shop: str
    product: str
    link: str | None
    source: PriceSourceKind
    basis: PriceBasis
    as_of: str
    stale: bool | None
    season: Season | None
    offers: list[Offer]
    refused: list[str]


class PriceLine(Contract):
    """The checkout price of one ingredient: whole packs that have to be bought, in KRW.

    ``price`` = ``pack_price`` x ``packs``, and is absent exactly when ``unpriced`` tells why.
    ``as_of`` is the date (YYYY-MM-DD) of the figure; ``stale`` marks one that is served past its
    time since the source is down. ``won_per_100g`` is the pack's price by weight, ``season`` how a
    surveyed price stands to a normal year's.

    ``need_grams`` is what the packs have to cover. Where several lines of a recipe are one
    ingredient the first carries the packs for all, and the others cost 0 and name it in
    ``bought_with``.

    ``offers`` are what shops ask for the same ingredient, ``refused`` tells why other hits were not
    taken (debug), ``cheaper`` are equivalents for a dear ingredient, already held against allergies
    and diets. What all lines of a recipe may come to together, `fitted` sees to.
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
    season: Season | None = None
    need_grams: DecimalText | None = None
    bought_with: IngredientName | None = None
    unpriced: Unpriced | None = None
    offers: Annotated[list[Offer], Field(max_length=4)] = Field(default=[])
    refused: Annotated[list[Refusal], Field(max_length=3)] = Field(default=[])
    cheaper: Annotated[list["PriceLine"], Field(max_length=3)] = Field(default=[])

    @model_validator(mode="after")
    def _has_a_price_or_a_reason(self) -> Self:
        if (self.price is None) == (self.unpriced is None):
            raise ValueError("a line has either a price or a reason why it has none")
        return self

    @classmethod
    def without_price(cls, name: str, reason: Unpriced, refused: Sequence[str] = ()) -> "PriceLine":
        """Return the line of an ingredient that could not be priced."""
        return cls(name=name, unpriced=reason, refused=list(refused))

    @classmethod
    def of_packs(
        cls,
        name: str,
        need_grams: Decimal,
        *,
        pack: str,
        pack_grams: Decimal,
        pack_price: int,
        **details: Unpack[PriceDetails],
    ) -> "PriceLine":
        """Return the line of as many whole packs as cover the need.

        Raises
        ------
        ValidationError
            The packs cost more than any price may be.
        """  # fmt: skip
        packs = packs_for(need_grams, pack_grams)
        return cls(
            name=name,
            price=pack_price * packs,
            pack=pack,
            pack_grams=pack_grams,
            pack_price=pack_price,
            packs=packs,
            won_per_100g=won_per_100g(pack_price, pack_grams),
            need_grams=need_grams.quantize(FOUR_PLACES, ROUND_HALF_UP),
            **details,
        )

    @classmethod
    def shared(cls, name: str, carrier: "PriceLine") -> "PriceLine":
        """Return the line of an ingredient that the packs of `carrier` cover too."""
        return carrier.model_copy(
            update={
                "name": name,
                "price": 0,
                "bought_with": carrier.name,
                "packs": None,
                "need_grams": None,
                "offers": [],
                "refused": [],
                "cheaper": [],
            }
        )


_DISPENSABLE: tuple[Callable[[PriceLine], PriceLine], ...] = (
    lambda line: line.model_copy(update={"refused": []}),
    lambda line: line.model_copy(update={"cheaper": [_alone(other) for other in line.cheaper]}),
    lambda line: line.model_copy(update={"offers": []}),
    lambda line: line.model_copy(update={"cheaper": []}),
    lambda line: line.model_copy(update={"link": None}),
)
"""What lines can do without, the least needed first."""


def _alone(line: PriceLine) -> PriceLine:
    return line.model_copy(update={"offers": [], "refused": [], "cheaper": []})


def fitted(lines: list[PriceLine], most: int = PRICING_BYTES) -> list[PriceLine]:
    """Return the lines so that together they have at most `most` bytes.

    Prices, packs and sources stay; why hits were refused, then offers and equivalents go from the
    last lines first.
    """
    kept = list(lines)
    size = json_bytes([line.to_json() for line in kept])
    for without in _DISPENSABLE:
        for position in reversed(range(len(kept))):
            if size <= most:
                return kept
            shorter = without(kept[position])
            size -= json_bytes(kept[position].to_json()) - json_bytes(shorter.to_json())
            kept[position] = shorter
    return kept
