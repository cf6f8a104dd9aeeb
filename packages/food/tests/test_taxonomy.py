from collections import Counter

import pytest

from ai_chef_food.allergens import assess
from ai_chef_food.ingredients import table
from ai_chef_food.tables import rows, split
from ai_chef_food.taxonomy import (
    ANYTHING,
    composition,
    families,
    kinds,
    labelled,
    node_names,
    nodes,
    offered_families,
)
from ai_chef_food.verdicts import VerdictKind


@pytest.mark.parametrize(
    ("food", "above", "path"),
    [
        ("모차렐라치즈", "유제품", ("모차렐라치즈", "치즈", "유제품")),
        ("모차렐라치즈", "우유", ("모차렐라치즈", "치즈", "우유")),
        ("고춧가루", "고추", ("고춧가루", "고추")),
        ("들기름", "들깨", ("들기름", "들깨")),
        ("순두부", "두부", ("순두부", "두부")),
        ("표고버섯", "버섯", ("표고버섯", "버섯")),
    ],
)
def test_a_food_leads_to_what_it_is_and_comes_from(
    food: str, above: str, path: tuple[str, ...]
) -> None:
    assert composition(food)[above] == path


@pytest.mark.parametrize(
    ("food", "above"),
    [
        ("가쓰오부시", "참치"), ("고추장", "고추"), ("기버터", "버터"), ("한우", "쇠고기"),
        ("돌게", "게"), ("바지락", "해산물"), ("새우젓", "젓갈류"), ("벌꿀", "꿀"), ("쪽파", "파"),
        ("메추리알", "알류"), ("연어알", "생선"), ("낙지", "두족류"), ("귀리", "글루텐"),
    ],
)  # fmt: skip
def test_families_hold_their_members_forms_and_products(food: str, above: str) -> None:
    assert above in composition(food)


@pytest.mark.parametrize(
    ("food", "other"),
    [
        ("코코넛밀크", "우유"), ("카카오버터", "우유"), ("땅콩호박", "땅콩"), ("메밀", "밀"),
        ("돼지감자", "돼지고기"), ("굴비", "굴"), ("밤고구마", "밤"), ("버터헤드상추", "우유"),
        ("도라지", "돼지고기"), ("아몬드밀크", "우유"), ("완두콩", "대두"), ("잣버섯", "잣"),
    ],
)  # fmt: skip
def test_a_look_alike_leads_nowhere(food: str, other: str) -> None:
    assert assess(food, other).kind is VerdictKind.NO_LISTED_MATCH


def test_every_edge_leads_to_a_known_name() -> None:
    for node in nodes().values():
        above = {*node.is_a, *node.made_from, *node.contains, *node.may_contain} - {ANYTHING}
        assert above <= set(nodes()), node.name


def test_nothing_is_a_kind_of_itself_by_a_detour() -> None:
    for name in nodes():
        assert all(name not in kinds(upper) for upper in kinds(name) if upper != name), name


def test_no_name_stands_for_two_families() -> None:
    names = Counter(
        alias for row in rows("families") for alias in (row["name"], *split(row["aliases"]))
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_a_word_for_an_allergen_or_a_family_means_that_before_any_ingredient() -> None:
    assert node_names()["조개"] == "조개류"
    assert node_names()["해물"] == "해산물"


def test_a_form_offers_the_few_families_that_people_choose() -> None:
    offered = offered_families()

    assert (
        {"견과류", "갑각류", "해산물", "생선", "유제품", "육류"} <= set(offered) <= set(families())
    )
    assert len(offered) <= 12
    assert not set(offered) & set(labelled())
    assert {row["offered"] for row in rows("families")} == {"", "yes"}


def test_every_family_has_members() -> None:
    for family in families():
        assert any(family in composition(name) for name in table()), family


def test_a_word_for_a_family_may_be_any_of_it() -> None:
    assert assess("생선", "고등어").kind is VerdictKind.CANNOT_ASSESS
    assert assess("해산물", "새우").kind is VerdictKind.CANNOT_ASSESS
    assert assess("고등어", "생선").kind is VerdictKind.FOUND


@pytest.mark.parametrize("product", ["배추김치", "어묵", "식빵", "고추장"])
def test_a_product_is_open_only_for_what_makers_are_known_to_add(product: str) -> None:
    assert assess(product, "복숭아").kind is VerdictKind.NO_LISTED_MATCH


def test_every_labelled_allergen_is_a_node() -> None:
    assert set(labelled()) <= set(nodes())
