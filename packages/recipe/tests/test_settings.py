import json
from decimal import Decimal

import pytest

from ai_chef_common.errors import SettingsInvalid
from ai_chef_common.settings import load_settings
from ai_chef_recipe.settings import RecipeSettings, TokenPrice
from ai_chef_recipe.sources.bedrock.model import Usage
from ai_chef_recipe.sources.bedrock.source import BedrockSource
from ai_chef_recipe.sources.cookbook.source import BookSource
from ai_chef_recipe.wiring import choose_fallback, choose_source


@pytest.fixture
def bedrock(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("RECIPE_SOURCE", "bedrock")
    monkeypatch.setenv("MODEL_ID", "maker.model-v1:0")
    return monkeypatch


def test_the_book_needs_no_model() -> None:
    settings = load_settings(RecipeSettings)

    assert isinstance(choose_source(settings), BookSource)
    assert choose_fallback(settings) is None


def test_bedrock_takes_its_model_from_the_settings(bedrock: pytest.MonkeyPatch) -> None:
    bedrock.setenv("MODEL_TEMPERATURE", "0.2")
    bedrock.setenv("MODEL_REPAIR_ROUNDS", "1")
    bedrock.setenv("MODEL_PROMPT_CACHING", "true")
    bedrock.setenv("MODEL_OUTPUT", "json_schema")

    source = choose_source(load_settings(RecipeSettings))

    assert isinstance(source, BedrockSource)
    assert (source.model.id, source.model.temperature) == ("maker.model-v1:0", 0.2)
    assert source.model.repair_rounds == 1
    assert source.model.prompt_caching
    assert source.model.output == "json_schema"


def test_the_book_stands_in_only_if_the_settings_say_so(bedrock: pytest.MonkeyPatch) -> None:
    assert choose_fallback(load_settings(RecipeSettings)) is None

    bedrock.setenv("RECIPE_FALLBACK", "book")

    assert isinstance(choose_fallback(load_settings(RecipeSettings)), BookSource)


@pytest.mark.parametrize(
    ("name", "value", "variable"),
    [
        ("MODEL_ID", "", "MODEL_ID"),
        ("RECIPE_SOURCE", "oracle", "RECIPE_SOURCE"),
        ("RECIPE_FALLBACK", "oracle", "RECIPE_FALLBACK"),
        ("MODEL_TEMPERATURE", "hot", "MODEL_TEMPERATURE"),
        ("MODEL_OUTPUT", "prose", "MODEL_OUTPUT"),
        ("MODEL_REPAIR_ROUNDS", "3", "MODEL_REPAIR_ROUNDS"),
        ("GUARDRAIL_ID", "guard1", "GUARDRAIL_VERSION"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    bedrock: pytest.MonkeyPatch, name: str, value: str, variable: str
) -> None:
    bedrock.setenv(name, value)

    with pytest.raises(SettingsInvalid, match=variable):
        load_settings(RecipeSettings)


def test_the_cost_of_a_call_follows_the_price_table(bedrock: pytest.MonkeyPatch) -> None:
    prices = {"maker.model-v1:0": {"input": 3, "output": 15}}
    bedrock.setenv("MODEL_PRICES", json.dumps(prices))

    price = load_settings(RecipeSettings).model_prices["maker.model-v1:0"]

    assert price == TokenPrice(input=Decimal(3), output=Decimal(15))
    assert price.cost(Usage(1_000_000, 100_000)) == Decimal("4.5")


def test_cached_tokens_cost_what_the_price_table_says_or_as_much_as_other_input() -> None:
    usage = Usage(0, 0, cache_read_tokens=1_000_000, cache_write_tokens=1_000_000)

    cached = TokenPrice.model_validate(
        {"input": 3, "output": 15, "cache_read": "0.3", "cache_write": "3.75"}
    )

    assert cached.cost(usage) == Decimal("4.05")
    assert TokenPrice(input=Decimal(3), output=Decimal(15)).cost(usage) == Decimal(6)


def test_an_inference_parameter_that_is_not_set_stays_unset(bedrock: pytest.MonkeyPatch) -> None:
    source = choose_source(load_settings(RecipeSettings))

    assert isinstance(source, BedrockSource)
    assert (source.model.temperature, source.model.top_p, source.model.max_tokens) == (None,) * 3
