from collections.abc import Callable
from typing import Any

import pytest

from ai_chef_common.contracts.profile import CookingLevel, Cuisine, Profile, Target
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
        (GateRule.NOT_AGAIN, {"not_again": ["당근-볶음 "]}, {"name": "당근 볶음"}),
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


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({"minutes": 10, "steps": [{"text": "당근을 볶는다.", "active": 5, "waiting": 6}]}, "11분"),
        ({"minutes": 10, "steps": ["당근을 20분 찐다."]}, "20분"),
        (
            {"minutes": 30, "steps": [{"text": "당근을 20분 찐다.", "active": 4}]},
            "당근을 20분 찐다",
        ),
        (
            {
                "minutes": 40,
                "steps": [{"text": "8분 끓이고 3분 더 끓인다.", "active": 1, "waiting": 8}],
            },
            "11분",
        ),
    ],
    ids=["total", "total of a plain step", "step", "times in turn"],
)
def test_a_time_that_the_steps_contradict_is_refused(
    judged: Callable[..., Judgement], fields: dict[str, Any], fact: str
) -> None:
    judgement = judged(**fields)

    assert judgement.broken_rules == (GateRule.MINUTES,)
    assert fact in judgement.violations[0].fact


def test_steps_that_take_as_long_as_they_say_pass(judged: Callable[..., Judgement]) -> None:
    steps = [{"text": "당근을 20분 찐다.", "active": 2, "waiting": 20}, "접시에 담는다."]

    assert judged(minutes=22, steps=steps).violations == ()


@pytest.mark.parametrize(
    ("target", "lines", "broken"),
    [
        (Target.GENERAL, ("당근 300 g", "밥 1 공기"), True),
        (Target.GENERAL, ("밥 3.5 공기", "카놀라유 1 큰술"), False),
        (Target.GENERAL, ("밥 2 공기", "카놀라유 1 큰술"), True),
        (Target.MUSCLE_GAIN, ("닭가슴살 200 g", "밥 1.5 공기"), True),
        (Target.MUSCLE_GAIN, ("닭가슴살 200 g", "밥 2.5 공기"), False),
        (Target.BABY_FOOD, ("당근 60 g", "쌀 20 g"), False),
    ],
    ids=["side dish", "meal", "no protein", "light", "gaining", "baby"],
)
def test_a_dish_for_adults_has_the_energy_and_protein_of_a_meal(
    judged: Callable[..., Judgement], target: Target, lines: tuple[str, ...], broken: bool
) -> None:
    judgement = judged({"target": target}, ingredients=[], plus=lines)

    assert (GateRule.PLAUSIBILITY in judgement.broken_rules) == broken


def test_what_is_hardly_counted_is_not_held_to_be_too_little(
    judged: Callable[..., Judgement],
) -> None:
    unknown = ("당근 100 g", "할머니비법소스 300 g")

    assert judged(ingredients=[], plus=unknown).broken_rules == ()


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
