"""The linters of the workflow find what they are there to find."""

import json

import pytest

from tools.checks.lint_asl import lint, render


def test_the_rendered_template_passes_both_linters() -> None:
    assert lint(render()) == 0


@pytest.mark.parametrize(
    ("broken", "by"),
    [("Next", "NoSuchState"), ("Type", "Taks"), ("Retry", [{"ErrorEquals": []}])],
)
def test_a_broken_definition_is_found(broken: str, by: object) -> None:
    rendered = json.loads(render())
    rendered["States"]["GenerateRecipe"][broken] = by

    assert lint(json.dumps(rendered)) != 0
