import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_chef_combine.costs import combine
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.pricing import PriceBasis, PriceLine, Unpriced
from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.contracts.result import BudgetVerdict, CostLine, Result

WON = st.integers(0, 100_000)


def line(price: int, name: str = "아보카도", **more: Any) -> PriceLine:
    return PriceLine(name=name, price=price, shop="네이버쇼핑", **more)


def pack(price: int, grams: int, name: str = "아보카도", packs: int = 1) -> PriceLine:
    return line(
        price * packs, name, pack_price=price, pack_grams=Decimal(grams), packs=packs, pack="팩"
    )


def dish(*lines: str, servings: int = 2) -> Recipe:
    ingredients = [
        dict(zip(("name", "amount", "unit"), text.rsplit(" ", 2), strict=True)) for text in lines
    ]
    return parse(
        Recipe,
        {
            "name": "요리",
            "description": "",
            "servings": servings,
            "minutes": 1,
            "level": "beginner",
            "ingredients": ingredients or [{"name": "무", "amount": "1", "unit": "개"}],
            "steps": ["썬다."],
            "source": {"kind": "book", "id": "x", "generatedAt": "2026-01-31T09:00:00.000Z"},
        },
    )


@pytest.fixture
def asking(profile: dict[str, Any]) -> Any:
    def made(**more: Any) -> Profile:
        return parse(Profile, profile | {"target": "general", "healthConditions": []} | more)

    return made


def test_the_seeds_example_gives_its_totals(recipe: dict[str, Any], asking: Any) -> None:
    result = combine(parse(Recipe, recipe), [line(3500), line(8000)], asking())

    assert (result.total_cost, result.cost_per_serving) == (11500, 5750)


def test_the_cost_per_serving_is_rounded_half_up_to_a_won(
    recipe: dict[str, Any], asking: Any
) -> None:
    assert combine(parse(Recipe, recipe), [line(101)], asking()).cost_per_serving == 51


def test_only_the_used_share_of_a_pack_counts_as_used(asking: Any) -> None:
    result = combine(dish("당근 250 g"), [pack(2000, 1000, "당근")], asking())
    (cost_line,) = result.pricing

    assert (cost_line.price, cost_line.used_cost) == (2000, 500)
    assert (cost_line.used_grams, cost_line.leftover_grams) == (Decimal(250), Decimal(750))
    assert (result.total_cost, result.used_cost, result.used_cost_per_serving) == (2000, 500, 250)


def test_staples_are_at_home_and_cost_nothing_at_checkout_but_are_used(asking: Any) -> None:
    result = combine(dish("소금 10 g"), [pack(1000, 500, "소금")], asking())
    (cost_line,) = result.pricing

    assert (cost_line.at_home, cost_line.price, cost_line.used_cost) == (True, 0, 20)
    assert cost_line.leftover_grams is None
    assert result.total_cost == 0


def test_a_person_without_a_pantry_buys_the_staples(asking: Any) -> None:
    lines = [pack(1000, 500, "소금"), pack(3000, 500, "설탕")]

    bought = combine(dish("소금 10 g", "설탕 10 g"), lines, asking(pantry=["설탕"]))

    assert [cost_line.price for cost_line in bought.pricing] == [1000, 0]


def test_a_pantry_holds_staples_only(asking: Any) -> None:
    result = combine(dish("당근 250 g"), [pack(2000, 1000, "당근")], asking(pantry=["당근"]))

    assert result.total_cost == 2000


def test_what_the_person_has_is_not_bought(asking: Any) -> None:
    result = combine(
        dish("당근 250 g"), [pack(2000, 1000, "당근")], asking(availableIngredients=["당근"])
    )

    assert result.total_cost == 0


