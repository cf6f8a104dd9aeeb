"""What a recipe costs."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_common.pricing import PriceLine
from ai_chef_common.recipe import Recipe
from ai_chef_common.result import Result


def combine(recipe: Recipe, pricing: Sequence[PriceLine]) -> Result:
    """Return recipe, prices and costs as one result.

    ``total_cost`` is the sum of the line prices in KRW; ``cost_per_serving`` is that divided by
    the recipe's servings, rounded half up to a whole won. 3500 + 8000 for 2 gives 11500 and 5750.
    """
    total = sum(line.price for line in pricing)
    per_serving = (Decimal(total) / recipe.servings).to_integral_value(ROUND_HALF_UP)
    return Result(
        recipe=recipe, pricing=list(pricing), total_cost=total, cost_per_serving=int(per_serving)
    )
