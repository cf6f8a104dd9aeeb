"""The gate's diet rules: limits per serving, and ingredients that a diet forbids."""

from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ai_chef_common.contracts.labels import label
from ai_chef_common.contracts.profile import Profile, Target
from ai_chef_common.contracts.recipe import CheckedRule
from ai_chef_food.diets import (
    CheckedLimit,
    IngredientFinding,
    Limit,
    avoided_foods,
    cautions,
    check_food,
    check_raw,
    check_unread,
    citation,
    food_cautions,
    is_raw,
)
from ai_chef_food.household import canonical_names, is_among
from ai_chef_food.ingredients import is_dish
from ai_chef_food.nutrition import figures as figures_of
from ai_chef_food.rawness import raw_words
from ai_chef_food.segmentation import Mention
from ai_chef_food.taxonomy import composition, kinds
from ai_chef_food.text import key
from ai_chef_food.verdicts import Measure, RuleVerdict
from ai_chef_recipe.gate.mentions import is_of_another_kind, may_be_settled
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.parsing import ParsedRecipe

RICH = {
    Measure.NET_CARBOHYDRATE_G: ("carbohydrate_g", Decimal(25)),
    Measure.CARBOHYDRATE_G: ("carbohydrate_g", Decimal(25)),
    Measure.SODIUM_MG: ("sodium_mg", Decimal(1000)),
    Measure.SATURATED_FAT_ENERGY_PERCENT: ("saturated_fat_g", Decimal(30)),
}
"""How much of a nutrient per 100 g makes a food count where only a step names it, by the measure
that is limited: rice, bread and sugar; salt, jang and jeot; butter and lard."""

PRESERVED = "젓갈류"
"""Salted seafood, which is rich in salt where its figure was not measured."""

MUCH_MORE = 2
"""A text that takes so many times what the list holds of a food adds to it: cooks round."""

SHOWN_TO = Decimal("0.1")


def _rule(diet: str, profile: Profile) -> GateRule:
    """Blame the target only where no condition asks for the same."""
    is_condition = diet in [condition.value for condition in profile.health_conditions]
    return GateRule.HEALTH_CONDITIONS if is_condition else GateRule.TARGET


def _shown(value: Decimal) -> Decimal:
    return value.quantize(SHOWN_TO, ROUND_HALF_UP)


def _cited(source: str) -> dict[str, Any]:
    """Return where a rule comes from, in the words of the table and in Korean."""
    cited = citation(source)
    return {"source": source, "source_label": cited.label, "source_url": cited.url}


def limit_rules(checked_limits: Iterable[CheckedLimit]) -> Iterator[CheckedRule]:
    """Yield every limit that the serving was held against, with its value and its source."""
    for checked in checked_limits:
        limit = checked.limit
        yield CheckedRule(
            rule=f"{limit.diet}.{limit.measure}",
            verdict=checked.verdict,
            diet=limit.diet,
            measure=limit.measure,
            value=_shown(checked.value),
            bound=limit.bound,
            limit=limit.figure,
            unit=limit.unit,
            **_cited(limit.source),
        )


def food_rules(profile: Profile, broken: Container[GateRule]) -> Iterator[CheckedRule]:
    """Yield the foods that each diet of the profile leaves out, which `diet_violations` looked for.

    Parameters
    ----------
    broken
        The rules that the recipe breaks: those of a broken diet are not known one by one.
    """
    for avoided in avoided_foods(profile.diets):
        is_broken = _rule(avoided.diet, profile) in broken
        yield CheckedRule(
            rule=f"{avoided.diet}.foods",
            verdict=RuleVerdict.CANNOT_ASSESS if is_broken else RuleVerdict.KEPT,
            diet=avoided.diet,
            avoided=list(avoided.foods),
            reason=avoided.why,
            **_cited(avoided.source),
        )


def diet_violations(
    recipe: ParsedRecipe, profile: Profile, checked_limits: Sequence[CheckedLimit]
) -> Iterator[Violation]:
    """Yield a fact for each forbidden ingredient or word, and for each of `checked_limits` not kept."""
    limits = [checked.limit for checked in checked_limits]
    for finding in _findings(recipe, profile.diets, limits):
        yield Violation(_rule(finding.diet, profile), f"{' → '.join(finding.path)}: {finding.why}")
    gaps = ", ".join(recipe.nutrition.missing)
    for checked in checked_limits:
        limit = checked.limit
        asked = f"1인분의 {label(limit.measure)} 기준은 {limit.figure} {limit.unit} {label(limit.bound)}"
        rule = _rule(limit.diet, profile)
        if checked.verdict is RuleVerdict.BROKEN:
            yield Violation(
                rule, f"{asked}입니다. 지금은 {_shown(checked.value)} {limit.unit}입니다."
            )
        elif checked.verdict is RuleVerdict.CANNOT_ASSESS:
            yield Violation(
                rule, f"{asked}입니다. 성분을 모르는 재료가 있어 계산할 수 없습니다: {gaps}"
            )


