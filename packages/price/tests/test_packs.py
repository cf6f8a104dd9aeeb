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
        ("우유 900ml 2개", "우유"),
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
