"""Diet rules: what a target or a health condition asks of one serving, from cited tables.

The tables (`diet_limits`, `diet_ingredients`, `diet_cautions`) name a source in every row. They
order recipes; they are no medical advice, and where two wishes contradict each other the caution
that says so sends the person to a clinician. A limit that cannot be computed is not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ai_chef_food.ingredients import identify, table
from ai_chef_food.nutrition import Nutrition, nutrition_by_weight
from ai_chef_food.tables import rows, split
from ai_chef_food.taxonomy import ANYTHING, composition, kinds, uncertain
from ai_chef_food.verdicts import Bound, Measure, RuleVerdict

RULES_VERSION = "2026-11-2"
"""Changes with any row of the three tables; a test holds it to their contents."""

FAT_KCAL_PER_G = 9
"""Atwater factor of fat (FAO Food and Nutrition Paper 77)."""

ENERGY_SHARES = {
    Measure.FAT_ENERGY_PERCENT: "fat_g",
    Measure.SATURATED_FAT_ENERGY_PERCENT: "saturated_fat_g",
}
"""Measures that are a fat's share of the energy, and the nutrient that each takes."""

NEGLIGIBLE_GRAMS = Decimal(30)
NEGLIGIBLE_GROUPS = frozenset({"vegetable", "mushroom"})
SPICE = "향신료"
NEGLIGIBLE_GRAMS_OF_SPICE = Decimal(3)
"""So much of a vegetable or mushroom without figures changes no limit by more than its rounding:
the saltiest of the table (셀러리, 80 mg sodium per 100 g) adds 24 mg, the sweetest 6 g of
carbohydrate. The saltiest pure spice (USDA: dried parsley, 452 mg per 100 g) adds 14 mg of sodium in
3 g."""


MANUFACTURED = frozenset(
    {"processed", "seasoning", "sweetener", "dish", "dairy", "grain", "legume"}
)
"""Groups in which a product that differs from maker to maker is one with added salt or sugar."""

RAW_FOOD = "날음식"
"""The family of dishes that are eaten raw or half raw."""


class Limit(NamedTuple):
    """A bound on one measure of a serving, in `unit`."""

    diet: str
    measure: Measure
    bound: Bound
    figure: Decimal
    unit: str
    source: str


class CheckedLimit(NamedTuple):
    """A limit, the serving's own figure, and how they stand to each other."""

    limit: Limit
    value: Decimal
    verdict: RuleVerdict


class IngredientFinding(NamedTuple):
    """An ingredient that a diet forbids or cautions against.

    ``path`` runs from the ingredient to what the rule names; it is the ingredient alone where that
    cannot be assessed (unknown, or different from maker to maker).
    """

    diet: str
    path: tuple[str, ...]
    why: str
    verdict: RuleVerdict


class _IngredientRule(NamedTuple):
    diet: str
    rule: str
    what: tuple[str, ...]
    why: str
    source: str


class Citation(NamedTuple):
    """The source of a rule in words for people: Korean, with its address where it has one."""

    label: str
    url: str | None


class AvoidedFoods(NamedTuple):
    """Foods that a diet leaves out for one reason, as a person calls them, and its source."""

    diet: str
    foods: tuple[str, ...]
    why: str
    source: str


class _Caution(NamedTuple):
    diet: str
    others: tuple[str, ...]
    yields_to: str
    text: str


@cache
def _limits() -> tuple[Limit, ...]:
    return tuple(
        Limit(
            diet=row["diet"],
            measure=Measure(row["measure"]),
            bound=Bound(row["bound"]),
            figure=Decimal(row["figure"]),
            unit=row["unit"],
            source=row["source"],
        )
        for row in rows("diet_limits")
    )


@cache
def _ingredient_rules() -> tuple[_IngredientRule, ...]:
    return tuple(
        _IngredientRule(row["diet"], row["rule"], split(row["what"]), row["why"], row["source"])
        for row in rows("diet_ingredients")
    )


@cache
def _cautions() -> tuple[_Caution, ...]:
    return tuple(
        _Caution(row["diet"], split(row["with"]), row["yields_to"], row["caution"])
        for row in rows("diet_cautions")
    )


@cache
def _citations() -> Mapping[str, Citation]:
    return {
        row["source"]: Citation(row["label"], row["url"] or None) for row in rows("diet_sources")
    }


def citation(source: str) -> Citation:
    """Return the source of a limit or of avoided foods as people read it."""
    return _citations()[source]