def _findings(
    recipe: ParsedRecipe, diets: Sequence[str], limits: Iterable[Limit]
) -> Iterator[IngredientFinding]:
    """Yield what is forbidden among the ingredients and among what the texts name, each once.

    A title may name a dish (버섯 불고기) without what that dish usually holds.
    """
    named_foods = dict.fromkeys(food.name for food in recipe.listed_foods)
    unread = dict.fromkeys(word for line in recipe.lines for word in line.reading.unread)
    listed = frozenset(named_foods)
    beside: dict[str, Mention] = {}
    for text in recipe.texts:
        for mention in text.foods_beside_the_list:
            name = mention.name
            if text.is_title and is_dish(name) and not is_raw(name):
                continue
            named_foods[name] = None
            if name not in listed:
                beside[name] = mention
        unread |= dict.fromkeys(text.reading.unread)
    for name in named_foods:
        for finding in check_food(diets, name):
            if name not in beside or not _is_settled(recipe, beside[name], finding):
                yield finding
    yield from _rich_beside_the_list(recipe, limits)
    for word in unread:
        yield from check_unread(diets, word)
    for word in raw_words(
        [line.name for line in recipe.lines], [text.text for text in recipe.texts]
    ):
        yield from check_raw(diets, word)


def _is_settled(recipe: ParsedRecipe, mention: Mention, finding: IngredientFinding) -> bool:
    if finding.verdict is RuleVerdict.CANNOT_ASSESS:
        return may_be_settled(recipe, mention)
    return is_of_another_kind(recipe, mention, finding.path[-1])


def _rich_beside_the_list(
    recipe: ParsedRecipe, limits: Iterable[Limit]
) -> Iterator[IngredientFinding]:
    """Yield foods rich in what a diet limits that a text adds: no figure counts them.

    A step adds what it names; a title what it measures or names in parentheses (꿀 4큰술 글레이즈).
    """
    bounded = [(limit.diet, *RICH[limit.measure]) for limit in limits if limit.measure in RICH]
    for mention in dict.fromkeys(_added(recipe)) if bounded else ():
        figures = figures_of(mention.name)
        if figures is None:
            continue
        for diet, nutrient, enough in bounded:
            amount: Decimal | None = getattr(figures, nutrient)
            is_rich = PRESERVED in kinds(mention.name) if amount is None else amount >= enough
            if is_rich:
                why = "재료 목록에 없어 계산할 수 없음"
                yield IngredientFinding(diet, (mention.word,), why, RuleVerdict.CANNOT_ASSESS)


def _added(recipe: ParsedRecipe) -> Iterator[Mention]:
    """Yield the foods that the texts add to the list, or of which they take far more than it holds."""
    listed = {name for food in recipe.listed_foods for name in composition(food.name)}
    for text in recipe.texts:
        measured = {food for food, _ in text.amounts}
        for food in text.foods_beside_the_list:
            is_said = not text.is_title or food in measured or key(food.word) in key(text.asides)
            if is_said and not listed & set(composition(food.name)):
                yield food
        for food, grams in text.amounts:
            # A list with 우유 says nothing of the sugar in 연유, though that is made from it.
            is_listed = is_dish(food.name) or bool(listed & set(kinds(food.name)))
            if not is_listed or grams > MUCH_MORE * _listed_grams(recipe, food.name):
                yield food


def _listed_grams(recipe: ParsedRecipe, name: str) -> Decimal:
    """Return how much the list holds of a food; without end where it does not say."""
    lines = [
        line
        for line in recipe.lines
        if any(name in composition(food.name) for food in line.reading.foods)
    ]
    known = [line.grams for line in lines if line.grams is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(lines) else Decimal("Infinity")


def diet_cautions(recipe: ParsedRecipe, profile: Profile) -> Iterator[str]:
    """Yield what the person should hear: contradictory wishes, ingredients to go easy on."""
    yield from cautions(profile.diets)
    for line in recipe.lines:
        reasons = {
            finding.why
            for mention in line.reading.foods
            for finding in food_cautions(profile.diets, mention.name)
        }
        for why in sorted(reasons):
            yield f"{line.name}: {why}. 걱정되면 의료진과 상의해 주세요."
    at_hand = canonical_names(profile.available_ingredients)
    uses_none = not any(is_among(line.name, at_hand) for line in recipe.lines)
    if profile.target is Target.FRIDGE and at_hand and uses_none:
        yield "집에 있는 재료를 쓰는 레시피를 찾지 못했습니다. 다른 재료 이름으로 다시 시도해 보세요."
