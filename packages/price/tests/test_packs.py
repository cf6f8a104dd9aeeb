from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_price.packs import pack_size


@pytest.mark.parametrize(
    ("title", "ingredient", "grams"),
    [
        ("국내산 양파 500g", "양파", "500"),
        ("국내산 양파 1kg x 3개", "양파", "3000"),
        ("닭가슴살 200g*5팩", "닭가슴살", "1000"),
        ("닭가슴살 200g 5팩", "닭가슴살", "1000"),
        ("닭가슴살 100g 10팩 총 1kg", "닭가슴살", "1000"),
        ("5팩 x 200g 연어", "연어", "1000"),
        ("연두부 250gx4", "연두부", "1000"),
        ("계란 30구", "달걀", "1500"),
        ("유정란 10구 x 2판", "달걀", "1000"),
        ("아보카도 5개", "아보카도", "750"),
        ("대파 1단", "대파", "700"),
        ("진간장 1.8L", "간장", "2070"),
        ("우유 1L 1+1", "우유", "2060"),
        ("생수 2L 6병", "물", "12000"),
        ("쌀 １０ｋｇ", "쌀", "10000"),
        ("마늘 1킬로그램", "마늘", "1000"),
        ("사과 5kg(10과)", "사과", "5000"),
        ("새우 20미 500g", "새우", "500"),
        ("100g당 1,980원 삼겹살 500g", "삼겹살", "500"),
        ("두부 300g x 2 총 600g", "두부", "600"),
        ("김 10g x10봉 x2", "김", "200"),
        ("올리브유 1,000ml", "올리브유", "910"),
        ("[1+1] 두부 200g+200g", "두부", "400"),
        ("연두부 150g*3 + 150g*3", "연두부", "900"),
        ("참치 119g 2팩", "참치캔", "238"),
        ("동원 라이트스탠다드 참치 24캔 150g 24개", "참치캔", "3600"),
        ("녹차 25티백 1.5g", "녹차", "37.5"),
        ("두부 140g3", "두부", "420"),
        ("배도라지 24개월 사과 500g", "사과", "500"),
        ("설탕 500g, 1개", "설탕", "500"),
        ("새송이버섯 450g (3입)", "새송이버섯", "450"),
        ("라면사리 120g (5입)", "라면사리", "600"),
        ("햇반 210g, 24개", "밥", "5040"),
        ("당근 500g, 2개", "당근", "1000"),
        ("우유 900ml 2개", "우유", "1854"),
        ("두부 300g 2모", "두부", "600"),
        ("고등어 600g 2마리", "고등어", "600"),
        ("고등어 300g 2마리", "고등어", "600"),
        ("사과 5kg (18~20과)", "사과", "5000"),
        ("유정란 10구, 2개", "달걀", "1000"),
        ("올리브유 500ml (460g)", "올리브유", "455"),
        ("간장 501 1.7L 2개", "간장", "3910"),
        ("두유 190ml*24*2박스", "두유", "9393.6"),
        ("쌀 2026년산 햅쌀 10kg", "쌀", "10000"),
        ("한우 1++ 등심 300g", "소고기등심", "300"),
        ("닭가슴살 1kg 200g씩 5팩", "닭가슴살", "1000"),
        ("닭가슴살 100g 10팩 (총 20팩)", "닭가슴살", "2000"),
        ("배추 3포기 10kg", "배추", "10000"),
        ("소시지 10개입 500g", "소시지", "500"),
        ("흰다리새우 1kg(40/50)", "새우", "1000"),
        ("레몬즙 비타민 C1000 1L", "레몬즙", "1030"),
        ("1박스(10kg) 감자", "감자", "10000"),
        ("생수 2L 12병 (6병x2묶음)", "물", "24000"),
        ("왕란 60구 (30구 x 2판)", "달걀", "3000"),
        ("계란 2판", "달걀", "3000"),
        ("두부 300g 1+1+1", "두부", "900"),
        ("참치 100g 20+20캔", "참치캔", "4000"),
        ("스팸 200g 3개 + 120g 1개", "스팸", "720"),
        ("삼겹살 1근", "삼겹살", "600"),
        ("10kg(5kg+5kg) 쌀", "쌀", "10000"),
        ("삼겹살 1kg(500g 2팩)", "삼겹살", "1000"),
        ("순두부 350g 1+1 (총 2팩)", "순두부", "700"),
        ("김 4g 10봉 3팩", "김", "120"),
        ("레몬 10개+10개", "레몬", "1680"),
        ("쌀 4kg, 1개, 4kg", "쌀", "4000"),
        ("매일두유 190ml 96팩(24팩x4)", "두유", "18787.2"),
        ("토마토 2.5kg 4번과", "토마토", "2500"),
        ("파스타 500g 7번", "파스타", "500"),
        ("꿀 600g+600g 세트", "꿀", "1200"),
        ("닭가슴살 20팩 2kg", "닭가슴살", "2000"),
    ],
)
def test_a_pack_is_read_from_the_title(title: str, ingredient: str, grams: str) -> None:
    size = pack_size(title, ingredient)

    assert size is not None
    assert size.grams == Decimal(grams)


