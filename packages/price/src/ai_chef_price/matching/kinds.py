"""Which kinds of an ingredient may be bought for it (``matching/kinds.csv``)."""

from functools import cache, lru_cache
from typing import NamedTuple

from ai_chef_food.taxonomy import kinds
from ai_chef_price.tables import rows, split


class KindRules(NamedTuple):
    """Kinds that stand in for an ingredient, and those that do not."""

    accepts: frozenset[str]
    refuses: frozenset[str]


NO_RULES = KindRules(frozenset(), frozenset())


@cache
def kind_rules() -> dict[str, KindRules]:
    """Return the rules by ingredient."""
    return {
        row["ingredient"]: KindRules(
            frozenset(split(row["accepts"])), frozenset(split(row["refuses"]))
        )
        for row in rows("matching/kinds")
    }


@lru_cache(maxsize=8192)
def is_kind_to_buy(product: str, other: str) -> bool:
    """Tell whether a product that is named `other` may be bought for `product`.

    Kinds of an ingredient are told apart by a table; where it is silent a kind will do if its name
    ends with the ingredient's (호박고구마 for 고구마, 돌김 for 김).
    """
    if other == product:
        return True
    rules = kind_rules().get(product, NO_RULES)
    if other in rules.refuses:
        return False
    return other in rules.accepts or (product in kinds(other) and other.endswith(product))
