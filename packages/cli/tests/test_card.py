"""What the card says of prices."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from ai_chef_cli.card import card
from ai_chef_cli.shopping import by_shop, list_table
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.result import Result, StoredResult


def shown(stored: StoredResult, *pricing: dict[str, Any]) -> str:
    return printed(parse(Result, stored.result.to_json() | {"pricing": list(pricing)}))


def printed(result: Result, width: int = 200) -> str:
    console = Console(width=width, record=True, file=StringIO())
    console.print(card(result))
    return console.export_text()


def with_recipe(stored: StoredResult, **changes: Any) -> Result:
    """Return the result with other parts of the recipe, given as JSON."""
    return parse(
        Result, stored.result.to_json() | {"recipe": stored.result.recipe.to_json() | changes}
    )


AVOCADO = {
    "name": "아보카도", "price": 3500, "shop": "KAMIS 서울 소매", "basis": "reference",
    "asOf": "2026-10-02",
}  # fmt: skip
CHICKEN = {"name": "닭가슴살", "price": 8000, "shop": "가게"}


@pytest.mark.parametrize(("season", "label"), [("cheap", "제철 가격"), ("dear", "비싼 철")])
def test_the_season_of_a_surveyed_price_is_shown(
    stored: StoredResult, season: str, label: str
) -> None:
    assert label in shown(stored, AVOCADO | {"season": season}, CHICKEN)
    assert label not in shown(stored, AVOCADO, CHICKEN)


def test_what_is_only_taken_to_be_at_home_says_so(stored: StoredResult) -> None:
    at_home = AVOCADO | {"price": 0, "atHome": True}

    assert "집에 있음" in shown(stored, at_home, CHICKEN)
    assert "집에 있다고 봄" in shown(stored, at_home | {"assumedAtHome": True}, CHICKEN)


def test_what_has_no_price_but_is_at_home_is_no_riddle(stored: StoredResult) -> None:
    unpriced = {"name": "아보카도", "unpriced": "no_hits", "atHome": True}

    text = shown(stored, unpriced, CHICKEN)

    assert "집에 있음" in text
    assert "알 수 없음" not in text


def test_a_line_that_another_one_pays_for_names_it(stored: StoredResult) -> None:
    shared = AVOCADO | {"price": 0, "boughtWith": "닭가슴살"}

    assert "닭가슴살에 포함" in shown(stored, shared, CHICKEN)


def test_an_estimate_says_so_once_and_names_no_shop(stored: StoredResult) -> None:
    guessed = AVOCADO | {"shop": "가격표 추정", "basis": "estimate", "pack": "1개", "packs": 1}

    text = shown(stored, guessed, CHICKEN)

    assert text.count("추정") == 1
    assert "×" not in text


def test_what_is_at_home_shows_no_pack(stored: StoredResult) -> None:
    water = AVOCADO | {"price": 0, "atHome": True, "pack": "수돗물", "packs": 1}

    assert "수돗물" not in shown(stored, water, CHICKEN)


@pytest.mark.parametrize("width", [60, 80])
def test_prices_and_words_stay_whole_in_a_narrow_terminal(stored: StoredResult, width: int) -> None:
    long = "유기농 이츠 멕시코산 프리미엄 아보카도 대과 특상품 일곱 개입 산지 직송 선물 세트"
    text = printed(
        parse(
            Result,
            stored.result.to_json()
            | {"pricing": [AVOCADO | {"price": 1_234_500, "product": long}, CHICKEN]},
        ),
        width,
    )

    assert "1,234,500원" in text
    for word in long.split():
        assert word in text


def test_an_allergen_that_is_the_ingredient_itself_stands_once(stored: StoredResult) -> None:
    found = [{"allergen": "홍합", "path": ["홍합"]}]
    result = with_recipe(stored, allergens={"found": found, "notAssessed": []})

    assert "홍합(홍합)" not in printed(result)
    assert "홍합" in printed(result)


def test_what_is_not_counted_stands_beside_the_figure(stored: StoredResult) -> None:
    nutrition = stored.result.recipe.to_json()["nutrition"] | {
        "missing": [],
        "lowerBounds": ["sodiumMg"],
        "unmeasured": {"sodiumMg": ["배추김치"]},
    }

    text = printed(with_recipe(stored, nutrition=nutrition))

    assert "나트륨 56 mg 이상(배추김치 제외)" in text
    assert "열량 360 kcal ·" in text


def test_without_an_ingredient_every_figure_is_a_least_one(stored: StoredResult) -> None:
    text = printed(stored.result)

    assert "1인분 영양 (들기름 제외): 열량 360 kcal 이상" in text


def test_a_condition_without_a_limit_says_which_foods_were_looked_for(
    stored: StoredResult,
) -> None:
    rule = {
        "rule": "celiac.foods", "verdict": "kept", "diet": "celiac",
        "avoided": ["밀", "보리"], "reason": "글루텐이 들어 있음",
    }  # fmt: skip

    text = printed(with_recipe(stored, checkedRules=[rule]))

    assert "셀리악병: 밀, 보리 없음 (이유: 글루텐이 들어 있음)" in text


def test_diets_that_leave_out_the_same_foods_stand_together(stored: StoredResult) -> None:
    same = {"verdict": "kept", "avoided": ["밀"], "reason": "글루텐이 들어 있음"}
    rules = [same | {"rule": f"{diet}.foods", "diet": diet} for diet in ("gluten_free", "celiac")]

    assert "글루텐프리, 셀리악병: 밀 없음" in printed(with_recipe(stored, checkedRules=rules))


def listed(result: Result, width: int = 60) -> str:
    console = Console(width=width, record=True, file=StringIO())
    console.print(list_table(by_shop(result)))
    return console.export_text()


def test_the_shopping_list_ends_with_its_total(stored: StoredResult) -> None:
    last = listed(stored.result).rstrip().splitlines()[-2]

    assert "합계" in last
    assert "11,500원" in last


def test_the_shopping_list_keeps_what_has_no_price_and_says_that_more_is_due(
    stored: StoredResult,
) -> None:
    unpriced = {"name": "아보카도", "unpriced": "no_hits"}
    text = listed(parse(Result, stored.result.to_json() | {"pricing": [unpriced, CHICKEN]}))

    assert "가격은 매장에서 확인" in text
    assert "8,000원 이상" in text


def test_the_catalog_is_no_shop_to_go_to(stored: StoredResult) -> None:
    priced = AVOCADO | {"source": "catalog"}

    text = listed(parse(Result, stored.result.to_json() | {"pricing": [priced, CHICKEN]}))

    assert "가까운 마트나 시장" in text
    assert "KAMIS" not in text


def test_cautions_are_heard_before_anything_is_cooked(stored: StoredResult) -> None:
    text = printed(stored.result)

    assert text.index("! 약을 쓰고 있다면") < text.index("아보카도 2개")
