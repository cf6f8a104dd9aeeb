"""What a product's category path says: the path below 식품 leads to a leaf (쇠고기 > 수입산쇠고기)."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import GROUP_FAMILIES, composition, kinds
from ai_chef_food.text import key
from ai_chef_price.matching.kinds import is_kind_to_buy
from ai_chef_price.matching.products import is_canned
from ai_chef_price.matching.title import foods
from ai_chef_price.tables import rows, split

FOOD = "식품"
CANS = ("통조림", "절임")
OTHERS = ("기타", "국내산", "수입산", "국산", "냉동", "생", "일반")
"""Words that category names put before a food's: 기타채소, 국내산쇠고기."""

BROAD_FAMILIES = frozenset({*GROUP_FAMILIES.values(), "향신료"})
"""A shelf of such a name is nobody's own."""

FRESH_HERBS = frozenset({"바질", "로즈마리", "애플민트"})
"""Sold as vegetables; among the spices they are dried, which a recipe has to ask for."""

MADE_FROM_NAME = (
    "까스",
    "튀김",
    "완자",
    "동그랑땡",
    "즙",
    "주스",
    "밀크",
    "퓨레",
    "가루",
    "잼",
    "청",
    "식초",
    "오일",
    "유",
)
"""Endings of products that shops sort under more than one branch."""


class CategoryVerdict(StrEnum):
    """What a path says about a product."""

    LEAF = "leaf"
    FITS = "fits"
    UNKNOWN = "unknown"
    WRONG = "wrong"


@cache
def _branches() -> dict[str, frozenset[str]]:
    return {row["branch"]: frozenset(split(row["groups"])) for row in rows("matching/categories")}


def judge_category(product: str, path: Sequence[str]) -> CategoryVerdict:
    """Say how a category path stands to a product (canonical name).

    The deepest name that is known decides. A path that ends at 식품, or holds only unknown names,
    says nothing.
    """
    return _judge(product, tuple(path))


@lru_cache(maxsize=8192)
def _judge(product: str, path: tuple[str, ...]) -> CategoryVerdict:
    if path and path[0] != FOOD:
        return CategoryVerdict.WRONG
    if len(path) > 1 and any(_is_own(product, name) for name in _names(path[-1])):
        return CategoryVerdict.LEAF
    if path[1:] and any(_is_kind_not_to_buy(product, name) for name in _names(path[-1])):
        return CategoryVerdict.WRONG
    if is_canned(product) and any(shelf in level for level in path for shelf in CANS):
        return CategoryVerdict.FITS
    group = _group(product)
    verdicts = (_by_level(product, group, level) for level in reversed(path[1:]))
    return next((verdict for verdict in verdicts if verdict), CategoryVerdict.UNKNOWN)


def _by_level(product: str, group: str, level: str) -> CategoryVerdict | None:
    """Say what the name of one category tells, or None where it tells nothing."""
    allowed = [_branches()[name] for name in _names(level) if name in _branches()]
    if any(group in groups for groups in allowed):
        return CategoryVerdict.FITS
    if allowed:
        is_made = product.endswith(MADE_FROM_NAME)
        return CategoryVerdict.UNKNOWN if is_made else CategoryVerdict.WRONG
    named = [foods()[key(name)] for name in _names(level) if key(name) in foods()]
    if named and all(_is_unrelated(product, group, food) for food in named):
        return CategoryVerdict.WRONG
    return None


def _group(product: str) -> str:
    if product in FRESH_HERBS:
        return "vegetable"
    return table()[product].group if product in table() else ""


def _names(level: str) -> list[str]:
    """Return the names of one level: 참치/연어 is two; 기타채소 is also 채소."""
    names = [part.strip() for part in level.split("/") if part.strip()]
    bare = [name.removeprefix(word) for name in names for word in OTHERS if name.startswith(word)]
    return [*names, *(name for name in bare if name)]


def _is_own(product: str, name: str) -> bool:
    food = foods().get(key(name))
    is_for_others = name in _branches() and _group(product) not in _branches()[name]
    return (
        food is not None
        and food in kinds(product)
        and food not in BROAD_FAMILIES
        and not is_for_others
    )


def _is_kind_not_to_buy(product: str, name: str) -> bool:
    """Tell of a leaf for a kind that may not stand in: 발아현미 for 현미."""
    food = foods().get(key(name), "")
    return product in kinds(food) and not is_kind_to_buy(product, food)


RAW_GROUPS = frozenset(
    {"fruit", "vegetable", "mushroom", "grain", "legume", "egg", "dairy", "meat", "poultry",
     "seafood", "seaweed", "nut"}
)  # fmt: skip


def _is_unrelated(product: str, group: str, food: str) -> bool:
    if not {group, table()[food].group if food in table() else ""} <= RAW_GROUPS:
        return False
    if food in composition(product) or product in composition(food) or food not in table():
        return False
    return table()[food].group != group