@pytest.mark.parametrize(
    ("title", "ingredient"),
    [
        ("감자 500g/1kg 선택", "감자"),
        ("소금 1kg 3kg 5kg", "소금"),
        ("고구마 1~2kg", "고구마"),
        ("당근 1kg 5개", "당근"),
        ("참치캔 80g (3캔/6캔)", "참치캔"),
        ("우유 1L 250ml 1개입", "우유"),
        ("미국산 프라임 척아이롤(목심+등심) 100G/소고기", "쇠고기"),
        ("특란 30구 60구 택1", "달걀"),
        ("2팩(500g) 삼겹살", "삼겹살"),
        ("감자 3kg 5kg 10kg", "감자"),
        ("양파 3kg / 5kg", "양파"),
        ("삼겹살 3봉 1kg", "삼겹살"),
        ("블루베리 1kg 500g 택1", "블루베리"),
        ("닭 1kg(2팩)", "닭고기"),
        ("두부 300g당 1000원", "두부"),
        ("양배추", "양배추"),
        ("시금치 2망", "시금치"),
        ("", "양파"),
    ],
)
def test_a_title_without_one_clear_size_is_unknown(title: str, ingredient: str) -> None:
    assert pack_size(title, ingredient) is None


GRAMS = st.integers(1, 5000)
COUNT = st.integers(2, 30)


@given(grams=GRAMS, count=COUNT, times=st.sampled_from(["x", "*", "×", " x ", "X"]))
def test_a_weight_times_a_count_is_their_product(grams: int, count: int, times: str) -> None:
    size = pack_size(f"국내산 당근 {grams}g{times}{count}팩", "당근")

    assert size is not None
    assert size.grams == grams * count


@given(grams=GRAMS, count=COUNT)
def test_the_order_of_weight_and_count_does_not_matter(grams: int, count: int) -> None:
    assert pack_size(f"당근 {count}팩 x {grams}g", "당근") == pack_size(
        f"당근 {grams}g x {count}", "당근"
    )


@given(grams=GRAMS)
def test_grams_and_kilograms_agree(grams: int) -> None:
    in_grams, in_kilograms = (
        pack_size(f"당근 {grams * 10}g", "당근"),
        pack_size(f"당근 {Decimal(grams) / 100}kg", "당근"),
    )

    assert in_grams is not None
    assert in_kilograms is not None
    assert in_grams.grams == in_kilograms.grams


@given(st.text(max_size=60))
def test_any_title_is_read_and_never_as_nothing(title: str) -> None:
    size = pack_size(title, "당근")

    assert size is None or size.grams > 0
