"""The one size that the weights of a title make: sums, packs counted elsewhere, sizes said twice."""

from collections.abc import Sequence
from decimal import Decimal
from math import prod

from ai_chef_food.ingredients import canonical_name
from ai_chef_food.taxonomy import kinds
from ai_chef_price.packs.counting import Count, counts_packs
from ai_chef_price.packs.reading import PackSize, Reading, Unclear, is_same
from ai_chef_price.packs.terms import EITHER, NATURAL, Kind
from ai_chef_price.packs.weights import Weight

LIKELY_TOTAL_GRAMS, LARGEST_SACK_GRAMS = 1000, 20_000
"""From the first on a weight behind a count may be that of all; no household buys more than the
second (rules of this project)."""

ANIMALS = frozenset({"쇠고기", "돼지고기", "닭고기", "오리고기", "양고기"})

EXTRAS = (
    "소스", "양념", "스프", "수프", "육수", "시즈닝", "드레싱", "와사비", "초장", "쌈장", "토핑", "분말",
    "증정", "사은품", "덤", "아이스팩",
)  # fmt: skip
"""What is put in beside the food behind a ``+``: no part of its weight."""


def size_of_weights(reading: Reading, weights: Sequence[Weight]) -> PackSize:
    """Return the one size that the weights of a title make.

    Raises
    ------
    Unclear
        They contradict each other.
    """
    whole = [weight for weight in weights if not weight.is_each]
    if not whole:
        return _of_each(reading, weights)
    sums = _summed(reading, whole)
    if len(sums) == 1 and _is_shared_out(sums[0], weights):
        return PackSize(sums[0].grams, sums[0].text)
    if packs := _packs_elsewhere(reading, weights, sums):
        return PackSize(sums[0].total * packs, f"{sums[0].text} x {packs}")
    distinct: list[Weight] = []
    for weight in sums:
        if not any(is_same(weight.total, other.total) for other in distinct):
            distinct.append(weight)
    best = distinct[0] if len(distinct) == 1 else _made_up(reading, distinct)
    return PackSize(best.total, best.label)


def _of_each(reading: Reading, weights: Sequence[Weight]) -> PackSize:
    """Return the size where a title only says what a piece weighs: ``레몬 10과 개당 120g``."""
    counts = {int(term.number) for term in reading.terms if term.kind is Kind.COUNT} - {1}
    if len({weight.grams for weight in weights}) > 1 or len(counts) != 1:
        raise Unclear
    (number,) = counts
    return PackSize(weights[0].grams * number, f"{weights[0].text} x {number}")


def _is_shared_out(whole: Weight, weights: Sequence[Weight]) -> bool:
    """Tell of ``1kg 5봉 (200g씩)``: the weight is that of all the packs."""
    return not whole.is_signed and any(
        weight.is_each and is_same(weight.grams * prod(whole.factors), whole.grams)
        for weight in weights
    )


def _summed(reading: Reading, weights: Sequence[Weight]) -> list[Weight]:
    """Join weights with a ``+`` between them: ``500g+500g``, ``청상추 150g + 적상추 150g``."""
    joined: list[list[Weight]] = []
    for weight in weights:
        between = reading.terms[joined[-1][-1].end : weight.start] if joined else ()
        words = [term.text for term in between if term.kind is Kind.WORD]
        is_added = (
            bool(between)
            and between[0].kind is Kind.PLUS
            and all(term.kind is Kind.WORD for term in between[1:])
        )
        if not is_added:
            joined.append([weight])
        elif not _is_extra(reading, words):
            joined[-1].append(weight)
    return [_sum(parts) for parts in joined]


def _is_extra(reading: Reading, words: Sequence[str]) -> bool:
    """Tell of a sauce or a gift behind a ``+``, unless the ingredient is one itself.

    Another cut of the same animal counts (사골 2kg+잡뼈 1kg).

    Raises
    ------
    Unclear
        It is another food: the title has no one size for this one.
    """
    if any(word.endswith(EXTRAS) and not word.endswith(reading.ingredient) for word in words):
        return True
    named = [canonical_name(word) for word in words]
    if any(name and not _counts_with(reading.ingredient, name) for name in named):
        raise Unclear  # 두부 300g + 콩나물 200g
    return False


