"""The one result of a session: recipe, prices and what it costs."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ai_chef_common.contracts.base import Contract, Krw, SessionId
from ai_chef_common.contracts.ingredient import DecimalText, IngredientName
from ai_chef_common.contracts.pricing import PriceLine, Shop, Unpriced
from ai_chef_common.contracts.recipe import Recipe

SignedKrw = Annotated[int, Field(ge=-100_000_000, le=100_000_000)]
"""Integer KRW that may be below 0."""


class CostLine(PriceLine):
    """A price line and what it means for this recipe.

    ``price`` is 0 for what the person has at home (``at_home``; ``assumed_at_home`` where nobody said
    so: a staple that nearly every household has). ``used_cost`` is the share of the
    packs that the recipe uses, in KRW, whether bought or at home; ``leftover_grams`` stays over
    from the packs that are bought.
    """

    at_home: bool | None = None
    assumed_at_home: bool | None = None
    used_grams: DecimalText | None = None
    used_cost: Krw | None = None
    leftover_grams: DecimalText | None = None


class Gap(Contract):
    """An ingredient without a price, and why."""

    name: IngredientName
    reason: Unpriced


class Coverage(Contract):
    """How many of the ingredients are priced: 7 of 8."""

    priced: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=0)]


class TotalRange(Contract):
    """Between what and what the checkout may come to; no ``high`` if something is unpriced."""

    low: Krw
    high: Krw | None = None


class BudgetVerdict(StrEnum):
    """Whether the checkout is within the budget; unknown if gaps could change the answer."""

    WITHIN = "within"
    OVER = "over"
    UNKNOWN = "unknown"


class Budget(Contract):
    """The person's limit, and ``difference`` = limit - total, negative when over."""

    limit: Krw
    verdict: BudgetVerdict
    difference: SignedKrw


class Replacement(Contract):
    """One ingredient exchanged for a cheaper equivalent, with the checkout price of each."""

    ingredient: IngredientName
    by: IngredientName
    before: Krw
    after: Krw


class BudgetRepair(Contract):
    """What the checkout would come to with cheaper equivalents. The recipe itself is unchanged."""

    replacements: Annotated[list[Replacement], Field(min_length=1, max_length=5)]
    total_before: Krw
    total_after: Krw
    verdict: BudgetVerdict


class Basket(Contract):
    """One way of buying: the shops, the checkout, and what they do not have."""

    shops: list[Shop]
    total: Krw
    missing: list[IngredientName] = Field(default=[])


class Baskets(Contract):
    """The cheapest split over shops, the cheapest single shop, and what the convenience costs.

    ``shipping`` is ``unknown`` unless fees are configured; then they are in the totals.
    """

    split: Basket
    single: Basket | None = None
    difference: SignedKrw | None = None
    shipping: Literal["unknown", "included"] = "unknown"


class Result(Contract):
    """What the Results item holds.

    ``total_cost`` is the sum of the line prices in KRW at checkout, ``cost_per_serving`` that
    divided by the servings, rounded half up; ``used_cost`` and ``used_cost_per_serving`` the same
    for what is used up.
    """

    recipe: Recipe
    pricing: list[CostLine]
    total_cost: Krw
    cost_per_serving: Krw
    used_cost: Krw | None = None
    used_cost_per_serving: Krw | None = None
    total_range: TotalRange | None = None
    coverage: Coverage | None = None
    gaps: list[Gap] = Field(default=[])
    budget: Budget | None = None
    budget_repair: BudgetRepair | None = None
    baskets: Baskets | None = None


class StoredResult(Contract):
    """A Results item as a reader sees it."""

    session_id: SessionId
    execution_id: str
    result: Result
    created_at: str
    ttl: int
