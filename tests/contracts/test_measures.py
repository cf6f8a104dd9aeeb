"""Every measure of the diet rules has a name for people."""

from ai_chef_common.contracts.measures import BOUNDS, MEASURES
from ai_chef_food.tables import rows


def test_every_measure_and_bound_of_the_limits_has_a_korean_name() -> None:
    assert {row["measure"] for row in rows("diet_limits")} == set(MEASURES)
    assert {row["bound"] for row in rows("diet_limits")} == set(BOUNDS)
