from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ai_chef_common.contracts.profile import HealthCondition, Profile, Target
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule, Judgement
from ai_chef_recipe.parsing import parse_recipe

Judged = Callable[..., Judgement]

LEAN = [
    {"name": "당근", "amount": "100", "unit": "g"},
    {"name": "밥", "amount": "300", "unit": "g"},
    {"name": "두부", "amount": "160", "unit": "g"},
]
"""A meal for 2 that keeps to every condition."""


@pytest.fixture
def judged(wishes: Callable[..., Profile], drafts: Callable[..., RecipeDraft]) -> Judged:
    def made(asked: dict[str, Any], **fields: Any) -> Judgement:
        return judge(parse_recipe(drafts(**fields)), wishes(**asked))

    return made


@pytest.mark.parametrize(
    ("target", "line"),
    [
        (Target.KETO, "설탕 100 g"),
        (Target.DIABETES, "밥 3 공기"),
        (Target.DIET, "카놀라유 120 g"),
        (Target.LOW_SODIUM, "소금 5 g"),
        (Target.MUSCLE_GAIN, "카놀라유 40 g"),
        (Target.VEGAN, "버터 10 g"),
        (Target.GLUTEN_FREE, "간장 1 큰술"),
        (Target.BABY_FOOD, "꿀 1 작은술"),
        (Target.VEGAN, "할머니비법소스 10 g"),
        (Target.LOW_SODIUM, "쯔유 10 g"),
    ],
)
def test_a_recipe_that_breaks_the_target_is_refused(
    judged: Judged, target: Target, line: str
) -> None:
    assert judged({"target": target}, plus=(line,)).broken_rules == (GateRule.TARGET,)


@pytest.mark.parametrize(
    ("condition", "line"),
    [
        (HealthCondition.DIABETES, "밥 3 공기"),
        (HealthCondition.HYPERTENSION, "소금 5 g"),
        (HealthCondition.KIDNEY_DISEASE, "닭가슴살 300 g"),
        (HealthCondition.GOUT, "소간 100 g"),
        (HealthCondition.HYPERLIPIDEMIA, "카놀라유 50 g"),
        (HealthCondition.PREGNANCY, "황새치 100 g"),
        (HealthCondition.CELIAC, "밀가루 50 g"),
    ],
)
def test_a_recipe_that_breaks_a_condition_is_refused(
    judged: Judged, condition: HealthCondition, line: str
) -> None:
    asked = {"health_conditions": [condition]}

    assert judged(asked, ingredients=LEAN).violations == ()
    assert judged(asked, ingredients=LEAN, plus=(line,)).broken_rules == (
        GateRule.HEALTH_CONDITIONS,
    )


@pytest.mark.parametrize(
    ("target", "step"),
    [
        (Target.BABY_FOOD, "꿀을 한 방울 넣는다."),
        (Target.VEGAN, "달걀을 얹는다."),
        (Target.GLUTEN_FREE, "간장으로 간한다."),
    ],
)
def test_a_forbidden_ingredient_only_in_a_step_is_refused(
    judged: Judged, target: Target, step: str
) -> None:
    judgement = judged({"target": target}, ingredients=LEAN, steps=["당근을 찐다.", step])

    assert judgement.broken_rules == (GateRule.TARGET,)


def test_a_dish_may_be_named_without_what_it_usually_holds(judged: Judged) -> None:
    asked = {"target": Target.VEGAN}

    assert judged(asked, name="버섯 불고기").violations == ()
    assert judged(asked, steps=["불고기를 곁들인다."]).broken_rules == (GateRule.TARGET,)


def test_a_rule_that_target_and_condition_share_is_blamed_on_the_condition(judged: Judged) -> None:
    asked = {"target": Target.DIABETES, "health_conditions": [HealthCondition.DIABETES]}

    assert judged(asked, plus=("밥 3 공기",)).broken_rules == (GateRule.HEALTH_CONDITIONS,)


def test_every_limit_is_told_with_value_bound_unit_and_source(judged: Judged) -> None:
    checked = judged({"target": Target.LOW_SODIUM}, plus=("소금 1 g",)).checked_rules[-1]

    assert (checked.rule, checked.verdict) == ("low_sodium.sodium_mg", "kept")
    assert (checked.bound, checked.limit, checked.unit) == ("max", Decimal(667), "mg")
    assert checked.value == Decimal("196.3")
    assert checked.source


def test_an_absurd_amount_is_judged_like_any_other(judged: Judged) -> None:
    judgement = judged({"target": Target.LOW_SODIUM}, plus=("소금 99999 kg",))

    assert judgement.broken_rules == (GateRule.PLAUSIBILITY, GateRule.TARGET)


def test_conflicting_wishes_and_cautioned_ingredients_become_cautions(judged: Judged) -> None:
    asked = {"target": Target.KETO, "health_conditions": [HealthCondition.KIDNEY_DISEASE]}

    cautions = judged(asked, plus=("아보카도 1 개",)).cautions

    assert any("신장" in text for text in cautions)
    assert any(text.startswith("아보카도: 칼륨") for text in cautions)


def test_a_fridge_recipe_that_uses_nothing_at_hand_says_so(judged: Judged) -> None:
    asked = {"target": Target.FRIDGE, "available_ingredients": ["두부"]}

    assert judged(asked).cautions
    assert not judged(asked, plus=("두부 1 모",)).cautions


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "목살구이(꿀 4큰술 글레이즈)"},
        {"name": "꿀 4큰술 목살구이"},
        {"steps": ["설탕 6큰술을 뿌린다."], "plus": ("설탕 1 g",)},
    ],
    ids=["in parentheses", "measured in the title", "far more than listed"],
)
def test_what_a_text_adds_to_the_list_counts_for_a_limit(
    judged: Judged, fields: dict[str, Any]
) -> None:
    wanted = "계산할 수 없음"

    assert any(wanted in fact.fact for fact in judged({"target": Target.KETO}, **fields).violations)


def test_a_text_that_repeats_the_list_adds_nothing(judged: Judged) -> None:
    judgement = judged(
        {"target": Target.KETO}, steps=["설탕 1작은술을 뿌린다."], plus=("설탕 1 작은술",)
    )

    assert not any("목록에 없어" in fact.fact for fact in judgement.violations)


@pytest.mark.parametrize("condition", HealthCondition)
def test_every_condition_says_what_was_checked(judged: Judged, condition: HealthCondition) -> None:
    judgement = judged({"health_conditions": [condition]}, ingredients=LEAN)
    rules = [rule for rule in judgement.checked_rules if rule.diet == condition]

    assert rules
    assert all(rule.limit is not None or (rule.avoided and rule.reason) for rule in rules)
    assert all(rule.verdict == "kept" and rule.source for rule in rules)


def test_foods_of_a_broken_diet_are_not_called_absent(judged: Judged) -> None:
    judgement = judged({"health_conditions": [HealthCondition.CELIAC]}, plus=("밀가루 10 g",))
    (rule,) = [rule for rule in judgement.checked_rules if rule.avoided]

    assert rule.verdict != "kept"