def _counts_with(ingredient: str, other: str) -> bool:
    """Tell whether another name's weight is the ingredient's too: its kind, or a cut of its animal."""
    own, others = set(kinds(ingredient)), set(kinds(other))
    return ingredient in others or other in own or bool(own & others & ANIMALS)


def _sum(parts: Sequence[Weight]) -> Weight:
    """Join weights that are added; a count behind equal ones may only number them.

    ``1kg+1kg, 2봉`` are two of a kilogram; ``300g+300g x 3`` three of both.
    """
    *others, last = parts
    if not others:
        return last
    text = "+".join(part.label for part in parts)
    are_equal = len({part.grams for part in parts}) == 1
    if are_equal and last.factors and not any(part.factors for part in others):
        times = prod(last.factors)
        grams = last.grams * len(parts)
        return Weight(
            grams, text, parts[0].start, last.end, () if times == len(parts) else (times,)
        )
    return Weight(sum((part.total for part in parts), Decimal(0)), text, parts[0].start, last.end)


def _packs_elsewhere(reading: Reading, weights: Sequence[Weight], sums: Sequence[Weight]) -> int:
    """Return the packs counted elsewhere in the title: ``참치 100g 라이트 24캔``; 0 for none."""
    if len(weights) != 1 or len(sums) != 1 or prod(sums[0].factors) > 1:
        return 0
    (weight,) = sums
    numbers = {
        int(term.number)
        for place, term in enumerate(reading.terms)
        if term.kind is Kind.COUNT
        and not weight.start <= place < weight.end
        and _may_count_packs(reading, place, weight)
        and counts_packs(
            reading, Count(term, int(term.number), place, is_apart=True), weight.grams, ()
        )
    }
    is_in_brackets = reading.kind_at(weight.start - 1) is Kind.OPEN
    has_choice = any(term.kind is Kind.CHOICE for term in reading.terms)
    if numbers and (len(numbers) > 1 or is_in_brackets or has_choice):
        raise Unclear  # among others 2팩(500g)
    packs = numbers.pop() if numbers else 0
    return 0 if _is_weight_of_all(reading, weight, packs) else packs


def _may_count_packs(reading: Reading, place: int, weight: Weight) -> bool:
    """Tell whether a count apart from the weight may be of packs.

    What grows counts only where the table weighs it (두부 300g 국산콩 2모); pieces before a
    kilogram or more lie in it (햇마늘 50개 3kg).
    """
    unit = reading.terms[place].unit
    if unit in NATURAL:
        return reading.piece_grams(unit) is not None
    is_before_much = place < weight.start and weight.grams >= LIKELY_TOTAL_GRAMS
    return not (unit in EITHER and reading.is_countable and is_before_much)


def _is_weight_of_all(reading: Reading, weight: Weight, packs: int) -> bool:
    """Tell of ``20팩 2kg``, whose packs cannot weigh 2 kg each; of ``3봉 1kg`` nobody knows."""
    is_before = any(
        term.kind is Kind.COUNT and int(term.number) == packs
        for term in reading.terms[: weight.start]
    )
    if not packs or not is_before or weight.grams < LIKELY_TOTAL_GRAMS:
        return False
    if weight.grams * packs > LARGEST_SACK_GRAMS:
        return True
    raise Unclear


def _made_up(reading: Reading, weights: Sequence[Weight]) -> Weight:
    """Return the weight that the other one explains.

    ``1kg 200g 5팩`` and ``1kg 5봉 (200g*5)`` are a kilogram, ``1kg x 2 (500g*2)`` is two.
    """
    *smaller, largest = sorted(weights, key=lambda weight: weight.total)
    if len(smaller) != 1:
        raise Unclear
    (small,) = smaller
    if is_same(small.total, largest.grams):
        is_confirmed = small.factors == largest.factors and not largest.is_signed
        return small if is_confirmed else largest
    counts = {int(term.number) for term in reading.terms if term.kind is Kind.COUNT}
    if not largest.factors and any(is_same(small.grams * count, largest.total) for count in counts):
        return largest
    raise Unclear
