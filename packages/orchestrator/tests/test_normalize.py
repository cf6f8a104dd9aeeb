import pytest

from ai_chef_common.contract import parse
from ai_chef_common.errors import InvalidInput
from ai_chef_common.profile import CookingLevel, HealthCondition, Profile, Target
from ai_chef_food.tables import rows
from ai_chef_orchestrator.normalize import normalize


def profile(**wishes: object) -> Profile:
    given: dict[str, object] = {
        "target": Target.KETO,
        "cooking_level": CookingLevel.BEGINNER,
        "budget": 30000,
    }
    return Profile.model_validate(given | wishes)


def test_allergens_are_canonical_expanded_and_told_once() -> None:
    given = profile(allergies=["Peanut", "땅콩", "갑각류", "avocado"])

    assert normalize(given).allergies == ["땅콩", "새우", "게", "랍스터", "가재", "아보카도"]


def test_ingredients_are_canonical_and_unknown_ones_kept() -> None:
    given = profile(
        available_ingredients=["계란", "달걀", "외계과일"], dislikes=["가지", "민트초코"]
    )

    assert normalize(given).available_ingredients == ["달걀", "외계과일"]
    assert normalize(given).dislikes == ["가지", "민트초코"]


def test_conditions_are_told_once() -> None:
    given = profile(health_conditions=[HealthCondition.GOUT, HealthCondition.GOUT])

    assert normalize(given).health_conditions == [HealthCondition.GOUT]


def test_every_unknown_allergy_is_named_by_position_and_none_quoted() -> None:
    with pytest.raises(InvalidInput) as caught:
        normalize(profile(allergies=["떵콩", "우유", "새후"]))

    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "profile.allergies.0",
        "profile.allergies.2",
    ]
    assert "떵콩" not in str(caught.value) + caught.value.message_for_people


def test_normalizing_twice_changes_nothing() -> None:
    once = normalize(profile(allergies=["견과류", "egg"], dislikes=["계란"]))

    assert normalize(once) == once


def test_every_group_at_once_is_still_a_profile_for_the_steps_after() -> None:
    groups = [row["name"] for row in rows("allergen_groups")]

    normalized = normalize(profile(allergies=groups))

    assert len(normalized.allergies) > 30
    assert parse(Profile, normalized.to_json()) == normalized