def _conflicts(diets: Iterable[str]) -> Iterator[_Caution]:
    chosen = set(diets)
    for caution in _cautions():
        if caution.diet in chosen and (not caution.others or chosen & set(caution.others)):
            yield caution


def waived_limits(diets: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the limits, as (diet, measure), that give way where two of `diets` contradict."""
    return frozenset(
        (caution.diet, caution.yields_to) for caution in _conflicts(diets) if caution.yields_to
    )


def limits(diets: Iterable[str]) -> tuple[Limit, ...]:
    """Return the limits of all `diets` together (targets and conditions by name).

    Where a caution says that a target's limit gives way to a condition's, it is left out. A limit
    that two diets share stands once.
    """
    chosen = tuple(dict.fromkeys(diets))
    aside = waived_limits(chosen)
    found: dict[tuple[str, str, Decimal], Limit] = {}
    for limit in _limits():
        if limit.diet in chosen and (limit.diet, limit.measure) not in aside:
            found.setdefault((limit.measure, limit.bound, limit.figure), limit)
    return tuple(found.values())


def cautions(diets: Iterable[str]) -> tuple[str, ...]:
    """Return what a person should hear about this combination of `diets`, in Korean."""
    return tuple(caution.text for caution in _conflicts(diets))


def check_limits(diets: Iterable[str], nutrition: Nutrition) -> tuple[CheckedLimit, ...]:
    """Hold one serving against every limit of `diets`."""
    return tuple(_check(limit, nutrition) for limit in limits(diets))


def keeps_limits(
    diets: Iterable[str], weights: Iterable[tuple[str, Decimal | None]], servings: int
) -> bool:
    """Tell whether ingredients of these weights, in grams, keep every limit of `diets`."""
    checked = check_limits(diets, nutrition_by_weight(weights, servings))
    return all(limit.verdict is RuleVerdict.KEPT for limit in checked)


def _check(limit: Limit, nutrition: Nutrition) -> CheckedLimit:
    value = _measure(limit.measure, nutrition)
    return CheckedLimit(limit, value, _verdict(limit, value, nutrition))


def _verdict(limit: Limit, value: Decimal, nutrition: Nutrition) -> RuleVerdict:
    """Say how a serving stands to a limit.

    A sum of which parts are unknown can only grow: above a maximum it is broken, and at a minimum
    kept, whatever is missing. A share of the energy can go either way.
    """
    is_met = value <= limit.figure if limit.bound is Bound.MAX else value >= limit.figure
    if _is_whole(limit.measure, nutrition):
        return RuleVerdict.KEPT if is_met else RuleVerdict.BROKEN
    if limit.measure in ENERGY_SHARES:
        return RuleVerdict.CANNOT_ASSESS
    if limit.bound is Bound.MAX and not is_met:
        return RuleVerdict.BROKEN
    if limit.bound is Bound.MIN and is_met:
        return RuleVerdict.KEPT
    return RuleVerdict.CANNOT_ASSESS


def _measure(measure: Measure, nutrition: Nutrition) -> Decimal:
    """Return a measure of one serving; what is not known counts nothing, see `_verdict`."""
    per = nutrition.per_serving
    zero = Decimal(0)
    if measure is Measure.NET_CARBOHYDRATE_G:
        return (per.carbohydrate_g or zero) - (per.fiber_g or zero)
    if measure in ENERGY_SHARES:
        fat: Decimal | None = getattr(per, ENERGY_SHARES[measure])
        return (fat or zero) * FAT_KCAL_PER_G / per.kcal * 100 if per.kcal else zero
    figure: Decimal | None = getattr(per, measure)
    return figure or zero


def _is_whole(measure: Measure, nutrition: Nutrition) -> bool:
    """Tell whether every ingredient that matters is counted, with each figure that it needs."""
    if measure in ENERGY_SHARES:
        needed = {ENERGY_SHARES[measure], "kcal"}
    elif measure is Measure.NET_CARBOHYDRATE_G:
        needed = {"carbohydrate_g"}
    else:
        needed = {measure.value}
    return all(map(_is_negligible, nutrition.gaps)) and not needed & set(nutrition.unmeasured)


def _is_negligible(gap: tuple[str, Decimal | None]) -> bool:
    """Tell whether an ingredient without figures is a little vegetable, mushroom or pure spice."""
    name, grams = gap
    ingredient = identify(name).ingredient
    if ingredient is None or grams is None:
        return False
    is_pure_spice = SPICE in kinds(ingredient.name) and not ingredient.contains
    return (ingredient.group in NEGLIGIBLE_GROUPS and grams <= NEGLIGIBLE_GRAMS) or (
        is_pure_spice and grams <= NEGLIGIBLE_GRAMS_OF_SPICE
    )


_GROUP_NAMES = {"group:nut": "견과", "varies": "성분이 제품마다 다른 가공 제품"}
"""What a person calls the things of the rules that are no names of foods."""


def avoided_foods(diets: Iterable[str]) -> Iterator[AvoidedFoods]:
    """Yield what each of `diets` forbids, for every reason once."""
    chosen = set(diets)
    for rule in _ingredient_rules():
        if rule.diet in chosen and rule.rule == "forbidden":
            foods = (_GROUP_NAMES.get(name, name.removeprefix("=")) for name in rule.what)
            yield AvoidedFoods(rule.diet, tuple(dict.fromkeys(foods)), rule.why, rule.source)


def check_food(diets: Iterable[str], name: str) -> Iterator[IngredientFinding]:
    """Yield why a food (a node of the taxonomy) is forbidden under any of `diets`."""
    yield from _findings(diets, name, "forbidden")


def food_cautions(diets: Iterable[str], name: str) -> Iterator[IngredientFinding]:
    """Yield why a food is allowed but cautioned against under any of `diets`."""
    yield from _findings(diets, name, "cautioned")


def check_unread(diets: Iterable[str], word: str) -> Iterator[IngredientFinding]:
    """Yield, for each of `diets` that forbids any food, that an unread word cannot be assessed."""
    forbidding = {rule.diet for rule in _ingredient_rules() if rule.rule == "forbidden"}
    for diet in dict.fromkeys(diets):
        if diet in forbidding:
            why = "무엇인지 알 수 없어 확인할 수 없음"
            yield IngredientFinding(diet, (word,), why, RuleVerdict.CANNOT_ASSESS)


def is_raw(name: str) -> bool:
    """Tell whether a food is eaten raw or half raw by nature (육회비빔밥)."""
    return RAW_FOOD in composition(name)


def check_raw(diets: Iterable[str], word: str) -> Iterator[IngredientFinding]:
    """Yield, for each of `diets` that forbids raw animal food, that `word` tells of some."""
    for rule in _ingredient_rules():
        if rule.diet in set(diets) and rule.rule == "forbidden" and RAW_FOOD in rule.what:
            yield IngredientFinding(rule.diet, (word,), rule.why, RuleVerdict.BROKEN)


def _findings(diets: Iterable[str], name: str, kind: str) -> Iterator[IngredientFinding]:
    chosen = set(diets)
    for rule in _ingredient_rules():
        if rule.diet not in chosen or rule.rule != kind:
            continue
        if path := next(_hits(rule, name), None):
            verdict = RuleVerdict.CANNOT_ASSESS if "varies" in rule.what else RuleVerdict.BROKEN
            yield IngredientFinding(rule.diet, path, rule.why, verdict)
        elif kind == "forbidden" and (added := _may_hold(rule, name)):
            why = f"제품에 따라 들어갈 수 있음: {rule.why}"
            yield IngredientFinding(rule.diet, (name, added), why, RuleVerdict.CANNOT_ASSESS)


def _hits(rule: _IngredientRule, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the paths by which a food falls under a rule.

    A plain name means whatever is or contains it, ``=name`` the food alone, ``group:x`` a group of
    the table, ``varies`` products that differ from maker to maker.
    """
    if f"={name}" in rule.what:
        yield (name,)
    for inner, path in composition(name).items():
        if not _names(inner).isdisjoint(rule.what):
            yield path


def _may_hold(rule: _IngredientRule, name: str) -> str | None:
    """Return a labelled allergen that falls under a rule and that some makers of `name` add."""
    for added in sorted(uncertain(name)):
        if added == ANYTHING:
            return "제품마다 다름"
        if next(_hits(rule, added), None):
            return added
    return None


def _names(name: str) -> frozenset[str]:
    """Return what a rule may call a food that stands on a path."""
    known = table().get(name)
    if known is None:
        return frozenset({name})
    varies = {"varies"} if known.varies and known.group in MANUFACTURED else set()
    return frozenset({name, f"group:{known.group}", *varies})
