"""Fake models behind the interface of the Bedrock runtime, in this process."""

import json
from collections.abc import Callable
from typing import Any

from ai_chef_testing.fakes.models.script import Answer, FakeModel, FakeRequest

STOPS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "content_filtered"}


def converse_with(model: FakeModel) -> Callable[..., dict[str, Any]]:
    """Return a ``converse`` that answers as `model`, without its delays and service failures."""

    def converse(**request: Any) -> dict[str, Any]:
        asked = FakeRequest.of(request["messages"][-1]["content"][0]["text"])
        tool = request["toolConfig"]["tools"][0]["toolSpec"]["name"]
        return _response(model(asked), tool)

    return converse


def _response(answer: Answer, tool: str) -> dict[str, Any]:
    content: list[dict[str, Any]] = [{"text": answer.text}] if answer.text else []
    stop = STOPS[answer.finish]
    if isinstance(answer.arguments, dict):
        given = json.loads(json.dumps(answer.arguments))
        content.append({"toolUse": {"toolUseId": "1", "name": tool, "input": given}})
        stop = "tool_use" if stop == "end_turn" else stop
    input_tokens, output_tokens = answer.usage
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop,
        "usage": {"inputTokens": input_tokens, "outputTokens": output_tokens},
    }
