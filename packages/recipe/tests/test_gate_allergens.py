from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_chef_common.contracts.profile import Profile
from ai_chef_food.allergens import check
from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import labelled
from ai_chef_food.verdicts import VerdictKind
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule, Judgement
from ai_chef_recipe.parsing import parse_recipe

Judged = Callable[..., Judgement]


@pytest.fixture
def judged(wishes: Callable[..., Profile], drafts: Callable[..., RecipeDraft]) -> Judged:
    def made(allergies: list[str], **fields: Any) -> Judgement:
        return judge(parse_recipe(drafts(**fields)), wishes(allergies=allergies))

    return made


@pytest.mark.parametrize(
    ("allergy", "line"),
    [
        ("조개류", "굴소스 1 큰술"),
        ("밀", "간장 1 큰술"),
        ("알류", "마요네즈 1 큰술"),
        ("새우", "김치 100 g"),
        ("우유", "버터 10 g"),
        ("대두", "식용유 1 큰술"),
        ("땅콩", "peanut 10 g"),
        ("땅콩", "花生 10 g"),
        ("견과류", "아몬드 10 g"),
        ("갑각류", "랍스터 100 g"),
        ("보리", "맥주 100 ml"),
    ],
)
def test_a_contained_allergen_is_found(judged: Judged, allergy: str, line: str) -> None:
    judgement = judged([allergy], plus=(line,))

    assert judgement.broken_rules == (GateRule.ALLERGIES,)
    assert "found" in {verdict.verdict for verdict in judgement.allergen_verdicts}


@pytest.mark.parametrize("line", ["떵콩 10 g", "penut butter 10 g", "불고기양념 10 g", "мука 10 g"])
def test_what_cannot_be_assessed_counts_as_a_match(judged: Judged, line: str) -> None:
    judgement = judged(["호두"], plus=(line,))

    assert judgement.broken_rules == (GateRule.ALLERGIES,)
    assert [verdict.verdict for verdict in judgement.allergen_verdicts] == ["cannot_assess"]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "땅콩 당근볶음"},
        {"description": "땅콩버터를 얹어 낸다."},
        {"steps": ["당근을 볶는다.", "볶은 땅콩가루를 뿌린다."]},
        {"steps": ["당근을 볶는다.", "떵콩을 뿌린다."]},
        {"steps": ["당근을 볶는다.", "peanut을 뿌려서 마무리한다."]},
        {"steps": ["당근을 볶는다.", "견과류를 취향껏 올린다."]},
        {"steps": ["당근을 볶는다.", "초콜릿과 과자를 부수어 올린다."]},
    ],
    ids=["name", "description", "step", "misspelt", "english", "group", "product"],
)
def test_an_allergen_only_in_the_texts_is_found(judged: Judged, fields: dict[str, Any]) -> None:
    assert judged(["땅콩"], **fields).broken_rules == (GateRule.ALLERGIES,)


@pytest.mark.parametrize(
    ("allergy", "fields"),
    [
        ("땅콩", {"plus": ("땅콩호박 100 g",)}),
        ("우유", {"plus": ("두유 100 ml",)}),
        ("밀", {"plus": ("메밀가루 50 g",)}),
        ("밀", {"plus": ("글루텐프리간장 1 큰술",)}),
        ("게", {"steps": ["당근을 크게 썬다.", "곱게 볶는다."]}),
        ("굴", {"steps": ["당근을 굴려 가며 볶는다."]}),
    ],
)
def test_what_only_sounds_like_the_allergen_passes(
    judged: Judged, allergy: str, fields: dict[str, Any]
) -> None:
    assert judged([allergy], **fields).violations == ()


def test_a_dish_in_the_name_counts_with_what_it_usually_holds_and_no_more(judged: Judged) -> None:
    assert judged(["쇠고기"], name="버섯 불고기").broken_rules == (GateRule.ALLERGIES,)
    assert judged(["호두"], name="버섯 불고기").violations == ()
    assert judged(["호두"], plus=("불고기 100 g",)).broken_rules == (GateRule.ALLERGIES,)


