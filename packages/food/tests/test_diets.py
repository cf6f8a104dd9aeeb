import zlib
from decimal import Decimal
from importlib.resources import files

import pytest

from ai_chef_food.diets import (
    RULES_VERSION,
    avoided_foods,
    cautions,
    check_food,
    check_limits,
    check_unread,
    citation,
    food_cautions,
    limits,
    waived_limits,
)
from ai_chef_food.ingredients import table
from ai_chef_food.nutrition import nutrition
from ai_chef_food.tables import rows, split
from ai_chef_food.taxonomy import nodes
from ai_chef_food.verdicts import RuleVerdict

TABLES = ("diet_limits", "diet_ingredients", "diet_cautions")
CONTENTS_OF_2026_11_2 = 1810383526


def verdicts(diets: list[str], *lines: tuple[str, str, str]) -> dict[str, RuleVerdict]:
    serving = nutrition([(name, Decimal(amount), unit) for name, amount, unit in lines], 1)
    return {checked.limit.measure: checked.verdict for checked in check_limits(diets, serving)}


def test_a_change_of_the_rules_changes_their_version() -> None:
    data = files("ai_chef_food").joinpath("data")
    contents = b"".join(data.joinpath(f"{name}.csv").read_bytes() for name in TABLES)

    assert RULES_VERSION == "2026-11-2"
    assert zlib.crc32(contents) == CONTENTS_OF_2026_11_2


@pytest.mark.parametrize("name", TABLES)
def test_every_rule_names_its_source(name: str) -> None:
    assert all(row["source"] for row in rows(name))


def test_every_source_that_a_result_names_is_told_in_korean() -> None:
    named = {row["source"] for row in rows("diet_limits")} | {
        row["source"] for row in rows("diet_ingredients") if row["rule"] == "forbidden"
    }

    assert named == {row["source"] for row in rows("diet_sources")}
    for source in named:
        label, url = citation(source)
        assert any("가" <= letter <= "힣" for letter in label), source
        assert url is None or url.startswith("https://")


def test_every_ingredient_of_a_rule_is_known() -> None:
    groups = {ingredient.group for ingredient in table().values()}
    for row in rows("diet_ingredients"):
        for what in split(row["what"]):
            group, bare = what.removeprefix("group:"), what.removeprefix("=")
            assert what == "varies" or group in groups or bare in nodes(), what


def test_a_keto_serving_is_low_in_net_carbohydrate_and_rich_in_fat() -> None:
    kept = verdicts(["keto"], ("연어", "200", "g"), ("올리브유", "2", "큰술"))
    broken = verdicts(["keto"], ("밥", "2", "공기"))

    assert kept == {
        "net_carbohydrate_g": RuleVerdict.KEPT,
        "fat_energy_percent": RuleVerdict.KEPT,
    }
    assert set(broken.values()) == {RuleVerdict.BROKEN}


@pytest.mark.parametrize(("salt", "verdict"), [("1", RuleVerdict.KEPT), ("2", RuleVerdict.BROKEN)])
def test_low_sodium_counts_the_salt(salt: str, verdict: RuleVerdict) -> None:
    assert verdicts(["low_sodium"], ("당근", "100", "g"), ("소금", salt, "g")) == {
        "sodium_mg": verdict
    }


def test_a_limit_that_cannot_be_computed_is_not_kept() -> None:
    assert verdicts(["low_sodium"], ("쯔유", "1", "큰술")) == {
        "sodium_mg": RuleVerdict.CANNOT_ASSESS
    }


def test_what_is_known_alone_can_break_a_limit() -> None:
    unknown_and_salty = (("쯔유", "1", "큰술"), ("소금", "3", "g"))

    assert verdicts(["low_sodium"], *unknown_and_salty) == {"sodium_mg": RuleVerdict.BROKEN}


def test_what_is_known_alone_can_reach_a_least_amount() -> None:
    assert verdicts(["muscle_gain"], ("닭가슴살", "150", "g"), ("쯔유", "1", "큰술")) == {
        "protein_g": RuleVerdict.KEPT
    }


def test_a_few_leaves_without_figures_do_not_spoil_a_limit() -> None:
    assert verdicts(["low_sodium"], ("당근", "100", "g"), ("봄나물", "5", "g")) == {
        "sodium_mg": RuleVerdict.KEPT
    }
    assert verdicts(["low_sodium"], ("당근", "100", "g"), ("봄나물", "31", "g")) == {
        "sodium_mg": RuleVerdict.CANNOT_ASSESS
    }


