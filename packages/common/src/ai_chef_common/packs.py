"""Whole packs: how many cover a need, and what their price is by weight."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal


def packs_for(need_grams: Decimal, pack_grams: Decimal) -> int:
    """Return how many whole packs cover the need, at least one."""
    return max(1, int((need_grams / pack_grams).to_integral_value(ROUND_CEILING)))


def won_per_100g(pack_price: int, pack_grams: Decimal) -> int:
    """Return the price by weight in KRW per 100 g, rounded half up."""
    return int((pack_price * 100 / pack_grams).to_integral_value(ROUND_HALF_UP))
