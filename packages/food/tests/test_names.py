import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.allergens import check
from ai_chef_food.names import known_ingredient, read_name
from ai_chef_food.taxonomy import labelled
from ai_chef_food.text import normalize
from ai_chef_food.verdicts import VerdictKind


@pytest.mark.parametrize(
    ("name", "allergen"),
    [
        ("두유(또는 우유)", "우유"),
        ("쌀가루(밀가루 가능)", "밀"),
        ("소금(또는 새우젓)", "새우"),
        ("올리브유(버터로 대체 가능)", "우유"),
        ("물(쇠고기육수)", "쇠고기"),
        ("두부/달걀", "알류"),
        ("두유 혹은 우유", "우유"),
        ("두유 or 우유", "우유"),
        ("두유, 없으면 우유", "우유"),
        ("두유[우유]", "우유"),
        ("식용유(우유 대신)", "대두"),
    ],
)
def test_everything_in_a_name_counts(name: str, allergen: str) -> None:
    assert check(name, allergen).kind is VerdictKind.FOUND


@pytest.mark.parametrize(
    ("name", "ingredient"),
    [
        ("홍파프리카", "파프리카"),
        ("양파 다진것", "양파"),
        ("마늘다진것", "마늘"),
        ("생강즙", "생강"),
        ("닭고기 가슴살", "닭가슴살"),
        ("두부(부침용)", "두부"),
        ("깐대파", "대파"),
    ],
)
def test_colours_forms_and_cuts_do_not_make_another_ingredient(name: str, ingredient: str) -> None:
    assert read_name(name).unread == ()
    assert known_ingredient(name) in {ingredient, name.replace(" ", "")}


def test_what_drying_or_grinding_makes_has_figures_of_its_own() -> None:
    assert known_ingredient("외톨이버섯가루") is None


@pytest.mark.parametrize("name", ["할머니비법소스", "쏠레뭄", "두유(쏠레뭄)", "만능양념"])
def test_what_cannot_be_read_is_never_assessed(name: str) -> None:
    for allergen in labelled():
        assert check(name, allergen).kind is not VerdictKind.NO_LISTED_MATCH


@pytest.mark.parametrize("name", ["꼬치용 나무막대기", "종이호일"])
def test_a_tool_in_the_list_is_no_doubt(name: str) -> None:
    assert check(name, "우유").kind is VerdictKind.NO_LISTED_MATCH


@given(
    st.sampled_from(["두부", "물", "소금", "감자"]),
    st.sampled_from(labelled()),
    st.sampled_from(
        ["{}(또는 {})", "{}({})", "{}/{}", "{} 혹은 {}", "{}, {}", "{}({}로 대체 가능)"]
    ),
)
def test_no_bracket_hides_an_allergen(harmless: str, allergen: str, form: str) -> None:
    assert check(form.format(harmless, allergen), allergen).kind is VerdictKind.FOUND


@given(st.text(max_size=60))
def test_any_name_can_be_read(name: str) -> None:
    read_name(normalize(name))
