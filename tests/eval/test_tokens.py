"""The estimate of tokens by way of asking: what caching saves, and that no way loses a recipe."""

import pytest

from evals.tokens import Measured, estimated_tokens, measured

SUBSET = 211


@pytest.fixture(scope="module")
def ways() -> dict[tuple[str, bool], Measured]:
    return {(way.output, way.prompt_caching): way for way in measured(SUBSET)}


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("당근", 2), ("name", 1), ("당근 20g", 3)])
def test_a_hangul_syllable_counts_as_a_token_and_four_other_characters_do(
    text: str, tokens: int
) -> None:
    assert estimated_tokens(text) == tokens


@pytest.mark.parametrize("output", ["tool", "json_schema"])
def test_caching_moves_what_requests_begin_with_out_of_the_input(
    ways: dict[tuple[str, bool], Measured], output: str
) -> None:
    plain, cached = ways[output, False], ways[output, True]

    assert len(plain.calls) == len(cached.calls)
    assert sum(bool(usage.cache_write_tokens) for usage in cached.calls) == 1
    assert sum(usage.input_tokens for usage in plain.calls) == sum(
        usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
        for usage in cached.calls
    )
    assert cached.dollars_per_thousand < plain.dollars_per_thousand


def test_structured_output_asks_no_more_often_than_a_forced_tool(
    ways: dict[tuple[str, bool], Measured],
) -> None:
    assert len(ways["json_schema", False].calls) == len(ways["tool", False].calls)
