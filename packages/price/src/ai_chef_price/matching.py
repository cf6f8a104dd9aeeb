"""Which of a search's hits is the ingredient: rules that can be read, each refusal with its reason.

The order of the rules is the order of the reasons: a hit is refused by the first rule it breaks.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from statistics import median
from typing import NamedTuple

from ai_chef_common.contracts.pricing import Offer
from ai_chef_food.allergens import is_above
from ai_chef_food.ingredients import canonical_name, identify
from ai_chef_food.prose import read as read_text
from ai_chef_food.taxonomy import composition
from ai_chef_food.text import normalize
from ai_chef_price.hit import Hit
from ai_chef_price.packs import PackSize, pack_size
from ai_chef_price.tables import rows

FOOD = "식품"
ON_SALE = frozenset({"", "1", "2", "3"})
"""productType 1 to 3 are general goods; 4 to 12 used, discontinued and upcoming ones."""

COMPARISON_PAGE = "1"
"""productType of a page that compares the prices of many shops."""

LESS_PLAIN = ("냉동", "해동", "슬라이스", "다진", "큐브", "데친", "삶은", "자숙", "절단")
"""Forms that a recipe does not ask for unless it says so; they come after plain and fresh ones."""

SANE_SPREAD = Decimal(3)
"""A unit price beyond a third or three times the median of its hits is an outlier."""

LARGEST_GRAMS = Decimal(5000)
LARGEST_GRAMS_OF_GRAIN = Decimal(10_000)
LARGEST_TIMES = Decimal(20)
"""A pack above both 5 kg (rice and other grain: 10 kg) and 20 times the need is a trader's sack (rule
of this project)."""

MODERATE_GRAMS = Decimal(1000)
"""A pack of a kilogram, or of four times the need, is what a household buys (rule of this project)."""

MOST_OFFERS = 4


class Match(NamedTuple):
    """The offers that are the ingredient, the best first, and why the other hits are not."""

    offers: tuple[Offer, ...]
    refused: tuple[str, ...]


class _Fit(NamedTuple):
    hit: Hit
    size: PackSize

    @property
    def won_per_100g(self) -> Decimal:
        return Decimal(self.hit.price) * 100 / self.size.grams


def match(ingredient: str, hits: Sequence[Hit]) -> Match:
    """Sort `hits` of the search for `ingredient` (canonical name) into offers and refusals.

    Plain and fresh goods come first, then goods of one shop before price-comparison pages, then
    those nearest to the middle unit price.
    """
    fits: list[_Fit] = []
    refused: list[str] = []
    for hit in hits:
        why = refusal(ingredient, hit)
        size = None if why else pack_size(hit.title, ingredient)
        if why or size is None:
            refused.append(f"{hit.title[:40]}: {why or '포장 크기를 알 수 없음'}")
        else:
            fits.append(_Fit(hit, size))
    sane = _without_outliers(fits)
    refused += [f"{fit.hit.title[:40]}: 단위 가격이 동떨어짐" for fit in fits if fit not in sane]
    middle = median(fit.won_per_100g for fit in sane) if sane else Decimal(0)
    sane.sort(key=lambda fit: (*_preference(fit.hit), abs(fit.won_per_100g - middle)))
    return Match(tuple(_offer(fit) for fit in sane[:MOST_OFFERS]), tuple(refused))


def rank(ingredient: str, offers: Sequence[Offer], need_grams: Decimal) -> list[Offer]:
    """Return the offers that suit the need, best first: no traders' sacks, moderate packs first.

    Among packs of like size the order of `offers` stays: nearest to the middle price first.
    """
    known = identify(ingredient).ingredient
    is_grain = known is not None and known.group == "grain"
    largest = LARGEST_GRAMS_OF_GRAIN if is_grain else LARGEST_GRAMS
    most = max(largest, need_grams * LARGEST_TIMES)
    suited = [offer for offer in offers if offer.pack_grams <= most]
    return sorted(suited, key=lambda offer: offer.pack_grams > max(MODERATE_GRAMS, need_grams * 4))


def _preference(hit: Hit) -> tuple[bool, bool]:
    """Return what puts a hit behind others: a frozen or cut form, a price-comparison page."""
    return any(form in hit.title for form in LESS_PLAIN), hit.product_type == COMPARISON_PAGE


def refusal(ingredient: str, hit: Hit) -> str | None:
    """Return why a hit is not the ingredient, or None if it may be."""
    if hit.price <= 0:
        return "가격이 없음"
    if hit.product_type not in ON_SALE:
        return "중고이거나 팔지 않는 상품"
    if hit.categories and hit.categories[0] != FOOD:
        return "식품이 아님"
    known = identify(ingredient).ingredient
    if known and hit.categories and not _is_sensible_category(known.group, hit):
        return "다른 종류의 식품"
    if not _names_the_ingredient(ingredient, hit.title):
        return "다른 재료"
    return _refused_word(ingredient, hit.title)


def _is_sensible_category(group: str, hit: Hit) -> bool:
    """Tell whether the path below 식품 fits the group; a path that ends at 식품 may be anything."""
    below = hit.categories[1:]
    sensible = _category_words().get(group, ())
    return not below or any(word in category for category in below for word in sensible)


def _names_the_ingredient(ingredient: str, title: str) -> bool:
    """Tell whether the last food that the title names is the ingredient.

    A more general name may follow it (닭가슴살 … 닭고기), a thing made of it may not (우유식빵).
    """
    foods = read_text(normalize(_without_packs(title))).foods
    named = [name for food in foods if (name := canonical_name(food.word))]
    if ingredient not in named:
        return False
    after = named[len(named) - named[::-1].index(ingredient) :]
    return all(other in composition(ingredient) for other in after)


def _without_packs(title: str) -> str:
    return re.sub(r"[\[\(][^\])]*[\])]", " ", title)


class _RefusedWord(NamedTuple):
    """A word that makes a product something else, and how it stands in a title.

    A word of one syllable (맛, 즙) ends a word; a longer one may be followed by a particle.
    """

    why: str
    word: str
    pattern: re.Pattern[str]


@cache
def _refused() -> tuple[_RefusedWord, ...]:
    found = []
    for row in rows("refused_words"):
        for word in row["words"].split("|"):
            follows = "[가-힣]" if len(word) == 1 else "[가-힣]{2}"
            pattern = re.compile(rf"{re.escape(word)}(?!{follows})")
            found.append(_RefusedWord(row["why"], word, pattern))
    return tuple(found)


@cache
def _category_words() -> dict[str, tuple[str, ...]]:
    return {row["group"]: tuple(row["categories"].split("|")) for row in rows("category_groups")}


def _refused_word(ingredient: str, title: str) -> str | None:
    """Return the reason of the first refused word, unless the ingredient's own name has it."""
    known = identify(ingredient).ingredient
    own = (ingredient, *(known.synonyms if known else ()))
    rest = title
    for name in sorted(own, key=len, reverse=True):
        rest = rest.replace(name, " ")
    for refused in _refused():
        is_own = any(refused.word in name for name in own)
        if not is_own and refused.pattern.search(rest):
            return f"{refused.why} ({refused.word})"
    return None


def _without_outliers(fits: Sequence[_Fit]) -> list[_Fit]:
    if not fits:
        return []
    middle = median(fit.won_per_100g for fit in fits)
    return [fit for fit in fits if middle / SANE_SPREAD <= fit.won_per_100g <= middle * SANE_SPREAD]


def _offer(fit: _Fit) -> Offer:
    return Offer(
        title=fit.hit.title,
        shop=fit.hit.mall,
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
