from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ai_chef_combine.costs import combine
from ai_chef_common.contract import parse
from ai_chef_common.pricing import PriceLine
from ai_chef_common.recipe import Recipe


def line(price: int) -> PriceLine:
    return PriceLine(name="아보카도", price=price, shop="네이버쇼핑")


def test_the_seeds_example_gives_its_totals(recipe: dict[str, Any]) -> None:
    result = combine(parse(Recipe, recipe), [line(3500), line(8000)])

    assert (result.total_cost, result.cost_per_serving) == (11500, 5750)


def test_the_cost_per_serving_is_rounded_half_up_to_a_won(recipe: dict[str, Any]) -> None:
    assert combine(parse(Recipe, recipe), [line(101)]).cost_per_serving == 51


def test_the_result_has_the_shape_of_the_contract(recipe: dict[str, Any]) -> None:
    result = combine(parse(Recipe, recipe), [line(3500)]).to_json()

    assert set(result) == {"recipe", "pricing", "totalCost", "costPerServing"}
    assert result["pricing"] == [{"name": "아보카도", "price": 3500, "shop": "네이버쇼핑"}]


@given(prices=st.lists(st.integers(0, 1_000_000), max_size=20), servings=st.integers(1, 12))
def test_the_total_is_the_sum_of_the_lines(prices: list[int], servings: int) -> None:
    dish = parse(
        Recipe,
        {
            "name": "요리",
            "description": "",
            "servings": servings,
            "minutes": 1,
            "level": "beginner",
            "ingredients": [{"name": "무", "amount": "1", "unit": "개"}],
            "steps": ["썬다."],
            "source": {"kind": "book", "id": "x", "generatedAt": "2026-01-31T09:00:00.000Z"},
        },
    )

    result = combine(dish, [line(price) for price in prices])

    assert result.total_cost == sum(prices)
    assert abs(result.cost_per_serving * servings - result.total_cost) <= servings / 2
