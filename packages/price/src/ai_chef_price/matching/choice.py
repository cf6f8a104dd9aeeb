"""Which of a search's hits is the ingredient, and which of those to buy.

The order of the rules is the order of the reasons: a hit is refused by the first rule it breaks.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import log
from statistics import median
from typing import NamedTuple

from ai_chef_common.contracts.pricing import Offer, PriceBasis
from ai_chef_common.packs import packs_for
from ai_chef_food.allergens import is_above
from ai_chef_food.ingredients import table
from ai_chef_food.prose import read as read_text
from ai_chef_food.taxonomy import composition
from ai_chef_food.text import normalize
from ai_chef_price.catalog import reference
from ai_chef_price.hit import DEAREST_KRW, Hit
from ai_chef_price.matching.categories import CategoryVerdict, judge_category
from ai_chef_price.matching.forms import (
    form_refusal,
    is_sold_dried,
    nonfood_refusal,
    poorness,
)
from ai_chef_price.matching.names import asks_for_dried, name_refusal
from ai_chef_price.matching.products import product_name, requirement_refusal
from ai_chef_price.matching.title import read_title
from ai_chef_price.packs import PackSize, pack_size

ON_SALE = frozenset({"", "1", "2", "3"})
"""productType 1 to 3 are general goods; 4 to 12 used, discontinued and upcoming ones."""

COMPARISON_PAGE = "1"
"""productType of a page that compares the prices of many shops."""

SANE_SPREAD = 3.0
"""A unit price beyond a third or three times the middle one of its hits is an outlier."""

SIZE_EXPONENT = 0.3
"""Unit prices fall with the size of the pack about so: ten times the pack, half the unit price."""

USUAL_PACK_GRAMS = 500

FEW_HITS = 2
"""Their median would be their mean, which neither of them is."""

PRIOR_SPREAD = {PriceBasis.REFERENCE: 6.0, PriceBasis.ESTIMATE: 10.0}
"""How far a unit price may be from the catalog's, by how sure that is: organic or domestic goods cost
several times the surveyed ones, a listing at a tenth is another product (rule of this project)."""

LARGEST_GRAMS = Decimal(5000)
LARGEST_GRAMS_OF = {"grain": Decimal(10_000), "water": Decimal(15_000)}
LARGEST_TIMES = Decimal(20)
"""A pack above both 5 kg (rice and other grain: 10 kg, water: 15 kg) and 20 times the need is a
trader's sack (rule of this project)."""

SMALL_GRAMS = Decimal(300)
MODERATE_GRAMS = Decimal(1000)
"""What a household buys for spoonfuls, and at all (rule of this project)."""

FEW_PACKS, MANY_PACKS = 2, 5
"""More than the first are a worse choice than one pack, more than the second much worse."""

DRIED_SHELVES = ("건어물", "건해산물", "건조채소", "건조버섯", "건과일", "건조과일")
SPICES = "향신료"

MOST_OFFERS = 12
"""Offers that are kept of one search, of all sizes: which suits depends on the recipe."""


class Match(NamedTuple):
    """The offers that are the ingredient, the best first, and why the other hits are not."""

    offers: tuple[Offer, ...]
    refused: tuple[str, ...]


class _Fit(NamedTuple):
    """A hit that is the ingredient, with its pack.

    ``poorness`` is 0 for what is plain and fresh; ``is_on_shelf`` tells that the last category is the
    product's own.
    """

    hit: Hit
    size: PackSize
    poorness: int
    is_on_shelf: bool

    @property
    def level(self) -> float:
        """The logarithm of the unit price, as if the pack were of usual size."""
        return _level(self.hit.price, self.size.grams)


def match(name: str, hits: Sequence[Hit]) -> Match:
    """Sort `hits` of the search for a recipe's ingredient into offers and refusals.

    Where household packs stand on the product's own shelf, what stands elsewhere (냉동야채, 핫바) is
    refused. Plain and fresh goods come first, then goods of one shop before price-comparison pages, then
    those nearest to the middle unit price.
    """
    product = product_name(name) or name
    fits: list[_Fit] = []
    refused: list[str] = []
    for hit in hits:
        reason = refusal(name, hit)
        size = None if reason else pack_size(hit.title, product)
        if reason or size is None:
            refused.append(f"{hit.title[:40]}: {reason or '포장 크기를 알 수 없음'}"[:80])
        else:
            marks = poorness(product, read_title(hit.title), name)
            shelf = judge_category(product, hit.categories) is CategoryVerdict.LEAF
            fits.append(_Fit(hit, size, marks, shelf))
    sane, middle = _without_outliers(product, fits)
    refused += [f"{fit.hit.title[:40]}: 단위 가격이 동떨어짐" for fit in fits if fit not in sane]
    shelved = _on_own_shelf(product, sane)
    refused += [f"{fit.hit.title[:40]}: 다른 분류" for fit in sane if fit not in shelved]
    shelved.sort(
        key=lambda fit: (
            fit.poorness,
            fit.hit.product_type == COMPARISON_PAGE,
            not fit.hit.mall,
            abs(fit.level - middle),
        )
    )
    return Match(tuple(_offer(fit) for fit in shelved[:MOST_OFFERS]), tuple(refused))


