from decimal import Decimal

import pytest

from ai_chef_price.hit import Hit
from ai_chef_price.matching import match, names_an_allergen, rank, refusal
from ai_chef_testing.fakes.naver.pages import item

VEGETABLE = ("식품", "농산물", "채소")


def hit(title: str, *path: str, price: int = 3000, kind: str = "2") -> Hit:
    return Hit.of(item(title, price, *(path or VEGETABLE), kind=kind))


@pytest.mark.parametrize(
    ("ingredient", "title", "path", "why"),
    [
        ("닭가슴살", "닭가슴살 사료 500g", ("식품", "축산물"), "반려동물용"),
        ("닭가슴살", "강아지 닭가슴살 500g", ("생활/건강", "반려동물"), "식품이 아님"),
        ("우유", "우유거품기 500g", ("식품", "유제품"), "먹는 것이 아님"),
        ("아보카도", "아보카도오일 500ml", ("식품", "과일"), "다른 재료"),
        ("양파", "양파 씨앗 100g", VEGETABLE, "씨앗이나 모종"),
        ("양파", "양파맛 시즈닝 100g", VEGETABLE, "다른 재료"),
        ("양파", "양파맛 스낵 100g", VEGETABLE, "가공한 것"),
        ("양파", "양파즙 100ml 50포", VEGETABLE, "가공한 것"),
        ("우유", "우유식빵 500g", ("식품", "유제품"), "다른 재료"),
        ("두부", "두부과자 300g", ("식품", "두부"), "다른 재료"),
        ("당근", "당근 500g", ("식품", "수산물"), "다른 종류의 식품"),
        ("당근", "감자 500g", VEGETABLE, "다른 재료"),
        ("톳", "염장톳 1kg", ("식품", "수산물", "김/해초", "톳"), "소금에 절인 것"),
        ("톳", "건톳 100g", ("식품", "수산물", "김/해초", "톳"), "말린 것"),
        ("떡국떡", "조랭이떡 500g", ("식품", "떡", "떡국떡"), "다른 제품"),
        ("식초", "2배식초 1.8L", ("식품", "식초"), "다른 식초"),
        ("카레가루", "3분카레 200g", ("식품", "조미료"), "다른 제품"),
        ("김밥김", "곱창돌김 50장", ("식품", "수산물", "김/해초", "김"), "요청한 조건과 다름"),
        ("감자", "감자 카스테라 500g", ("식품", "농산물", "채소", "감자"), "다른 재료"),
        ("배", "원황 3kg 사과", ("식품", "농산물", "과일", "배"), "다른 재료"),
    ],
)
def test_a_look_alike_is_refused_with_the_reason(
    ingredient: str, title: str, path: tuple[str, ...], why: str
) -> None:
    reason = refusal(ingredient, hit(title, *path))

    assert reason is not None
    assert reason.startswith(why)


@pytest.mark.parametrize("kind", ["4", "7", "12"])
def test_used_and_discontinued_goods_are_refused(kind: str) -> None:
    assert refusal("당근", hit("당근 500g", kind=kind)) is not None


def test_a_hit_without_a_price_is_refused() -> None:
    assert refusal("당근", hit("당근 500g", price=0)) == "가격이 없음"


@pytest.mark.parametrize(
    ("ingredient", "title", "path"),
    [
        ("당근", "국내산 <b>당근</b> 500g", VEGETABLE),
        ("닭가슴살", "하림 닭가슴살 국내산 닭고기 1kg", ("식품", "축산물", "닭고기")),
        ("달걀", "무항생제 계란 30구 대란", ("식품", "축산물", "알류")),
        ("간장", "샘표 진간장 금F3 1.8L", ("식품", "조미료", "장류")),
        ("고춧가루", "국산 고춧가루 500g", ("식품", "조미료")),
        ("땅콩버터", "땅콩버터 크런치 340g", ("식품", "견과")),
        ("돼지앞다리살", "한돈 앞다리 불고기용 600g", ("식품", "축산물", "돼지고기")),
        ("닭고기", "닭도리탕용 절단육 1kg", ("식품", "축산물", "닭고기")),
        ("쌀", "철원오대쌀 10kg", ("식품", "농산물", "쌀")),
        ("쌀", "삼광미 10kg 당일도정", ("식품", "농산물", "쌀")),
        ("배", "원황배 3kg", ("식품", "농산물", "과일", "배")),
        ("사과", "감홍사과 3kg", ("식품", "농산물", "과일", "사과")),
        ("감자", "카스테라감자 5kg", ("식품", "농산물", "채소", "감자")),
        ("닭다리살", "닭다리 정육 순살 1kg", ("식품", "축산물", "닭고기")),
        ("닭날개", "닭 윙 1kg", ("식품", "축산물", "닭고기")),
        ("낙지", "산낙지 3마리", ("식품", "수산물", "낙지")),
        ("토마토", "대저 짭짤이토마토 2kg", ("식품", "농산물", "채소", "토마토")),
    ],
)
def test_the_ingredient_itself_is_taken(ingredient: str, title: str, path: tuple[str, ...]) -> None:
    assert refusal(ingredient, hit(title, *path)) is None


