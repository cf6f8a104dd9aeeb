import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import HealthCondition, Profile, ProfileInput, Target
from ai_chef_common.errors import InvalidInput
from ai_chef_common.normalize import normalize
from ai_chef_food.taxonomy import families


def profile(**wishes: object) -> ProfileInput:
    return ProfileInput.model_validate({"target": Target.KETO} | wishes)


def test_allergies_are_canonical_and_told_once() -> None:
    given = profile(allergies=["Peanut", "땅콩", "갑각류", "avocado"])

    assert normalize(given).allergies == ["땅콩", "갑각류", "아보카도"]


def test_how_a_wish_was_taken_is_told_where_it_is_not_as_typed() -> None:
    taken = normalize(profile(allergies=["땅콩", "카제인", "조개 (심함)"])).resolved_allergies

    assert {wish.typed: wish.means for wish in taken} == {
        "카제인": ["우유"],
        "조개 (심함)": ["조개류"],
    }


def test_ingredients_at_home_are_canonical_and_unknown_ones_kept() -> None:
    given = profile(available_ingredients=["계란", "달걀", "외계과일"])

    assert normalize(given).available_ingredients == ["달걀", "외계과일"]


def test_conditions_are_told_once() -> None:
    given = profile(health_conditions=[HealthCondition.GOUT, HealthCondition.GOUT])

    assert normalize(given).health_conditions == [HealthCondition.GOUT]


def test_every_unknown_allergy_is_named_by_position_and_none_quoted() -> None:
    with pytest.raises(InvalidInput) as caught:
        normalize(profile(allergies=["떵콩", "우유", "새후"]))

    assert [problem.field for problem in caught.value.problems] == [
        "profile.allergies.0",
        "profile.allergies.2",
    ]
    assert "떵콩" not in str(caught.value) + caught.value.user_message


def test_normalizing_twice_changes_nothing() -> None:
    once = normalize(profile(allergies=["견과류", "egg", "두부"], dislikes=["계란"]))

    assert normalize(once).allergies == once.allergies


def test_an_unknown_dislike_is_refused_as_an_unknown_allergy_is() -> None:
    with pytest.raises(InvalidInput, match=r"profile\.dislikes\.1"):
        normalize(profile(dislikes=["가지", "쏠레뭄"]))


def test_every_family_at_once_is_still_a_profile_for_the_steps_after() -> None:
    typed = list(families())[:100]

    normalized = normalize(profile(allergies=typed))

    assert parse(Profile, normalized.to_json()) == normalized
