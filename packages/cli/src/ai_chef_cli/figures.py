"""Figures as a Korean cook says them: ¼개, 반 모, 1½큰술, 두 자리까지 재지 않는 g."""

from decimal import ROUND_HALF_UP, Decimal

_HALF = Decimal("0.5")
_FRACTIONS = {
    Decimal("0.125"): "⅛", Decimal("0.25"): "¼", Decimal(1) / 3: "⅓", _HALF: "½",
    Decimal(2) / 3: "⅔", Decimal("0.75"): "¾",
}  # fmt: skip
_METRIC = frozenset({"g", "kg", "mg", "ml", "L", "oz", "lb"})
_WHOLE_ONLY = frozenset({"꼬집", "줌"})
_HALVES_FROM, _WHOLE_FROM = 3, 10
"""Nobody cuts the fourth onion into thirds, or the tenth in half."""


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
        return f"{_rounded(value):,}"
    tenths = value.quantize(Decimal("0.1"), ROUND_HALF_UP) if value >= _HALF else value
    return format(tenths.normalize(), "f")


def _parts(value: Decimal) -> tuple[int, str]:
    """Return whole units and the sign of the fraction beside them that is nearest to a value."""
    if value >= _WHOLE_FROM:
        return _rounded(value), ""
    whole = int(value)
    if value >= _HALVES_FROM:
        halves = _rounded(value * 2)
        return halves // 2, "½" if halves % 2 else ""
    smallest = [] if whole else [Decimal("0.125")]
    steps = [Decimal(0), *smallest, *list(_FRACTIONS)[1:], Decimal(1)]
    nearest = min(steps, key=lambda step: (abs(value - whole - step), step))
    if nearest == 1:
        return whole + 1, ""
    if nearest == 0:
        return (whole, "") if whole else (0, "⅛")
    return whole, _FRACTIONS[nearest]


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_UP))


def packs(pack: str | None, count: int | None) -> str:
    """Return what is bought: the pack, with a count only where it is more than one."""
    if not pack:
        return ""
    return f"{pack} × {count}" if count and count > 1 else pack