def test_what_is_unpriced_is_a_gap_and_leaves_the_total_open(asking: Any) -> None:
    lines = [pack(2000, 1000, "당근"), PriceLine(name="두릅", unpriced=Unpriced.NO_HITS)]

    result = combine(dish("당근 100 g", "두릅 50 g"), lines, asking())

    assert [gap.to_json() for gap in result.gaps] == [{"name": "두릅", "reason": "no_hits"}]
    assert result.coverage is not None
    assert (result.coverage.priced, result.coverage.of) == (1, 2)
    assert result.total_range is not None
    assert result.total_range.to_json() == {"low": 2000}


def test_a_gap_at_home_leaves_the_budget_known(asking: Any) -> None:
    lines = [pack(2000, 1000, "당근"), PriceLine(name="소금", unpriced=Unpriced.NO_HITS)]

    result = combine(dish("당근 100 g", "소금 5 g"), lines, asking(budget=30_000))

    assert result.gaps == []
    assert result.budget is not None
    assert result.budget.verdict is BudgetVerdict.WITHIN
    assert result.total_range is not None
    assert result.total_range.high == 2000


def test_a_staple_that_nobody_said_to_have_is_taken_to_be_at_home_and_says_so(asking: Any) -> None:
    lines = [pack(1000, 500, "소금"), pack(3000, 500, "설탕")]
    recipe = dish("소금 10 g", "설탕 10 g")

    assumed = combine(recipe, lines, asking()).pricing
    said = combine(recipe, lines, asking(pantry=["소금", "설탕"])).pricing

    assert [line.assumed_at_home for line in assumed] == [True, True]
    assert [line.assumed_at_home for line in said] == [None, None]


def test_two_lines_of_one_ingredient_use_up_the_packs_of_the_first(asking: Any) -> None:
    carrier = pack(9000, 500, "연어").model_copy(update={"need_grams": Decimal(410)})
    lines = [carrier, PriceLine.shared("연어", carrier)]

    result = combine(dish("연어 10 g", "연어 400 g"), lines, asking())

    assert result.total_cost == 9000
    assert [line.used_grams for line in result.pricing] == [Decimal(10), Decimal(400)]
    assert [line.used_cost for line in result.pricing] == [180, 7200]
    assert result.pricing[0].leftover_grams == 90


def test_a_result_may_have_no_price_at_all_and_says_so(asking: Any) -> None:
    result = combine(
        dish("두릅 50 g"), [PriceLine(name="두릅", unpriced=Unpriced.NO_MATCH)], asking()
    )

    assert result.total_cost == 0
    assert result.coverage is not None
    assert result.coverage.priced == 0
    assert result.budget is not None
    assert result.budget.verdict is BudgetVerdict.UNKNOWN


@pytest.mark.parametrize(
    ("price", "gap", "verdict", "difference"),
    [
        (30_000, False, "within", 0),
        (30_001, False, "over", -1),
        (10_000, True, "unknown", 20_000),
        (40_000, True, "over", -10_000),
    ],
)
def test_the_budget_is_answered(
    asking: Any, price: int, gap: bool, verdict: str, difference: int
) -> None:
    lines = [line(price, "당근")]
    lines += [PriceLine(name="두릅", unpriced=Unpriced.NO_HITS)] if gap else []

    budget = combine(dish("당근 100 g"), lines, asking(budget=30_000)).budget

    assert budget is not None
    assert budget.to_json() == {"limit": 30_000, "verdict": verdict, "difference": difference}


@pytest.mark.parametrize(
    ("basis", "low", "high"),
    [
        (PriceBasis.OFFER, 1000, 1000),
        (PriceBasis.REFERENCE, 700, 1300),
        (PriceBasis.ESTIMATE, 500, 1500),
    ],
)
def test_the_range_is_as_wide_as_the_prices_are_uncertain(
    asking: Any, basis: PriceBasis, low: int, high: int
) -> None:
    total_range = combine(
        dish("당근 100 g"), [line(1000, "당근", basis=basis)], asking()
    ).total_range

    assert total_range is not None
    assert (total_range.low, total_range.high) == (low, high)


