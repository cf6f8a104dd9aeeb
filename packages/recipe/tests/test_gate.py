from collections.abc import Callable
from typing import Any

import pytest

from ai_chef_common.contracts.profile import CookingLevel, Cuisine, Profile
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule, Judgement
from ai_chef_recipe.parsing import parse_recipe


@pytest.fixture
def judged(
    wishes: Callable[..., Profile], drafts: Callable[..., RecipeDraft]
) -> Callable[..., Judgement]:
    def made(asked: dict[str, Any] | None = None, **fields: Any) -> Judgement:
        return judge(parse_recipe(drafts(**fields)), wishes(**(asked or {})))

    return made


def test_an_ordinary_recipe_passes(judged: Callable[..., Judgement]) -> None:
    assert judged().violations == ()


@pytest.mark.parametrize(
    ("rule", "asked", "fields"),
    [
        (GateRule.LANGUAGE, {}, {"name": "Fried carrots"}),
        (GateRule.LANGUAGE, {}, {"steps": ["Cut the carrots."]}),
        (GateRule.CLAIMS, {}, {"description": "알레르기 걱정이 없는 요리."}),
        (GateRule.CLAIMS, {}, {"steps": ["당근을 볶는다.", "당뇨 예방에 좋다."]}),
        (GateRule.AMOUNTS, {}, {"plus": ("소금 약간 꼬집",)}),
        (GateRule.AMOUNTS, {}, {"plus": ("소금 0 g",)}),
        (GateRule.AMOUNTS, {}, {"plus": ("당근 1 바구니",)}),
        (GateRule.AMOUNTS, {}, {"plus": ("할머니비법소스 1 큰술",)}),
        (GateRule.PLAUSIBILITY, {}, {"plus": ("당근 9 kg",)}),
        (GateRule.PLAUSIBILITY, {}, {"plus": ("소금 60 g",)}),
        (GateRule.PLAUSIBILITY, {}, {"plus": ("카놀라유 700 g",)}),
        (GateRule.DISLIKES, {"dislikes": ["알류"]}, {"plus": ("달걀 1 개",)}),
        (GateRule.DISLIKES, {"dislikes": ["육류"]}, {"plus": ("돼지고기 100 g",)}),
        (GateRule.DISLIKES, {"dislikes": ["고수"]}, {"steps": ["고수를 뿌린다."]}),
        (GateRule.COOKING_LEVEL, {"cooking_level": CookingLevel.BEGINNER}, {"level": "advanced"}),
        (GateRule.MAX_COOKING_MINUTES, {"max_cooking_minutes": 19}, {"minutes": 20}),
        (GateRule.SERVINGS, {"servings": 3}, {"servings": 2}),
        (GateRule.CUISINE, {"cuisine": Cuisine.WESTERN}, {"cuisine": "korean"}),
    ],
)
def test_a_broken_rule_is_named_alone(
    judged: Callable[..., Judgement],
    rule: GateRule,
    asked: dict[str, Any],
    fields: dict[str, Any],
) -> None:
    assert judged(asked, **fields).broken_rules == (rule,)


def test_a_serving_of_a_bite_is_not_plausible(judged: Callable[..., Judgement]) -> None:
    tiny = [{"name": "당근", "amount": "30", "unit": "g"}]

    assert judged(ingredients=tiny).broken_rules == (GateRule.PLAUSIBILITY,)


def test_every_violation_is_listed_not_only_the_first(judged: Callable[..., Judgement]) -> None:
    judgement = judged(
        {"allergies": ["굴", "밀"], "dislikes": ["당근"], "servings": 4}, plus=("굴소스 1 큰술",)
    )

    assert judgement.broken_rules == (GateRule.ALLERGIES, GateRule.DISLIKES, GateRule.SERVINGS)
    assert len(judgement.violations) == 4


def test_of_a_range_the_larger_amount_counts(judged: Callable[..., Judgement]) -> None:
    assert judged(plus=("소금 1~60 g",)).broken_rules == (GateRule.PLAUSIBILITY,)


def test_an_unknown_ingredient_is_allowed_where_nothing_depends_on_it(
    judged: Callable[..., Judgement],
) -> None:
    assert judged(plus=("할머니비법소스 10 g",)).violations == ()


def test_the_rules_that_a_profile_asks_for_are_told(judged: Callable[..., Judgement]) -> None:
    plain = {rule.rule for rule in judged().checked_rules}
    asked = {rule.rule: rule.verdict for rule in judged({"allergies": ["우유"]}).checked_rules}

    assert "allergies" not in plain
    assert asked["allergies"] == "kept"
    assert "target" in plain
