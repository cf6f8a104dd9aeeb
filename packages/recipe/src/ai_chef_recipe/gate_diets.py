"""The gate's diet rules: limits per serving, and ingredients that a diet forbids."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_common.measures import BOUNDS, MEASURES
from ai_chef_common.profile import Profile, Target
from ai_chef_common.recipe import CheckedRule
from ai_chef_food.diets import (
    CheckedLimit,
    IngredientFinding,
    RuleVerdict,
    cautions,
    check_ingredient,
    ingredient_cautions,
)
from ai_chef_food.household import named
from ai_chef_food.ingredients import canonical, is_dish
from ai_chef_recipe.reading import ReadRecipe
from ai_chef_recipe.verdict import GateRule, Violation

SHOWN_TO = Decimal("0.1")


def _rule(diet: str, profile: Profile) -> GateRule:
    """Blame the target only where no condition asks for the same."""
    is_condition = diet in [condition.value for condition in profile.health_conditions]
    return GateRule.HEALTH_CONDITIONS if is_condition else GateRule.TARGET


def _shown(value: Decimal) -> Decimal:
    return value.quantize(SHOWN_TO, ROUND_HALF_UP)


def told_limits(limits: Iterable[CheckedLimit]) -> Iterator[CheckedRule]:
    """Yield every limit that the serving was held against, with its value and its source."""
    for checked in limits:
        limit = checked.limit
        yield CheckedRule(
            rule=f"{limit.diet}.{limit.measure}",
            verdict=checked.verdict.value,
            value=_shown(checked.value),
            bound="max" if limit.bound == "max" else "min",
            limit=limit.figure,
            unit=limit.unit,
            source=limit.source,
        )


def diet_violations(
    recipe: ReadRecipe, profile: Profile, limits: Iterable[CheckedLimit]
) -> Iterator[Violation]:
    """Yield a fact for each forbidden ingredient or word, and for each of `limits` not kept."""
    for finding in _findings(recipe, profile):
        yield Violation(_rule(finding.diet, profile), f"{' → '.join(finding.path)}: {finding.why}")
    gaps = ", ".join(recipe.nutrition.missing)
    for checked in limits:
        limit = checked.limit
        measure, bound = MEASURES[limit.measure], BOUNDS[limit.bound]
        asked = f"1인분의 {measure} 기준은 {limit.figure} {limit.unit} {bound}"
        rule = _rule(limit.diet, profile)
        if checked.verdict is RuleVerdict.BROKEN:
            yield Violation(
                rule, f"{asked}입니다. 지금은 {_shown(checked.value)} {limit.unit}입니다."
            )
        elif checked.verdict is RuleVerdict.CANNOT_ASSESS:
            yield Violation(
                rule, f"{asked}입니다. 성분을 모르는 재료가 있어 계산할 수 없습니다: {gaps}"
            )


def _findings(recipe: ReadRecipe, profile: Profile) -> Iterator[IngredientFinding]:
    """Yield what is forbidden among the ingredients and among what the texts name.

    A title may name a dish (버섯 불고기) without what that dish usually holds.
    """
    diets = profile.diets
    seen = set()
    for line in recipe.lines:
        seen.add(canonical(line.name))
        yield from check_ingredient(diets, line.name)
    for read in recipe.texts:
        for mention in read.mentions.known:
            for meant in mention.means:
                known_as = canonical(meant)
                is_title_of_dish = read.is_title and is_dish(meant)
                if known_as and known_as not in seen and not is_title_of_dish:
                    seen.add(known_as)
                    yield from check_ingredient(diets, known_as)


def diet_cautions(recipe: ReadRecipe, profile: Profile) -> Iterator[str]:
    """Yield what the person should hear: contradictory wishes, ingredients to go easy on."""
    yield from cautions(profile.diets)
    for line in recipe.lines:
        told = {finding.why for finding in ingredient_cautions(profile.diets, line.name)}
        for why in sorted(told):
            yield f"{line.name}: {why}. 걱정되면 의료진과 상의해 주세요."
    at_hand = named(profile.available_ingredients)
    uses_none = not at_hand & named(line.name for line in recipe.lines)
    if profile.target is Target.FRIDGE and at_hand and uses_none:
        yield "집에 있는 재료를 쓰는 레시피를 찾지 못했습니다. 다른 재료 이름으로 다시 시도해 보세요."
