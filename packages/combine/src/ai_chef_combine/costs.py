"""What a recipe costs: at checkout, and by what is used up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ai_chef_combine.baskets import Shipping, baskets
from ai_chef_combine.substitutions import budget_repair
from ai_chef_common.contracts.pricing import PriceBasis, PriceLine
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.contracts.result import (
    Budget,
    BudgetVerdict,
    CostLine,
    Coverage,
    Gap,
    Result,
    TotalRange,
)
from ai_chef_food.household import is_at_home
from ai_chef_food.units import weight

SPREAD = {
    PriceBasis.OFFER: Decimal(0),
    PriceBasis.REFERENCE: Decimal("0.3"),
    PriceBasis.ESTIMATE: Decimal("0.5"),
}
"""How far today's price may lie from the line's: an offer is a price, a reference is years old, an
estimate a guess (rule of this project)."""


def combine(
    recipe: Recipe,
    pricing: Sequence[PriceLine],
    profile: Profile,
    shipping: Shipping | None = None,
) -> Result:
    """Return recipe, prices and costs as one result.

    ``total_cost`` is the sum of the line prices in KRW; ``cost_per_serving`` is that divided by
    the recipe's servings, rounded half up to a whole won. 3500 + 8000 for 2 gives 11500 and 5750.
    What is at home and has no price is no gap: nothing of it has to be bought.

    Parameters
    ----------
    shipping
        Fees by shop in KRW, if they are configured.
    """
    lines = _cost_lines(recipe, pricing, profile)
    total = sum(line.price or 0 for line in lines)
    used = sum(line.used_cost or 0 for line in lines)
    gaps = [
        Gap(name=line.name, reason=line.unpriced)
        for line in lines
        if line.unpriced and _is_gap(line)
    ]
    return Result(
        recipe=recipe,
        pricing=lines,
        total_cost=total,
        cost_per_serving=per_serving(total, recipe.servings),
        used_cost=used,
        used_cost_per_serving=per_serving(used, recipe.servings),
        total_range=_range(lines),
        coverage=_coverage(lines),
        gaps=gaps,
        budget=verdict(total, profile.budget, has_gaps=bool(gaps)),
        budget_repair=budget_repair(recipe, lines, profile, has_gaps=bool(gaps)),
        baskets=baskets(lines, shipping),
    )


def per_serving(amount: int, servings: int) -> int:
    """Return KRW per serving, rounded half up."""
    return _won(Decimal(amount) / servings)


def verdict(total: int, limit: int | None, *, has_gaps: bool) -> Budget | None:
    """Return how the checkout stands to the budget; what is unpriced can only make it dearer.

    Without a budget there is no verdict.
    """
    if limit is None:
        return None
    if total > limit:
        outcome = BudgetVerdict.OVER
    else:
        outcome = BudgetVerdict.UNKNOWN if has_gaps else BudgetVerdict.WITHIN
    return Budget(limit=limit, verdict=outcome, difference=limit - total)


def _cost_lines(recipe: Recipe, pricing: Sequence[PriceLine], profile: Profile) -> list[CostLine]:
    return [
        _cost_line(line, need, _home(line.name, profile))
        for line, need in zip(pricing, _needs(recipe, pricing), strict=True)
    ]


class _Home(NamedTuple):
    """Whether something is at home, and whether that is only taken for granted."""

    is_there: bool
    is_assumed: bool


def _home(name: str, profile: Profile) -> _Home:
    is_there = is_at_home(name, profile.pantry, profile.available_ingredients)
    is_said = is_at_home(name, profile.pantry or (), profile.available_ingredients)
    return _Home(is_there, is_there and not is_said)


def _needs(recipe: Recipe, pricing: Sequence[PriceLine]) -> list[Decimal | None]:
    """Return the grams of each price line: by its place, since two lines may have one name."""
    weights = [weight(line) for line in recipe.ingredients]
    if [line.name for line in pricing] == [line.name for line in recipe.ingredients]:
        return weights
    by_name = dict(zip((line.name for line in recipe.ingredients), weights, strict=True))
    return [by_name.get(line.name) for line in pricing]


def _cost_line(line: PriceLine, need: Decimal | None, home: _Home) -> CostLine:
    at_home = home.is_there
    figures: dict[str, object] = {}
    if at_home:
        figures["at_home"] = True
    if home.is_assumed:
        figures["assumed_at_home"] = True
    if need is not None:
        figures["used_grams"] = _rounded(need)
    if need is not None and line.pack_grams and line.pack_price is not None:
        figures["used_cost"] = _won(line.pack_price * need / line.pack_grams)
        if line.packs and not at_home:
            figures["leftover_grams"] = _rounded(
                max(Decimal(0), line.pack_grams * line.packs - (line.need_grams or need))
            )
    elif line.price is not None and not at_home:
        figures["used_cost"] = line.price  # without a pack all of it counts as used
    fields = dict(line)
    if at_home and line.price is not None:
        fields["price"] = 0
    return CostLine.model_validate(fields | figures)


def _coverage(lines: Sequence[CostLine]) -> Coverage:
    """Return how many lines are priced, of those that have to be bought or have a price anyway."""
    priced = sum(not line.unpriced for line in lines)
    return Coverage(priced=priced, of=priced + sum(_is_gap(line) for line in lines))


def _is_gap(line: CostLine) -> bool:
    return line.unpriced is not None and not line.at_home


def _rounded(grams: Decimal) -> Decimal:
    """Return grams in tenths, and a pinch below a tenth as exactly as results hold it."""
    exact = Decimal("0.0001") if grams < Decimal("0.1") else Decimal("0.1")
    return grams.quantize(exact, ROUND_HALF_UP)


def _range(lines: Sequence[CostLine]) -> TotalRange:
    low = high = Decimal(0)
    for line in lines:
        spread = SPREAD[line.basis] if line.basis else Decimal(0)
        low += (line.price or 0) * (1 - spread)
        high += (line.price or 0) * (1 + spread)
    is_open = any(_is_gap(line) for line in lines)
    return TotalRange(low=_won(low), high=None if is_open else _won(high))


def _won(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))