@pytest.mark.parametrize(
    ("allergy", "name", "line"),
    [
        ("밀", "쌀가루 쿠키", "쌀가루 100 g"),
        ("우유", "새우 카레", "코코넛밀크 200 ml"),
        ("쇠고기", "칠면조 불고기", "칠면조고기 100 g"),
    ],
)
def test_the_list_settles_what_a_dish_in_the_name_is_made_of(
    judged: Judged, allergy: str, name: str, line: str
) -> None:
    assert GateRule.ALLERGIES in judged([allergy], name=name).broken_rules
    assert GateRule.ALLERGIES not in judged([allergy], name=name, plus=(line,)).broken_rules


@pytest.mark.parametrize(
    ("allergy", "name", "line"),
    [
        ("우유", "감자 비시수아즈", "감자 2 개"),
        ("우유", "도리아", "밥 300 g"),
        ("새우", "팟타이", "쌀국수 200 g"),
        ("호두", "파프리카 무하마라", "파프리카 2 개"),
        ("돼지고기", "어향육사풍 당근볶음", "당근 1 개"),
    ],
)
def test_a_dish_is_refused_for_all_that_makes_it(
    judged: Judged, allergy: str, name: str, line: str
) -> None:
    judgement = judged([allergy], name=name, plus=(line,))

    assert GateRule.ALLERGIES in judgement.broken_rules


@pytest.mark.parametrize(
    ("allergy", "fields"),
    [
        ("밀", {"name": "감자전", "plus": ("감자 3 개",)}),
        ("알류", {"name": "나물비빔밥", "plus": ("밥 300 g",)}),
        ("알류", {"name": "고기국수", "plus": ("소면 200 g",)}),
        (
            "우유",
            {"name": "감자수프", "description": "우유 없이 끓인 수프", "plus": ("감자 2 개",)},
        ),
        ("토마토", {"steps": ["복숭아 요거트를 담는다."], "plus": ("복숭아 1 개", "요거트 100 g")}),
    ],
)
def test_what_a_dish_goes_without_is_settled_by_the_list(
    judged: Judged, allergy: str, fields: dict[str, Any]
) -> None:
    assert GateRule.ALLERGIES not in judged([allergy], **fields).broken_rules


@pytest.mark.parametrize(
    ("allergy", "step", "line"),
    [
        ("밀", "밀가루를 뿌린다.", "쌀가루 100 g"),
        ("밀", "소면을 곁들인다.", "쌀국수 100 g"),
        ("밀", "식빵을 곁들인다.", "쌀가루 100 g"),
        ("밀", "국수를 곁들인다.", "쌀가루 100 g"),
        ("우유", "우유를 붓는다.", "코코넛밀크 200 ml"),
        ("우유", "고형카레를 넣는다.", "강황가루 1 큰술"),
        ("우유", "카레를 붓는다.", "강황가루 1 큰술"),
        ("우유", "푸딩을 얹는다.", "코코넛밀크 200 ml"),
        ("쇠고기", "장조림을 얹는다.", "닭안심 100 g"),
    ],
)
def test_the_list_settles_nothing_of_another_ingredient(
    judged: Judged, allergy: str, step: str, line: str
) -> None:
    assert GateRule.ALLERGIES in judged([allergy], steps=[step], plus=(line,)).broken_rules


def test_the_fact_names_the_path_for_the_author(judged: Judged) -> None:
    (fact,) = judged(["밀"], plus=("쌈장 10 g",)).violations

    assert fact.fact.endswith("쌈장 → 된장 → 밀")


def test_a_recipe_that_passes_has_no_listed_match_for_each_allergen(judged: Judged) -> None:
    verdicts = judged(["우유", "갑각류"]).allergen_verdicts

    assert {verdict.verdict for verdict in verdicts} == {"no_listed_match"}
    assert [verdict.allergen for verdict in verdicts] == ["우유", "갑각류"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(table())), allergen=st.sampled_from(labelled()))
def test_no_ingredient_of_the_table_passes_unless_it_has_no_listed_match(
    judged: Judged, name: str, allergen: str
) -> None:
    passed = GateRule.ALLERGIES not in judged([allergen], plus=(f"{name} 10 g",)).broken_rules

    assert passed == (check(name, allergen).kind is VerdictKind.NO_LISTED_MATCH)
