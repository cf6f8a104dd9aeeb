"""The page and the command say in the same words why the book stood in for the model."""

import json

import pytest

from ai_chef_cli.texts import ANY_FALLBACK, FALLBACKS
from ai_chef_common.errors import RecipeModelTimedOut, TransientError, error_class
from tools.build_package import ROOT

TEXTS = ROOT / "packages" / "api" / "src" / "ai_chef_api" / "page" / "texts.json"


def test_page_and_command_say_the_same() -> None:
    shown = json.loads(TEXTS.read_text("utf-8"))["recipe"]

    assert shown["fallback"] == ANY_FALLBACK
    assert shown["fallbacks"] == FALLBACKS


@pytest.mark.parametrize("code", FALLBACKS)
def test_every_reason_is_a_failure_of_the_recipe_source(code: str) -> None:
    assert error_class(code).code() == code


def test_every_failure_of_a_model_that_may_pass_has_words() -> None:
    of_models = {
        cls.code() for cls in TransientError.__subclasses__() if cls.__name__.startswith("Recipe")
    }

    assert RecipeModelTimedOut.code() in of_models
    assert of_models <= set(FALLBACKS)
