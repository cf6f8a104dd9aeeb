"""A small part of `make eval-choice` in every run of the tests, and proof that its floors can fail."""

import pytest

from ai_chef_recipe.sources.cookbook import choice
from evals import choice as evaluation
from evals.choice import Tally, people, run, table

pytestmark = pytest.mark.xdist_group("choice")

SESSIONS = 4


@pytest.fixture(scope="module")
def tallies() -> list[Tally]:
    return run(people(), SESSIONS)


def test_no_floor_is_broken(tallies: list[Tally]) -> None:
    assert [(tally.person.name, list(tally.failures())) for tally in tallies] == [
        (tally.person.name, []) for tally in tallies
    ]


def test_the_people_are_many_and_some_can_not_be_served_within_their_budget(
    tallies: list[Tally],
) -> None:
    assert len(tallies) >= 20
    assert {tally.possible for tally in tallies} == {True, False}
    assert table(tallies).row_count == len(tallies)


def test_a_choice_that_ignores_the_budget_is_seen_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    vegan = next(person for person in people() if person.profile.budget == 10_000)
    monkeypatch.setattr(choice, "in_order", _any_order)
    monkeypatch.setattr("ai_chef_recipe.sources.cookbook.source.in_order", _any_order)

    (tally,) = run([vegan], SESSIONS)

    assert any("over a budget" in failure for failure in tally.failures())


def test_a_false_time_a_wrong_age_and_a_dislike_are_seen_to_fail(tallies: list[Tally]) -> None:
    tally = next(tally for tally in tallies if tally.person.profile.dislikes)
    word = tally.person.profile.dislikes[0]
    recipe = tally.recipes[0]
    bad = recipe.model_copy(
        update={
            "name": f"{word} 요리",
            "minutes": 1,
            "source": recipe.source.model_copy(update={"id": "porridge-baby"}),
        }
    )
    found = Tally(tally.person, possible=True, recipes=[bad])

    evaluation.judge_session(found, bad, most_used=0)

    assert found.false_times
    assert found.wrong_age
    assert found.disliked
    assert len(list(found.failures())) >= 3


def _any_order(recipes, profile, seed, passes):  # type: ignore[no-untyped-def]
    free = profile.model_copy(update={"budget": None})
    yield from sorted(
        choice_in_order(recipes, free, seed, passes), key=lambda one: -one.estimate.checkout
    )


choice_in_order = choice.in_order