@given(
    prices=st.lists(st.tuples(WON, st.integers(10, 5000)), max_size=12),
    servings=st.integers(1, 12),
)
def test_money_adds_up_and_is_never_negative_or_a_float(
    prices: list[tuple[int, int]], servings: int
) -> None:
    asked = parse(Profile, {"target": "general", "cookingLevel": "beginner", "budget": 30000})
    recipe = dish("당근 300 g", servings=servings)

    result = combine(recipe, [pack(price, grams, "당근") for price, grams in prices], asked)

    assert result.total_cost == sum(cost_line.price or 0 for cost_line in result.pricing)
    assert result.used_cost == sum(cost_line.used_cost or 0 for cost_line in result.pricing)
    assert abs(result.cost_per_serving * servings - result.total_cost) <= servings / 2
    assert not any(isinstance(value, float) for value in _values(result.to_json()))
    assert parse(Result, result.to_json()) == result


def _values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in _values(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in _values(part)]
    return [value]


def dear(name: str, price: int, *cheaper: tuple[str, int]) -> PriceLine:
    return line(price, name, cheaper=[line(cost, other) for other, cost in cheaper])


def test_over_the_budget_cheaper_equivalents_are_shown_before_and_after(asking: Any) -> None:
    lines = [dear("소고기안심", 36_000, ("돼지안심", 6_000)), line(1_000, "당근")]

    repair = combine(
        dish("소고기안심 250 g", "당근 100 g"), lines, asking(budget=20_000)
    ).budget_repair

    assert repair is not None
    assert repair.to_json() == {
        "replacements": [
            {"ingredient": "소고기안심", "by": "돼지안심", "before": 36_000, "after": 6_000}
        ],
        "totalBefore": 37_000,
        "totalAfter": 7_000,
        "verdict": "within",
    }


def test_no_more_is_replaced_than_the_budget_asks_for(asking: Any) -> None:
    lines = [
        dear("소고기안심", 36_000, ("돼지안심", 6_000)),
        dear("올리브유", 12_000, ("카놀라유", 5_000)),
    ]

    repair = combine(
        dish("소고기안심 250 g", "올리브유 20 g"), lines, asking(budget=20_000)
    ).budget_repair

    assert repair is not None
    assert [replacement.by for replacement in repair.replacements] == ["돼지안심"]


def test_within_the_budget_nothing_is_offered(asking: Any) -> None:
    lines = [dear("소고기안심", 9_000, ("돼지안심", 6_000))]

    assert combine(dish("소고기안심 250 g"), lines, asking()).budget_repair is None


def test_an_equivalent_that_breaks_a_limit_is_left_out(asking: Any) -> None:
    lines = [dear("닭가슴살", 36_000, ("두부", 2_000))]

    repair = combine(
        dish("닭가슴살 200 g", servings=2), lines, asking(budget=20_000, target="muscle_gain")
    ).budget_repair

    assert repair is None


