import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.allergens import check, listed
from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import labelled
from ai_chef_food.verdicts import VerdictKind


def test_korean_law_labels_twenty_two_allergens() -> None:
    assert len(labelled()) == len(set(labelled())) == 22


@pytest.mark.parametrize(
    ("ingredient", "allergen", "path"),
    [
        ("굴소스", "조개류", ("굴소스", "조개류")),
        ("굴소스", "굴", ("굴소스", "굴")),
        ("저염간장", "밀", ("저염간장", "간장", "밀")),
        ("마요네즈", "알류", ("마요네즈", "달걀", "알류")),
        ("마요네즈", "대두", ("마요네즈", "콩기름", "대두")),
        ("쌈장", "대두", ("쌈장", "된장", "대두")),
        ("김치", "새우", ("김치", "새우젓", "새우")),
        ("버터", "우유", ("버터", "우유")),
        ("불고기소스", "밀", ("불고기양념", "간장", "밀")),
        ("타르타르소스", "알류", ("타르타르소스", "마요네즈", "달걀", "알류")),
        ("황태채", "생선", ("황태", "명태", "흰살생선", "생선")),
        ("맛살", "게", ("맛살", "게")),
        ("다진 소고기", "쇠고기", ("소고기다짐육", "쇠고기")),
        ("아몬드가루", "아몬드", ("아몬드가루", "아몬드")),
    ],
)
def test_a_derived_allergen_is_found_with_its_path(
    ingredient: str, allergen: str, path: tuple[str, ...]
) -> None:
    verdict = check(ingredient, allergen)

    assert (verdict.kind, verdict.path) == (VerdictKind.FOUND, path)


def test_an_ingredient_without_a_listed_path_is_no_listed_match() -> None:
    assert check("당근", "우유").kind is VerdictKind.NO_LISTED_MATCH


def test_an_unknown_ingredient_cannot_be_assessed() -> None:
    assert check("할머니 비법소스", "대두").kind is VerdictKind.CANNOT_ASSESS


@pytest.mark.parametrize(
    ("product", "added"),
    [
        ("불고기양념", "호두"),
        ("어묵", "새우"),
        ("만두", "호두"),
        ("사골육수", "닭고기"),
        ("떡갈비와 어묵", "호두"),
    ],
)
def test_what_some_makers_add_to_a_product_is_never_no_listed_match(
    product: str, added: str
) -> None:
    assert check(product, added).kind is VerdictKind.CANNOT_ASSESS


def test_what_contains_such_a_product_cannot_be_assessed_either() -> None:
    assert check("족발", "땅콩").kind is VerdictKind.CANNOT_ASSESS


def test_plain_cooking_oil_counts_as_soybean_oil() -> None:
    assert check("식용유", "대두").path == ("식용유", "콩기름", "대두")
    assert check("카놀라유", "대두").kind is VerdictKind.NO_LISTED_MATCH


def test_every_labelled_allergen_is_found_in_something() -> None:
    for allergen in labelled():
        assert any(check(name, allergen).kind is VerdictKind.FOUND for name in table()), allergen


def test_no_verdict_uses_the_word_safe() -> None:
    assert not any("safe" in kind.value for kind in VerdictKind)


def test_all_labelled_allergens_of_an_ingredient_are_listed_with_their_paths() -> None:
    assert listed("쌈장") == {
        "대두": ("쌈장", "된장", "대두"),
        "밀": ("쌈장", "된장", "밀"),
    }


def test_nothing_listed_and_not_assessable_are_told_apart() -> None:
    assert listed("당근") == {}
    assert listed("할머니 비법소스") is None


@given(name=st.sampled_from(sorted(table())), allergen=st.sampled_from(labelled()))
def test_the_list_and_the_single_check_agree(name: str, allergen: str) -> None:
    found = listed(name)

    assert found is not None
    assert (allergen in found) == (check(name, allergen).kind is VerdictKind.FOUND)