def refusal(name: str, hit: Hit) -> str | None:
    """Return why a hit is not the ingredient that a recipe names, or None if it may be."""
    product = product_name(name) or name
    if hit.price <= 0:
        return "가격이 없음"
    if hit.product_type not in ON_SALE:
        return "중고이거나 팔지 않는 상품"
    if hit.categories and hit.categories[0] != "식품":
        return "식품이 아님"
    category = judge_category(product, hit.categories)
    if category is CategoryVerdict.WRONG and not _is_dried_as_asked(name, hit):
        return "다른 종류의 식품"
    is_confirmed = category is CategoryVerdict.LEAF
    if not (is_confirmed or is_sold_dried(product)) and any(
        shelf in level for level in hit.categories for shelf in DRIED_SHELVES
    ):
        return "말린 것"
    title = read_title(hit.title)
    return (
        nonfood_refusal(product, title)
        or name_refusal(
            product,
            title,
            hit.categories,
            name,
            is_confirmed=is_confirmed,
        )
        or form_refusal(product, title, name, is_confirmed=is_confirmed)
        or requirement_refusal(name, hit.title, hit.categories)
    )


def _is_dried_as_asked(name: str, hit: Hit) -> bool:
    """Tell of a herb among the spices for a recipe that asks for a dried one."""
    return any(SPICES in level for level in hit.categories) and asks_for_dried(name)


def rank(name: str, offers: Sequence[Offer], need_grams: Decimal) -> list[Offer]:
    """Return the offers that suit the need, best first: the smallest sensible packs first.

    No traders' sacks, nothing whose checkout no food costs, and nothing poorer than the best:
    frozen or cut goods only where there are no fresh whole ones. Among packs of like size the
    order of `offers` stays.
    """
    product = product_name(name) or name
    most = max(_largest(product), need_grams * LARGEST_TIMES)
    suited = [
        offer
        for offer in offers
        if offer.pack_grams <= most
        and offer.pack_price * packs_for(need_grams, offer.pack_grams) <= DEAREST_KRW
    ]
    marks = [poorness(product, read_title(offer.title), name) for offer in suited]
    equals = [offer for offer, mark in zip(suited, marks, strict=True) if mark == min(marks)]
    return sorted(equals, key=lambda offer: _size_class(offer, need_grams))


def _largest(product: str) -> Decimal:
    """Return the grams of the largest pack that households buy."""
    food = table().get(product)
    return LARGEST_GRAMS_OF.get(food.group if food else "", LARGEST_GRAMS)


def _on_own_shelf(product: str, fits: Sequence[_Fit]) -> list[_Fit]:
    """Return the fits on the product's own shelf if households could buy one of them, else all."""
    own = [fit for fit in fits if fit.is_on_shelf]
    is_served = any(not fit.poorness and fit.size.grams <= _largest(product) for fit in own)
    return own if is_served else list(fits)


def _size_class(offer: Offer, need_grams: Decimal) -> int:
    """Return 0 for packs that leave little over, 1 for moderate ones, 2 for large ones."""
    packs = packs_for(need_grams, offer.pack_grams)
    bought = packs * offer.pack_grams
    many = (packs > FEW_PACKS) + (packs > MANY_PACKS)
    if bought <= max(SMALL_GRAMS, need_grams * 4):
        return many
    return 1 + many if bought <= max(MODERATE_GRAMS, need_grams * 8) else 2 + many


def _level(price: int, grams: Decimal) -> float:
    per_100g = price * 100 / float(grams)
    return log(per_100g) + SIZE_EXPONENT * log(float(grams) / USUAL_PACK_GRAMS)


def _without_outliers(product: str, fits: Sequence[_Fit]) -> tuple[list[_Fit], float]:
    """Return the fits at sane unit prices, and the level of the middle one.

    The catalog's price bounds them first. Of two that are left the one nearer to it is the middle,
    or the cheaper one where the catalog has none.
    """
    row = reference(product)
    prior = _level(row.price_krw, row.pack_grams) if row and row.price_krw else None
    plausible = [
        fit
        for fit in fits
        if row is None
        or prior is None
        or abs(fit.level - prior) <= log(PRIOR_SPREAD.get(row.basis, SANE_SPREAD))
    ]
    levels = sorted(fit.level for fit in plausible)
    if not levels:
        return [], 0.0
    middle = median(levels)
    if len(levels) == FEW_HITS:
        middle = levels[0] if prior is None else min(levels, key=lambda level: abs(level - prior))
    return [fit for fit in plausible if abs(fit.level - middle) <= log(SANE_SPREAD)], middle


def _offer(fit: _Fit) -> Offer:
    return Offer(
        title=fit.hit.title[:80],
        shop=fit.hit.mall or None,
        pack=fit.size.text[:20],
        pack_grams=fit.size.grams.quantize(Decimal("0.1"), ROUND_HALF_UP),
        pack_price=fit.hit.price,
        link=fit.hit.link or None,
    )


def names_an_allergen(title: str, allergies: Sequence[str], ingredient: str) -> bool:
    """Tell whether a product's title names something that holds one of the person's allergens.

    What the ingredient itself is made of does not count again: the gate has judged it.
    """
    own = set(composition(ingredient))
    return any(
        (set(composition(mention.name)) - own) & set(allergies)
        or any(is_above(mention.name, allergen) for allergen in allergies)
        for mention in read_text(normalize(title)).foods
    )
