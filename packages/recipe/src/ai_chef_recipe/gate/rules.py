"""The gate: no recipe reaches a person but through it, whoever wrote it.

In order: language, claims, amounts, plausibility, minutes, allergens, dislikes, diet rules, then level,
time, servings, cuisine, and what was seen before. Every fact is listed, not only the first, so that an
author can mend all.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import CheckedRule
from ai_chef_food.diets import check_limits
from ai_chef_food.verdicts import RuleVerdict
from ai_chef_recipe.durations import stated_minutes
from ai_chef_recipe.gate.allergens import (
    allergen_verdicts,
    allergen_violations,
    dislike_violations,
    verdicts_on,
)
from ai_chef_recipe.gate.claims import claim_in
from ai_chef_recipe.gate.diets import diet_cautions, diet_violations, food_rules, limit_rules
from ai_chef_recipe.gate.meal import meal_violations
from ai_chef_recipe.gate.verdict import GateRule, Judgement, Violation
from ai_chef_recipe.parsing import ParsedRecipe

GRAMS_PER_SERVING = (Decimal(20), Decimal(2000))
MOST_KCAL_PER_SERVING = Decimal(2500)
MOST_SODIUM_MG_PER_SERVING = Decimal(10_000)
"""Beyond these a dish is a slip of the pen, not a meal (rule of this project): less than a bite,
more than two litres, a day's energy, or the salt of five days (WHO: 2,000 mg sodium a day)."""

_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")


def judge(recipe: ParsedRecipe, profile: Profile) -> Judgement:
    """Hold a recipe against the profile. It passes if the judgement has no violations."""
    verdicts = verdicts_on(recipe, profile.allergies)
    limits = check_limits(profile.diets, recipe.nutrition)
    violations = (
        *_language(recipe),
        *_claims(recipe),
        *_amounts(recipe),
        *_plausibility(recipe),
        *meal_violations(recipe, profile.target),
        *_minutes(recipe),
        *allergen_violations(verdicts),
        *dislike_violations(recipe, profile.dislikes),
        *diet_violations(recipe, profile, limits),
        *_practice(recipe, profile),
    )
    broken = {violation.rule for violation in violations}
    rules = tuple(
        CheckedRule(rule=rule, verdict=RuleVerdict.BROKEN if rule in broken else RuleVerdict.KEPT)
        for rule in _rules_asked(profile)
    )
    return Judgement(
        violations=violations,
        checked_rules=(*rules, *limit_rules(limits), *food_rules(profile, broken)),
        allergen_verdicts=tuple(allergen_verdicts(verdicts)),
        cautions=tuple(diet_cautions(recipe, profile)),
    )


def _rules_asked(profile: Profile) -> Iterator[GateRule]:
    """Yield the rules that this profile puts to a recipe; limits of diets are shown one by one."""
    asked = {
        GateRule.ALLERGIES: bool(profile.allergies),
        GateRule.DISLIKES: bool(profile.dislikes),
        GateRule.HEALTH_CONDITIONS: bool(profile.health_conditions),
        GateRule.MAX_COOKING_MINUTES: profile.max_cooking_minutes is not None,
        GateRule.CUISINE: profile.cuisine is not None,
        GateRule.NOT_AGAIN: bool(profile.not_again),
        GateRule.SCHEMA: False,
    }
    for rule in GateRule:
        if asked.get(rule, True):
            yield rule


def _language(recipe: ParsedRecipe) -> Iterator[Violation]:
    for read in recipe.texts:
        letters = len(_LETTER.findall(read.text))
        if letters and len(_HANGUL.findall(read.text)) * 2 < letters:
            yield Violation(GateRule.LANGUAGE, f"한국어로 써야 합니다: '{read.text[:60]}'")


def _claims(recipe: ParsedRecipe) -> Iterator[Violation]:
    for read in recipe.texts:
        if claim := claim_in(read.text):
            fact = f"건강에 좋다거나 안전하다는 말은 쓰지 않습니다: '{claim[:60]}'"
            yield Violation(GateRule.CLAIMS, fact)


def _amounts(recipe: ParsedRecipe) -> Iterator[Violation]:
    for line in recipe.lines:
        if line.amount is None:
            yield Violation(
                GateRule.AMOUNTS, f"'{line.name}'의 양을 0보다 큰 숫자와 단위로 써야 합니다."
            )
        elif line.grams is None:
            yield Violation(
                GateRule.AMOUNTS,
                f"'{line.name}' {line.unit}의 무게를 알 수 없습니다. g이나 ml로 써야 합니다.",
            )


def _plausibility(recipe: ParsedRecipe) -> Iterator[Violation]:
    servings = recipe.draft.servings
    grams = sum((line.grams for line in recipe.lines if line.grams), Decimal(0)) / servings
    least, most = GRAMS_PER_SERVING
    if not least <= grams <= most:
        yield Violation(
            GateRule.PLAUSIBILITY,
            f"1인분이 {_whole(grams)} g입니다. {least}~{most} g이어야 합니다.",
        )
    per_serving = recipe.nutrition.per_serving
    for name, value, limit, unit in (
        ("열량", per_serving.kcal, MOST_KCAL_PER_SERVING, "kcal"),
        ("나트륨", per_serving.sodium_mg, MOST_SODIUM_MG_PER_SERVING, "mg"),
    ):
        if value is not None and value > limit:
            yield Violation(
                GateRule.PLAUSIBILITY,
                f"1인분의 {name}이 {_whole(value)} {unit}입니다. 양을 줄여야 합니다.",
            )


def _minutes(recipe: ParsedRecipe) -> Iterator[Violation]:
    """Hold the total against the steps, and every step against the times that its own text says."""
    draft = recipe.draft
    for step in draft.steps:
        stated = stated_minutes(step.text)
        if step.minutes < stated:
            yield Violation(
                GateRule.MINUTES,
                f"{step.minutes}분으로 적은 단계가 글로는 {stated}분입니다: '{step.text[:60]}'",
            )
    total = sum(step.minutes for step in draft.steps)
    if draft.minutes < total:
        yield Violation(
            GateRule.MINUTES,
            f"단계를 더하면 {total}분인데 {draft.minutes}분으로 적었습니다. {total}분 이상이어야 합니다.",
        )


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _practice(recipe: ParsedRecipe, profile: Profile) -> Iterator[Violation]:
    draft = recipe.draft
    if draft.level.rank > profile.cooking_level.rank:
        yield Violation(
            GateRule.COOKING_LEVEL,
            f"요리 실력 {profile.cooking_level}에 맞게 더 쉬워야 합니다.",
        )
    limit = profile.max_cooking_minutes
    if limit is not None and draft.minutes > limit:
        yield Violation(
            GateRule.MAX_COOKING_MINUTES,
            f"{draft.minutes}분이 걸립니다. {limit}분 안이어야 합니다.",
        )
    if draft.servings != profile.servings:
        yield Violation(
            GateRule.SERVINGS, f"{draft.servings}인분입니다. {profile.servings}인분이어야 합니다."
        )
    if profile.cuisine is not None and draft.cuisine != profile.cuisine:
        yield Violation(GateRule.CUISINE, f"{profile.cuisine} 요리여야 합니다.")
    if letters_of(draft.name) in {letters_of(name) for name in profile.not_again}:
        yield Violation(
            GateRule.NOT_AGAIN, f"'{draft.name}'은(는) 이미 본 레시피입니다. 다른 요리여야 합니다."
        )


def letters_of(name: str) -> str:
    """Return what two spellings of one recipe's name share: letters and digits, no case."""
    return re.sub(r"[\W_]", "", name).casefold()