@pytest.mark.parametrize(
    ("name", "path", "is_taken"),
    [
        ("냉동만두", ("식품", "냉동/간편조리식품", "만두"), True),
        ("만두 냉동", ("식품", "냉동/간편조리식품", "만두"), True),
        ("냉동만두", ("식품", "만두"), False),
    ],
)
def test_the_shelf_says_what_the_title_leaves_out(
    name: str, path: tuple[str, ...], is_taken: bool
) -> None:
    assert (refusal(name, hit("얄피만두 고기 1kg", *path)) is None) is is_taken


def test_the_title_decides_where_the_shelf_says_otherwise() -> None:
    shelf = ("식품", "축산물", "돼지고기", "국내산돼지고기")

    assert refusal("국내산 삼겹살", hit("삼겹살 500g", *shelf)) is None
    assert refusal("국내산 삼겹살", hit("수입 칠레산 삼겹살 500g", *shelf)) is not None


def test_a_price_far_from_the_others_is_refused() -> None:
    hits = [hit(f"당근 {number}번 500g", price=3000 + number) for number in range(5)]

    matched = match("당근", [*hits, hit("당근 반짝 500g", price=100)])

    assert all("반짝" not in offer.title for offer in matched.offers)
    assert any("단위 가격" in why for why in matched.refused)


def test_the_middle_price_comes_first_not_the_cheapest() -> None:
    hits = [hit(f"당근 {price}원 500g", price=price) for price in (2000, 3000, 4000)]

    assert match("당근", hits).offers[0].pack_price == 3000


def test_of_two_hits_the_cheaper_one_is_not_the_outlier() -> None:
    hits = [hit("두릅 100g", price=2000), hit("두릅 자연산 100g", price=23_700)]

    assert [offer.pack_price for offer in match("두릅", hits).offers] == [2000]


def test_the_catalog_says_which_of_two_prices_is_far_off() -> None:
    hits = [hit("당근 500g", price=150), hit("당근 흙당근 500g", price=2900)]

    assert [offer.pack_price for offer in match("당근", hits).offers] == [2900]


def test_one_dear_product_is_better_than_none() -> None:
    path = ("식품", "농산물", "잡곡")

    assert match("참깨", [hit("국산 참깨 500g", *path, price=19_000)]).offers


def test_a_small_pack_may_cost_more_by_weight_than_a_large_one() -> None:
    path = ("식품", "조미료", "향신료")
    hits = [
        hit("후추 50g", *path, price=3000),
        hit("후추 500g", *path, price=9500),
        hit("후추 1kg", *path, price=16_000),
    ]

    assert len(match("후추", hits).offers) == 3


def test_for_a_spoonful_the_smallest_sensible_pack_is_bought() -> None:
    hits = [
        hit("생강 1kg", price=14_000),
        hit("생강 500g", price=8000),
        hit("생강 100g", price=2400),
    ]
    offers = match("생강", hits).offers

    assert rank("생강", offers, Decimal(5))[0].pack_grams == 100
    assert rank("생강", offers, Decimal(450))[0].pack_grams == 500


def test_no_pile_of_little_packs_is_bought_for_much() -> None:
    hits = [hit("당근 50g", price=300), hit("당근 1kg", price=4000)]

    assert rank("당근", match("당근", hits).offers, Decimal(800))[0].pack_grams == 1000


def test_a_frozen_one_comes_after_every_fresh_one() -> None:
    hits = [hit("냉동 당근 300g", price=1500), hit("당근 2kg", price=7000)]

    assert rank("당근", match("당근", hits).offers, Decimal(200))[0].title == "당근 2kg"


@pytest.mark.parametrize(
    "poorer",
    ["냉동 당근 1kg", "당근 슬라이스 1kg", "다진 당근 1kg", "데친 당근 1kg"],
)
def test_frozen_and_cut_goods_are_no_equal_offers_beside_fresh_ones(poorer: str) -> None:
    matched = match("당근", [hit("당근 1kg"), hit(poorer)])

    titles = [offer.title for offer in rank("당근", matched.offers, Decimal(200))]

    assert titles == ["당근 1kg"]


