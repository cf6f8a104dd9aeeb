"""The linters of the workflow find what they are there to find."""

import json

import pytest

from ai_chef_testing.template import definition
from tools.checks.lint_asl import lint, render


def test_the_rendered_template_passes_both_linters() -> None:
    assert lint(render()) == 0


def test_what_terraform_renders_is_what_the_contract_tests_read() -> None:
    rendered = json.loads(render())

    assert list(rendered["States"]) == list(definition()["States"])


@pytest.mark.parametrize(
    ("broken", "by"),
    [("Next", "NoSuchState"), ("Type", "Taks"), ("Retry", [{"ErrorEquals": []}])],
)
def test_a_broken_definition_is_found(broken: str, by: object) -> None:
    rendered = json.loads(render())
    rendered["States"]["GenerateRecipe"][broken] = by

    assert lint(json.dumps(rendered)) != 0
