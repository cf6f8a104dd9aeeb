from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ai_chef_food.ingredients import table as ingredients
from ai_chef_food.nutrition import NUTRIENTS, Line, nutrition, table
from ai_chef_food.tables import rows


def line(name: str, amount: str, unit: str) -> Line:
    return name, Decimal(amount), unit


def test_a_recipe_is_summed_as_by_hand() -> None:
    # 아보카도 2 x 150 g (160 kcal, 8.53 g, 7 mg), 닭가슴살 200 g (106 kcal, 0 g, 45 mg), for two
    found = nutrition([line("아보카도", "2", "개"), line("닭가슴살", "200", "g")], servings=2)

    assert found.per_serving.kcal == (Decimal(3) * 160 + Decimal(2) * 106) / 2 == 346
    assert found.per_serving.carbohydrate_g == Decimal("8.53") * 3 / 2
    assert found.per_serving.sodium_mg == (Decimal(3) * 7 + Decimal(2) * 45) / 2
    assert found.coverage == 1
    assert found.missing == ()


def test_a_spoon_is_weighed_by_density() -> None:
    # 참기름 1 큰술 = 15 ml x 0.92 = 13.8 g of 920 kcal
    found = nutrition([line("참기름", "1", "큰술")], servings=1)

    assert found.per_serving.kcal == Decimal("126.96")


def test_a_pinch_of_salt_is_sodium() -> None:
    # 소금 2 꼬집 = 1 g of 36025 mg per 100 g
    assert nutrition([line("소금", "2", "꼬집")], servings=1).per_serving.sodium_mg == Decimal(
        "360.25"
    )


def test_what_has_no_figures_is_named_and_lowers_the_coverage() -> None:
    found = nutrition([line("당근", "75", "g"), line("쯔유", "25", "g")], servings=1)

    assert found.missing == ("쯔유",)
    assert found.coverage == Decimal("0.75")


def test_what_cannot_be_weighed_is_named_too() -> None:
    found = nutrition([line("시금치", "1", "컵"), line("처음 보는 소스", "1", "큰술")], servings=1)

    assert found.missing == ("시금치", "처음 보는 소스")
    assert found.coverage == 0


def test_water_says_nothing_about_coverage() -> None:
    found = nutrition([line("물", "900", "ml"), line("쯔유", "50", "g"), line("무", "50", "g")], 1)

    assert found.coverage == Decimal("0.5")


def test_a_nutrient_that_was_not_measured_is_told_as_a_lower_bound() -> None:
    assert table()["갈치"].sugars_g is None

    assert "sugars_g" in nutrition([line("갈치", "100", "g")], 1).unmeasured


def test_every_row_is_of_a_known_ingredient_with_its_source_and_plausible() -> None:
    for row in rows("nutrition"):
        assert row["name"] in ingredients()
        assert row["table"] in {"RDA", "USDA"}
        assert row["index"].isdigit()
        assert row["food"]
        figures = table()[row["name"]]
        grams = (figures.carbohydrate_g or 0) + (figures.protein_g or 0) + (figures.fat_g or 0)
        assert 0 <= grams <= Decimal("101")


@given(
    names=st.lists(st.sampled_from(sorted(table())), min_size=1, max_size=8),
    servings=st.integers(1, 12),
)
def test_servings_divide_the_whole(names: list[str], servings: int) -> None:
    lines = [line(name, "100", "g") for name in names]
    whole, portion = nutrition(lines, 1).per_serving, nutrition(lines, servings).per_serving

    for nutrient in NUTRIENTS:
        assert abs(getattr(portion, nutrient) * servings - getattr(whole, nutrient)) < Decimal(
            "1e-15"
        )