@pytest.mark.parametrize(
    ("diet", "ingredient", "path"),
    [
        ("vegan", "꿀", ("꿀",)),
        ("vegan", "버터", ("버터", "유제품")),
        ("vegan", "김치", ("김치", "멸치액젓", "젓갈류")),
        ("vegan", "마요네즈", ("마요네즈", "달걀", "알류")),
        ("vegan", "사골육수", ("사골육수", "쇠고기", "육류")),
        ("gluten_free", "간장", ("간장", "밀")),
        ("celiac", "보리", ("보리",)),
        ("baby_food", "꿀", ("꿀",)),
        ("baby_food", "우유", ("우유",)),
        ("baby_food", "아몬드", ("아몬드",)),
        ("baby_food", "저염간장", ("저염간장", "간장")),
        ("pregnancy", "생선회", ("생선회", "날음식")),
        ("pregnancy", "황새치", ("황새치",)),
        ("pregnancy", "청주", ("청주", "술")),
        ("gout", "소간", ("소간",)),
        ("gout", "멸치육수", ("멸치육수", "멸치")),
    ],
)
def test_a_forbidden_ingredient_is_found_also_inside_another(
    diet: str, ingredient: str, path: tuple[str, ...]
) -> None:
    finding = next(check_food([diet], ingredient))

    assert (finding.verdict, finding.path) == (RuleVerdict.BROKEN, path)


@pytest.mark.parametrize(
    ("diet", "ingredient"),
    [
        ("vegan", "두부"),
        ("gluten_free", "글루텐프리간장"),
        ("baby_food", "플레인요거트"),
        ("pregnancy", "연어"),
        ("gout", "두부"),
        ("keto", "설탕"),
    ],
)
def test_what_a_diet_does_not_forbid_is_allowed(diet: str, ingredient: str) -> None:
    assert list(check_food([diet], ingredient)) == []


def test_a_product_that_differs_from_maker_to_maker_cannot_be_assessed_for_gluten() -> None:
    (finding,) = check_food(["celiac"], "스리라차")

    assert finding.verdict is RuleVerdict.CANNOT_ASSESS


def test_an_unknown_ingredient_cannot_be_assessed_where_something_is_forbidden() -> None:
    unknown = "할머니 비법소스"

    assert {finding.verdict for finding in check_unread(["vegan"], unknown)} == {
        RuleVerdict.CANNOT_ASSESS
    }
    assert list(check_unread(["keto"], unknown)) == []


def test_a_cautioned_ingredient_is_told_with_the_reason() -> None:
    (finding,) = food_cautions(["kidney_disease"], "바나나")

    assert finding.why == "칼륨이 많음"


@pytest.mark.parametrize(
    "pair",
    [
        ("keto", "kidney_disease"),
        ("keto", "diabetes"),
        ("keto", "pregnancy"),
        ("muscle_gain", "kidney_disease"),
        ("diet", "pregnancy"),
    ],
)
def test_wishes_that_conflict_send_the_person_to_a_clinician(pair: tuple[str, str]) -> None:
    advice = set(cautions(pair)) - set(cautions(pair[:1])) - set(cautions(pair[1:]))

    assert advice
    assert all("상의" in text for text in advice)


def test_where_limits_contradict_the_condition_overrules_the_target() -> None:
    asked = {(limit.diet, limit.measure) for limit in limits(["keto", "hyperlipidemia"])}

    assert waived_limits(["keto", "hyperlipidemia"]) == {("keto", "fat_energy_percent")}
    assert asked == {
        ("keto", "net_carbohydrate_g"),
        ("hyperlipidemia", "fat_energy_percent"),
        ("hyperlipidemia", "saturated_fat_energy_percent"),
        ("hyperlipidemia", "cholesterol_mg"),
    }


def test_a_limit_that_two_diets_share_is_asked_once() -> None:
    assert len(limits(["low_sodium", "hypertension"])) == 1


def test_no_caution_promises_safety() -> None:
    texts = [row["caution"] for row in rows("diet_cautions")]

    assert not any("안전" in text for text in texts)


def test_what_a_diet_leaves_out_is_named_as_people_call_it() -> None:
    (celiac,) = avoided_foods(["celiac"])
    baby = [food for avoided in avoided_foods(["baby_food"]) for food in avoided.foods]

    assert celiac.foods == ("밀", "보리", "호밀", "귀리", "글루텐")
    assert celiac.source
    assert not [food for food in baby if food.startswith(("=", "group:", "varies"))]
    assert list(avoided_foods(["hypertension"])) == []
