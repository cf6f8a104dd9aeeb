"""Figures as a Korean cook says them: ¼개, 반 모, 1½큰술, 두 자리까지 재지 않는 g."""

from decimal import ROUND_HALF_UP, Decimal

_SIGNS = "⅛⅛⅛⅛⅛¼¼¼⅓⅓½½½½⅔⅔⅔¾¾¾¾¾¾¾"
"""The sign nearest to a fraction, by 24ths."""

_METRIC = frozenset({"g", "kg", "mg", "ml", "L", "oz", "lb"})
_WHOLE_ONLY = frozenset({"꼬집", "줌"})
_HALVES_FROM, _WHOLE_FROM = 3, 10
_FEWEST_BESIDE_WHOLE = 5
"""Nobody cuts the fourth onion into thirds, or the tenth in half. Beside whole ones
fewer than five 24ths are not said."""


def won(amount: int) -> str:
    """Return KRW as a person reads it: ``11,500원``."""
    return f"{amount:,}원"


def amount(value: Decimal, unit: str) -> str:
    """Return an amount with its unit: metric ones in digits, pieces and spoons in fractions.

    The page does the same (``amountOf`` in ``recipe.js``), and one table of examples tests both.
    """
    if unit in _METRIC:
        return f"{_metric(value)} {unit}"
    if unit in _WHOLE_ONLY:
        return f"{max(1, _rounded(value))}{unit}"
    whole, fraction = _parts(value)
    if fraction == "½" and not whole:
        return f"반 {unit}"
    return f"{whole or ''}{fraction}{unit}"


def _metric(value: Decimal) -> str:
    if value >= _WHOLE_FROM:
        return str(_rounded(value))
    tenths = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return format((tenths or value).normalize(), "f")


def _parts(value: Decimal) -> tuple[int, str]:
    """Return whole units and the sign of the fraction beside them."""
    parts = 24 if value < _HALVES_FROM else 2 if value < _WHOLE_FROM else 1
    whole, place = divmod(_rounded(value * parts) * (24 // parts), 24)
    is_little_more = whole and place < _FEWEST_BESIDE_WHOLE
    return whole, "" if is_little_more else _SIGNS[place]


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))


def packs(pack: str | None, count: int | None) -> str:
    """Return what is bought: the pack, with a count only where it is more than one."""
    if not pack:
        return ""
    return f"{pack} × {count}" if count and count > 1 else pack
