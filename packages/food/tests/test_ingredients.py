import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.ingredients import Match, canonical_name, identify, table
from ai_chef_food.tables import rows
from ai_chef_food.taxonomy import nodes


@pytest.mark.parametrize(
    ("name", "meant", "match"),
    [
        ("달걀", "달걀", Match.EXACT),
        ("계란", "달걀", Match.SYNONYM),
        ("올리브오일", "올리브유", Match.SYNONYM),
        ("다진 마늘", "마늘", Match.SYNONYM),
        ("국내산 유기농 당근", "당근", Match.SYNONYM),
        ("두부(부침용)", "두부", Match.SYNONYM),
        ("Avocado", "아보카도", Match.SYNONYM),
        ("닭 가슴살", "닭가슴살", Match.EXACT),
        ("다진마늘", "마늘", Match.SYNONYM),
        ("간 마늘", "마늘", Match.SYNONYM),
        ("풀무원 두부 300g", "두부", Match.SYNONYM),
        ("花生", "땅콩", Match.SYNONYM),
        ("생크림", "생크림", Match.EXACT),
        ("간장", "간장", Match.EXACT),
    ],
)
def test_a_name_is_found_as_itself_by_synonym_or_without_qualifiers(
    name: str, meant: str, match: Match
) -> None:
    identity = identify(name)

    assert identity.ingredient is not None
    assert (identity.ingredient.name, identity.match) == (meant, match)


@pytest.mark.parametrize("name", ["", "할머니 비법소스", "우유거품기", "닭가슴살 사료", "가지가지"])
def test_a_name_that_only_resembles_another_is_unknown(name: str) -> None:
    assert identify(name).match is Match.UNKNOWN
    assert canonical_name(name) is None


def test_what_is_made_of_an_ingredient_is_another_ingredient() -> None:
    assert canonical_name("아보카도 오일") == "아보카도오일"
    assert canonical_name("땅콩버터") != canonical_name("버터") != canonical_name("아몬드버터")


def test_the_table_knows_at_least_three_thousand_five_hundred_foods() -> None:
    assert len(table()) >= 3500


def test_scallions_are_kept_apart_as_cooks_do() -> None:
    assert canonical_name("대파") != canonical_name("쪽파")


def test_every_synonym_means_one_ingredient() -> None:
    names = [ingredient.name for ingredient in table().values()]
    synonyms = [synonym for ingredient in table().values() for synonym in ingredient.synonyms]

    assert len(names + synonyms) == len(set(names + synonyms))


def test_every_rule_of_what_an_ingredient_contains_names_its_source() -> None:
    without = [row["name"] for row in rows("ingredients") if row["contains"] and not row["source"]]

    assert without == []


def test_what_an_ingredient_contains_is_known_too() -> None:
    for ingredient in table().values():
        assert set(ingredient.contains) <= set(nodes()), ingredient.name


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    identity = identify(text)

    assert (identity.ingredient is None) == (identity.match is Match.UNKNOWN)
