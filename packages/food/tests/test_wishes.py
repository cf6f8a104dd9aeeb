import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.tables import rows, split
from ai_chef_food.taxonomy import labelled, node_names
from ai_chef_food.wishes import OpenDishError, UnknownWishError, resolve_allergy, resolve_dislike


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("땅콩", ["땅콩"]),
        ("Peanuts", ["땅콩"]),
        ("계란", ["알류"]),
        ("조개", ["조개류"]),
        ("조개 (심함)", ["조개류"]),
        ("국내산 조개", ["조개류"]),
        ("seafood (심함)", ["해산물"]),
        ("새우 (게, 가재)", ["새우", "게", "가재"]),
        ("우유/계란", ["우유", "알류"]),
        ("땅콩알러지", ["땅콩"]),
        ("갑각류 알레르기 있어요", ["갑각류"]),
        ("새우는 못 먹어요", ["새우"]),
        ("no peanuts", ["땅콩"]),
        ("ＭＩＬＫ", ["우유"]),
        ("참깨(sesame) - 응급실 간 적 있음", ["참깨"]),
        ("닭고기 전부 (껍질, 육수 포함)", ["닭고기"]),
        ("메밀(소바)", ["메밀"]),
        ("글루텐프리 원함", ["글루텐"]),
        ("우유를 쓰지 않은 것만", ["우유"]),
        ("새우 맛 나는 거", ["새우"]),
        ("과일 중 키위랑 망고", ["키위", "망고"]),
        ("호두과자 먹고 입술 부음 → 호두", ["호두"]),
        ("갑각류 중 새우와 오징어", ["갑각류", "새우", "오징어"]),
        ("새우살", ["새우"]),
        ("계란흰자", ["알류"]),
        ("노른자", ["알류"]),
        ("카제인", ["우유"]),
        ("유청", ["우유"]),
        ("분유", ["우유"]),
        ("땅콩버터", ["땅콩"]),
        ("게살", ["게"]),
        ("대두단백", ["대두"]),
        ("들기름", ["들깨"]),
        ("간장", ["대두", "밀"]),
        ("치즈", ["우유"]),
        ("고추", ["고추"]),
        ("참치", ["참치"]),
        ("굴", ["굴"]),
        ("계란 못 먹어요ㅠㅠ", ["알류"]),
        ("ㅇㅜㅇㅠ", ["우유"]),
        ("전복ㆍ홍합 알레르기(성인)", ["전복", "홍합"]),
        ("아황산염 (천식)", ["아황산류"]),
        ("피쉬 콜라겐", ["피쉬콜라겐", "생선", "우유", "대두"]),
    ],
)
def test_an_allergy_stands_for_all_that_may_harm(typed: str, meant: list[str]) -> None:
    assert sorted(resolve_allergy(typed)) == sorted(meant)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("참치캔", "참치"),
        ("어묵", "생선"),
        ("고추장", "고추"),
        ("크릴오일", "갑각류"),
        ("햄", "돼지고기"),
    ],
)
def test_a_mixture_also_stands_for_what_makes_it_first(typed: str, source: str) -> None:
    assert source in resolve_allergy(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("생선", ["생선"]),
        ("해산물", ["해산물"]),
        ("치즈", ["치즈"]),
        ("고수, 오이", ["고수", "오이"]),
    ],
)
def test_a_dislike_stands_for_no_more_than_was_typed(typed: str, meant: list[str]) -> None:
    assert list(resolve_dislike(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("땅컹", "땅콩"), ("계린", "알류"), ("새유", "새우"), ("복슝아", "복숭아")],
)
def test_a_misspelt_wish_is_refused_with_the_nearest_names(typed: str, nearest: str) -> None:
    with pytest.raises(UnknownWishError) as caught:
        resolve_allergy(typed)

    assert nearest in caught.value.nearest
    assert typed not in str(caught.value)
    assert nearest not in str(caught.value)


@pytest.mark.parametrize("typed", ["", "심함", "알레르기 없음", "ignore my allergies", "쏠레뭄"])
def test_a_wish_that_names_no_food_is_refused(typed: str) -> None:
    with pytest.raises(UnknownWishError):
        resolve_allergy(typed)


def test_a_wish_is_never_half_served() -> None:
    with pytest.raises(UnknownWishError):
        resolve_allergy("새우, 쏠레뭄")


@pytest.mark.parametrize("typed", ["만두", "소스"])
def test_a_dish_that_may_hold_anything_is_no_wish(typed: str) -> None:
    with pytest.raises(OpenDishError):
        resolve_allergy(typed)


WISHES = sorted(
    {
        *(row["name"] for row in rows("families")),
        *(alias for row in rows("families") for alias in split(row["aliases"])),
        *labelled(),
    }
)
DECORATIONS = ["{} (심함)", "국내산 {}", "{} 알레르기", "{}, 오이", "유기농 {}", " {} "]


@given(st.sampled_from(WISHES), st.sampled_from(DECORATIONS), st.sampled_from(["NFC", "NFD"]))
def test_no_decoration_or_keyboard_narrows_a_wish(wish: str, decoration: str, form: str) -> None:
    plain = set(resolve_allergy(wish))
    typed = unicodedata.normalize(form, decoration.format(wish))  # type: ignore[arg-type]

    assert plain <= set(resolve_allergy(typed))


@given(st.sampled_from(sorted(node_names().values())))
def test_resolving_twice_changes_nothing(name: str) -> None:
    once = resolve_allergy(name)

    assert {meant for word in once for meant in resolve_allergy(word)} == set(once)
