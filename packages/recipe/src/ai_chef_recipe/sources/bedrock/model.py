"""A model on Bedrock as it is asked: the Converse request, and what an answer cost."""

from typing import Any, NamedTuple, Self

from ai_chef_recipe.sources.bedrock.prompt import (
    TOOL_NAME,
    Output,
    output_format,
    system_prompt,
    tool,
)

CACHE_POINT = {"cachePoint": {"type": "default"}}
"""Ends what is to be cached. The tool comes before the system prompt: one point holds both."""


class Model(NamedTuple):
    """Which model, and how it is asked.

    ``id`` is a model's or an inference profile's id or ARN. ``repair_rounds`` is how often a draft
    may be sent back. Inference parameters that are None are not sent: not every model takes them.
    ``output`` is how a draft is handed in, by a forced tool or as structured output;
    ``prompt_caching`` marks what every request begins with. A guardrail is used if ``guardrail_id``
    is not empty.
    """

    id: str
    repair_rounds: int
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    output: Output = "tool"
    prompt_caching: bool = False
    guardrail_id: str = ""
    guardrail_version: str = ""


class Usage(NamedTuple):
    """Tokens of one call; those read from or written to the cache are not among the input's."""

    input_tokens: int
    output_tokens: int
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0

    @classmethod
    def of(cls, usage: dict[str, int]) -> Self:
        """Read the ``usage`` of an answer of Converse."""
        return cls(
            usage.get("inputTokens", 0),
            usage.get("outputTokens", 0),
            usage.get("cacheReadInputTokens", 0),
            usage.get("cacheWriteInputTokens", 0),
        )


def converse_request(model: Model, message: str) -> dict[str, Any]:
    """Return the arguments of ``converse`` that ask `model` for a draft.

    What every request has in common stands before what differs, so that it can be cached.
    """
    parameters = {
        "temperature": model.temperature,
        "topP": model.top_p,
        "maxTokens": model.max_tokens,
    }
    given = {name: value for name, value in parameters.items() if value is not None}
    request: dict[str, Any] = {
        "modelId": model.id,
        "system": [{"text": system_prompt(model.output)}],
        "messages": [{"role": "user", "content": [{"text": message}]}],
    }
    if given:
        request["inferenceConfig"] = given
    if model.output == "tool":
        request["toolConfig"] = {"tools": [tool()], "toolChoice": {"tool": {"name": TOOL_NAME}}}
    else:
        request["outputConfig"] = output_format()
    if model.prompt_caching:
        request["system"].append(CACHE_POINT)
    if model.guardrail_id:
        request["guardrailConfig"] = {
            "guardrailIdentifier": model.guardrail_id,
            "guardrailVersion": model.guardrail_version,
        }
    return request
