"""What a recipe costs in tokens: forced tool or structured output, with or without prompt caching.

Usage: python -m evals.tokens [--every N]

The requests are those that are sent, the answers a fake model's, every second one repaired. Tokens
are estimated from their texts (`estimated_tokens`): only Bedrock itself counts them. Nor can a fake
tell how Bedrock writes a tool or a schema into the prompt, or whether a beginning is long enough to
be cached: Claude Sonnet 4.6 asks for 1,024 tokens at least (Anthropic, "Prompt caching"), and below
that caches nothing and costs nothing more.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

from rich.console import Console
from rich.table import Table

from ai_chef_recipe.settings import TokenPrice
from ai_chef_recipe.sources.bedrock.model import Model, Usage
from ai_chef_recipe.sources.bedrock.prompt import Output
from ai_chef_recipe.sources.bedrock.source import Converse
from ai_chef_testing.fakes.models.converse import converse_with
from ai_chef_testing.fakes.models.models import FAKE_MODELS
from evals.matrix import cells, run

EVERY = 37
OUTPUTS: tuple[Output, ...] = ("tool", "json_schema")
PRICE = TokenPrice(
    input=Decimal(3), output=Decimal(15), cache_read=Decimal("0.3"), cache_write=Decimal("3.75")
)
"""US dollars per million tokens of Claude Sonnet 4.6; a read from the cache is a tenth, a write five
quarters of other input (Anthropic, "Pricing")."""

LATIN_PER_TOKEN = 4


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text has: a Hangul syllable one, four other characters one."""
    hangul = sum("가" <= letter <= "힣" for letter in text)
    return hangul + (len(text) - hangul + LATIN_PER_TOKEN - 1) // LATIN_PER_TOKEN


@dataclass
class Meter:
    """A fake model's ``converse`` that reports estimated tokens, and caches as Bedrock does.

    What stands up to a cache point is written once and read afterwards.
    """

    names: tuple[str, ...] = ("fake.good", "fake.repairing")
    calls: list[Usage] = field(default_factory=list)
    _cached: set[str] = field(default_factory=set)

    def __call__(self, **request: Any) -> dict[str, Any]:
        """Answer a request, as one model and the next in turn."""
        model = FAKE_MODELS[self.names[len(self.calls) % len(self.names)]]
        response = converse_with(model)(**request)
        forms = [request.get("toolConfig"), request.get("outputConfig")]
        beginning = _text([*forms, *(part for part in request["system"] if "text" in part)])
        message = request["messages"][0]["content"][0]["text"]
        written = "".join(
            _json(block["toolUse"]["input"]) if "toolUse" in block else block["text"]
            for block in response["output"]["message"]["content"]
        )
        usage = self._usage(request, beginning, message, written)
        self.calls.append(usage)
        return response | {"usage": _as_bedrock_says(usage)}

    def _usage(self, request: dict[str, Any], beginning: str, message: str, written: str) -> Usage:
        asked, answered = estimated_tokens(message), estimated_tokens(written)
        begun = estimated_tokens(beginning)
        if not any("cachePoint" in part for part in request["system"]):
            return Usage(begun + asked, answered)
        if beginning in self._cached:
            return Usage(asked, answered, cache_read_tokens=begun)
        self._cached.add(beginning)
        return Usage(asked, answered, cache_write_tokens=begun)


def _text(parts: list[Any]) -> str:
    return "".join(_json(part) for part in parts if part)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_bedrock_says(usage: Usage) -> dict[str, int]:
    return {
        "inputTokens": usage.input_tokens,
        "outputTokens": usage.output_tokens,
        "cacheReadInputTokens": usage.cache_read_tokens,
        "cacheWriteInputTokens": usage.cache_write_tokens,
    }


@dataclass(frozen=True)
class Measured:
    """What one way of asking came to, over all requests."""

    output: Output
    prompt_caching: bool
    recipes: int
    calls: tuple[Usage, ...]

    @property
    def dollars_per_thousand(self) -> Decimal:
        """US dollars of 1,000 recipes."""
        return sum(map(PRICE.cost, self.calls), Decimal(0)) * 1000 / self.recipes


def measured(every: int) -> Iterator[Measured]:
    """Ask for every n-th cell of the matrix in every way."""
    for output, prompt_caching in product(OUTPUTS, (False, True)):
        meter = Meter()

        def converse(_: str, meter: Meter = meter) -> Converse:
            return meter

        model = Model(
            "fake.measured", repair_rounds=2, max_tokens=4096, output=output,
            prompt_caching=prompt_caching,
        )  # fmt: skip
        tallies = run(cells(["fake.measured"], every=every), converse, model)
        (tally,) = tallies.values()
        yield Measured(output, prompt_caching, tally.runs, tuple(meter.calls))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="tokens", description="Tokens of a recipe.")
    parser.add_argument("--every", type=int, default=EVERY, help="ask every N-th cell")
    table = Table(title="estimated tokens per recipe, Claude Sonnet 4.6's prices")
    for column in (
        "output",
        "cache",
        "calls",
        "input",
        "read",
        "written",
        "output tokens",
        "$/1000",
    ):
        table.add_column(column, justify="right")
    for way in measured(parser.parse_args().every):
        sums = [
            sum(getattr(usage, name) for usage in way.calls) / way.recipes
            for name in ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens")
        ]
        table.add_row(
            way.output, "yes" if way.prompt_caching else "no", f"{len(way.calls) / way.recipes:.2f}",
            *(f"{figure:,.0f}" for figure in sums), f"{way.dollars_per_thousand:.2f}",
        )  # fmt: skip
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