def offers(*products: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [
        {
            "title": "상품",
            "shop": shop,
            "pack": "팩",
            "packGrams": str(grams),
            "packPrice": price,
        }
        for shop, price, grams in products
    ]


def offered(name: str, *products: tuple[str, int, int]) -> PriceLine:
    shop, price, grams = products[0]
    return parse(
        PriceLine,
        {
            "name": name, "price": price, "shop": shop, "pack": "팩", "packGrams": str(grams),
            "packPrice": price, "packs": 1, "offers": offers(*products),
        },
    )  # fmt: skip


def test_baskets_tell_the_cheapest_split_and_the_cheapest_single_shop(asking: Any) -> None:
    lines = [
        offered("당근", ("가게A", 1000, 500), ("가게B", 1500, 500)),
        offered("감자", ("가게B", 2000, 500), ("가게A", 4000, 500)),
    ]

    baskets = combine(dish("당근 500 g", "감자 500 g"), lines, asking()).baskets

    assert baskets is not None
    assert (baskets.split.shops, baskets.split.total) == (["가게A", "가게B"], 3000)
    assert baskets.single is not None
    assert (baskets.single.shops, baskets.single.total, baskets.difference) == (
        ["가게B"],
        3500,
        500,
    )
    assert baskets.shipping == "unknown"


def test_configured_shipping_is_in_the_totals(asking: Any) -> None:
    lines = [offered("당근", ("가게A", 1000, 500))]

    baskets = combine(dish("당근 500 g"), lines, asking(), {"가게A": 3000}).baskets

    assert baskets is not None
    assert (baskets.split.total, baskets.shipping) == (4000, "included")


def test_a_single_shop_that_lacks_something_says_what(asking: Any) -> None:
    lines = [
        offered("당근", ("가게A", 1000, 500)),
        offered("감자", ("가게B", 2000, 500)),
    ]

    baskets = combine(dish("당근 500 g", "감자 500 g"), lines, asking()).baskets

    assert baskets is not None
    assert baskets.single is not None
    assert (baskets.single.shops, baskets.single.missing, baskets.difference) == (
        ["가게A"],
        ["감자"],
        None,
    )


def test_a_shop_that_has_more_is_preferred_to_a_cheaper_one_that_has_less(asking: Any) -> None:
    lines = [
        offered("당근", ("가게A", 100, 500), ("가게B", 5000, 500)),
        offered("감자", ("가게B", 5000, 500)),
    ]

    baskets = combine(dish("당근 500 g", "감자 500 g"), lines, asking()).baskets

    assert baskets is not None
    assert baskets.single is not None
    assert baskets.single.shops == ["가게B"]


def test_a_pinch_is_bought_too(asking: Any) -> None:
    lines = [offered("강황", ("가게A", 3000, 50))]

    baskets = combine(dish("강황 0.04 g"), lines, asking()).baskets

    assert baskets is not None
    assert baskets.split.total == 3000


def test_an_offer_without_a_shop_belongs_to_no_basket(asking: Any) -> None:
    nameless = offered("감자", ("가게B", 2000, 500))
    nameless.offers[0] = nameless.offers[0].model_copy(update={"shop": None})
    lines = [offered("당근", ("가게A", 1000, 500)), nameless]

    baskets = combine(dish("당근 500 g", "감자 500 g"), lines, asking()).baskets

    assert baskets is not None
    assert baskets.split.shops == ["가게A"]


def test_packs_of_a_basket_cover_all_lines_of_an_ingredient(asking: Any) -> None:
    carrier = offered("연어", ("가게A", 5000, 300)).model_copy(
        update={"need_grams": Decimal(410), "packs": 2, "price": 10_000}
    )
    lines = [carrier, PriceLine.shared("연어", carrier)]

    baskets = combine(dish("연어 10 g", "연어 400 g"), lines, asking()).baskets

    assert baskets is not None
    assert baskets.split.total == 10_000


def test_a_comparison_page_is_no_single_shop(asking: Any) -> None:
    baskets = combine(
        dish("당근 500 g"), [offered("당근", ("네이버", 1000, 500))], asking()
    ).baskets

    assert baskets is not None
    assert baskets.single is None


def test_the_largest_result_fits_into_an_item(asking: Any) -> None:
    many = [f"{name}{number} 100 g" for number in range(40) for name in ("당근",)]
    big = {
        "name": "당근" * 20, "price": 1, "shop": "가" * 60, "product": "나" * 80,
        "link": "다" * 500, "pack": "라" * 20, "packGrams": "100", "packPrice": 1, "packs": 1,
    }  # fmt: skip
    offer = {key: big[key] for key in ("shop", "pack", "packGrams", "packPrice")}
    line_json = big | {"offers": [offer | {"title": "마" * 80}] * 4, "refused": ["바" * 80] * 3}

    result = combine(dish(*many), [parse(PriceLine, line_json)] * 40, asking())

    assert len(json.dumps(result.to_json(), ensure_ascii=False).encode()) < 250 * 1024
    assert all(isinstance(cost_line, CostLine) for cost_line in result.pricing)