def test_frozen_goods_are_taken_where_there_is_nothing_else() -> None:
    offers = match("당근", [hit("냉동 당근 1kg")]).offers

    assert [offer.title for offer in rank("당근", offers, Decimal(200))] == ["냉동 당근 1kg"]


def test_a_form_that_the_recipe_names_comes_first() -> None:
    hits = [hit("깐마늘 500g", *VEGETABLE, "마늘"), hit("다진마늘 500g", *VEGETABLE, "마늘")]

    assert [
        offer.title for offer in rank("다진 마늘", match("다진 마늘", hits).offers, Decimal(20))
    ] == ["다진마늘 500g"]


def test_a_use_that_the_recipe_names_comes_before_another() -> None:
    path = ("식품", "수산물", "김/해초", "김")
    hits = [hit("재래김 구이용 20g", *path), hit("김밥김 20g", *path)]

    offers = rank("김밥용 김", match("김밥용 김", hits).offers, Decimal(20))

    assert [offer.title for offer in offers] == ["김밥김 20g"]


def test_goods_on_another_shelf_are_refused_where_the_own_one_serves() -> None:
    own = hit("사과 1kg", "식품", "농산물", "과일", "사과")
    other = hit("사과 꼬마 1kg", "식품", "농산물", "과일", "기타과일")

    assert [offer.title for offer in match("사과", [own, other]).offers] == ["사과 1kg"]
    assert [offer.title for offer in match("사과", [other]).offers] == ["사과 꼬마 1kg"]


def test_a_traders_sack_on_the_own_shelf_does_not_shut_out_the_others() -> None:
    sack = hit("사과 10kg", "식품", "농산물", "과일", "사과", price=30_000)
    other = hit("사과 꼬마 1kg", "식품", "농산물", "과일", "기타과일", price=3500)

    assert len(match("사과", [sack, other]).offers) == 2


def test_every_offer_is_held_to_the_rules_of_the_chosen_one() -> None:
    hits = [
        hit("당근 500g", price=2500),
        hit("당근 20kg", price=40_000),
        hit("당근즙 500g", price=2600),
        hit("당근 500g 100g당", price=999_999_999),
    ]
    offers = rank("당근", match("당근", hits).offers, Decimal(100))

    assert [offer.title for offer in offers] == ["당근 500g"]


def test_plain_and_fresh_goods_of_one_shop_come_first() -> None:
    hits = [
        hit("냉동 당근 500g", price=3000),
        hit("당근 모음 500g", price=3000, kind="1"),
        hit("햇 당근 500g", price=3500),
    ]

    assert [offer.title for offer in match("당근", hits).offers] == [
        "햇 당근 500g", "당근 모음 500g", "냉동 당근 500g",
    ]  # fmt: skip


def test_a_traders_sack_is_not_offered_for_a_spoon() -> None:
    matched = match("당근", [hit("당근 20kg", price=40_000), hit("당근 1kg", price=2000)])

    assert [offer.pack_grams for offer in rank("당근", matched.offers, Decimal(100))] == [1000]
    assert len(rank("당근", matched.offers, Decimal(5000))) == 2


def test_a_household_pack_is_preferred_to_a_large_one() -> None:
    matched = match("당근", [hit("당근 3kg", price=6200), hit("당근 1kg", price=2100)])

    assert rank("당근", matched.offers, Decimal(200))[0].pack_grams == 1000


@pytest.mark.parametrize(
    ("title", "allergies", "ingredient", "named"),
    [
        ("닭가슴살 땅콩버터 맛 500g", ["땅콩"], "닭가슴살", True),
        ("두부 우유 함유 300g", ["우유"], "두부", True),
        ("두부 국산콩 300g", ["우유"], "두부", False),
        ("된장 500g", ["대두"], "된장", False),
        ("견과 토핑 요거트 100g", ["호두"], "플레인요거트", True),
    ],
)
def test_a_title_that_names_an_allergen_is_seen(
    title: str, allergies: list[str], ingredient: str, named: bool
) -> None:
    assert names_an_allergen(title, allergies, ingredient) is named


def test_an_item_with_missing_or_odd_fields_is_read_as_unusable() -> None:
    for odd in ({}, {"title": None, "lprice": 5}, {"lprice": "-1"}, {"lprice": "1e9"}):
        assert Hit.of(odd).price == 0


def test_tags_and_entities_are_taken_out_of_a_title() -> None:
    assert Hit.of({"title": "<b>당근</b> &amp; 감자"}).title == "당근 & 감자"
