import pytest

from ai_chef_food.household import (
    canonical_names,
    equivalents,
    is_among,
    is_at_home,
    pantry_choices,
    staples,
)
from ai_chef_food.ingredients import canonical_name
from ai_chef_food.tables import rows, split


@pytest.mark.parametrize(
    ("ingredient", "at_home"),
    [
        ("돼지앞다리살", "돼지고기"),
        ("소고기불고기감", "소고기"),
        ("느타리버섯", "버섯"),
        ("참치캔", "참치"),
        ("대파", "파"),
        ("신김치", "김치"),
        ("김치", "배추김치"),
        ("식빵", "빵"),
        ("라면사리", "라면"),
        ("라면사리", "신라면"),
        ("배추", "알배추"),
        ("떡국떡", "떡"),
        ("스팸", "햄"),
        ("다시마육수", "다시마"),
    ],
)
def test_what_a_household_calls_otherwise_is_at_home(ingredient: str, at_home: str) -> None:
    assert is_among(ingredient, canonical_names([at_home]))


@pytest.mark.parametrize(
    ("ingredient", "at_home"),
    [
        ("두부", "순두부"),
        ("배추", "배"),
        ("닭가슴살", "돼지고기"),
        ("간장", "국간장"),
    ],
)
def test_what_only_sounds_alike_is_not(ingredient: str, at_home: str) -> None:
    assert not is_among(ingredient, canonical_names([at_home]))


def test_water_is_at_home_whatever_the_pantry_lacks() -> None:
    assert is_at_home("물", [], [])
    assert not is_at_home("소금", [], [])
    assert is_at_home("소금", None, [])
    assert "물" in staples()
    assert {*pantry_choices(), "물"} == staples()
    assert "물" not in pantry_choices()


def test_an_equivalent_for_rice_or_scallion_is_known() -> None:
    def instead(name: str) -> tuple[str, ...]:
        return equivalents(name, allergies=[], dislikes=[], diets=["general"])

    assert "대파" in instead("쪽파")
    assert "밥" in instead("현미밥")


@pytest.mark.parametrize(
    ("table", "column"),
    [("equivalents", "members"), ("same_at_home", "at_home"), ("same_at_home", "covers")],
)
def test_every_name_of_the_household_tables_is_canonical(table: str, column: str) -> None:
    named = {name for row in rows(table) for name in split(row[column])}

    assert {canonical_name(name) for name in named} == named
