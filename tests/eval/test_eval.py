"""A fixed part of `make eval` in every run of the tests, and proof that the eval can fail."""

import pytest

from ai_chef_common.contracts.recipe import Recipe
from ai_chef_recipe import generation
from ai_chef_recipe.gate.verdict import Judgement
from ai_chef_recipe.parsing import ParsedRecipe
from ai_chef_testing.factories import finished_recipe
from evals.cases import adversarial, benign
from evals.judging import refused
from evals.matrix import HOSTILE_TEXTS, Tally, cells, fake_converse, fake_model_names, run
from evals.oracle import leaks

pytestmark = pytest.mark.xdist_group("matrix")

SUBSET = 31
"""Every 31st cell: a prime, so that all allergens, targets, texts and models take part."""


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return run(cells(fake_model_names(), every=SUBSET), fake_converse)


def test_every_hidden_allergen_is_caught() -> None:
    assert [case for case in adversarial() if not refused(case)] == []


def test_what_only_looks_like_an_allergen_is_no_alarm() -> None:
    assert [case for case in benign() if refused(case)] == []


def test_the_cases_are_many_and_no_case_stands_twice() -> None:
    assert len(adversarial()) == len(set(adversarial())) >= 400
    assert len(benign()) == len(set(benign())) >= 100


def test_no_model_gets_an_allergen_or_a_broken_rule_through(tallies: dict[str, Tally]) -> None:
    assert [leak for tally in tallies.values() for leak in tally.leaks] == []


def test_a_model_that_keeps_to_the_rules_is_never_refused(tallies: dict[str, Tally]) -> None:
    for model in ("fake.good", "fake.fenced", "fake.repairing"):
        assert tallies[model].passed == tallies[model].runs


def test_a_model_that_breaks_them_always_ends_in_the_book(tallies: dict[str, Tally]) -> None:
    for model in ("fake.lying", "fake.lying-in-steps", "fake.lying-in-name"):
        assert tallies[model].fallbacks == tallies[model].runs


def test_the_subset_reaches_every_dimension_of_the_matrix() -> None:
    chosen = list(cells(fake_model_names(), every=SUBSET))

    assert {cell.model for cell in chosen} == set(fake_model_names())
    assert {cell.hostile for cell in chosen} == set(HOSTILE_TEXTS)
    assert len({cell.allergen for cell in chosen}) == 22
    assert len({cell.target for cell in chosen}) == 10


def test_a_gate_that_lets_everything_through_is_seen_to_leak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def open_gate(recipe: ParsedRecipe, profile: object) -> Judgement:
        return Judgement((), (), (), ())

    monkeypatch.setattr(generation, "judge", open_gate)

    tally = run(cells(["fake.lying"], every=SUBSET), fake_converse)["fake.lying"]

    assert len(tally.leaks) >= tally.runs / 2


@pytest.mark.parametrize(("name", "leaked"), [("굴소스", True), ("굴", True), ("굴비", False)])
def test_the_oracle_knows_a_leak_by_the_hand_labelled_words(name: str, leaked: bool) -> None:
    recipe: Recipe = finished_recipe(ingredient=name)

    assert bool(list(leaks(recipe, ["굴"]))) == leaked
