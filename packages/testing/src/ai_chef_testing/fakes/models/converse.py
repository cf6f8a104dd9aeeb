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
        tools = request.get("toolConfig", {}).get("tools", [])
        return _response(model(asked), tools[0]["toolSpec"]["name"] if tools else None)

    return converse


def _response(answer: Answer, tool: str | None) -> dict[str, Any]:
    """Return the answer by the tool, or as text where the request has none."""
    content: list[dict[str, Any]] = [{"text": answer.text}] if answer.text else []
    stop = STOPS[answer.finish]
    if isinstance(answer.arguments, dict):
        written = json.dumps(answer.arguments, ensure_ascii=False, separators=(",", ":"))
        if tool is None:
            content.append({"text": written})
        else:
            use = {"toolUseId": "1", "name": tool, "input": json.loads(written)}
            content.append({"toolUse": use})
            stop = "tool_use" if stop == "end_turn" else stop
    input_tokens, output_tokens = answer.usage
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop,
        "usage": {"inputTokens": input_tokens, "outputTokens": output_tokens},
    }
