"""A model that fails fails visibly, and says why it stopped.

AWS: a throttled, broken, slow, unknown or closed model is an error with a name; a reply that was
cut or filtered has a ``stopReason`` that says so.
Emulator: with ``MINISTACK_BEDROCK_PROXY_URL`` every failure of the model behind it becomes a canned
text with status 200, and ``finish_reason`` is dropped.
Patch: the request to the model is made here, and its failures are answered by AWS's names.
"""

import json
import urllib.error
import urllib.request
from typing import Any

from ministack.services import bedrock_runtime

ERRORS = {
    401: ("AccessDeniedException", 403),
    403: ("AccessDeniedException", 403),
    404: ("ResourceNotFoundException", 404),
    408: ("ModelTimeoutException", 408),
    429: ("ThrottlingException", 429),
}
BROKEN = ("ServiceUnavailableException", 503)
STOPS = {"length": "max_tokens", "content_filter": "content_filtered"}


class _ModelFailed(Exception):
    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.answer = bedrock_runtime._error(code, f"the model failed: {code}", status)


def apply() -> None:
    """Apply the patch."""
    converse, blocks_of = bedrock_runtime._converse, bedrock_runtime._converse_blocks_from_message
    canned = bedrock_runtime._proxy_openai_chat_message

    def ask(model: str, messages: Any, system: Any, inference: Any, tool_config: Any = None) -> Any:
        if not bedrock_runtime._PROXY_URL:
            return canned(model, messages, system, inference, tool_config)
        reply = _post(_request(model, messages, system, inference or {}, tool_config))
        choice, usage = reply["choices"][0], reply.get("usage") or {}
        message = choice["message"] | {"finish_reason": choice.get("finish_reason")}
        return message, (usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0))

    def answered(model: str, headers: Any, body: Any) -> Any:
        try:
            return converse(model, headers, body)
        except _ModelFailed as failed:
            return failed.answer

    def blocks(message: Any) -> Any:
        found, stop = blocks_of(message)
        return found, STOPS.get(message.get("finish_reason"), stop)

    bedrock_runtime._proxy_openai_chat_message = ask
    bedrock_runtime._converse = answered
    bedrock_runtime._converse_blocks_from_message = blocks


def _request(
    model: str, messages: Any, system: Any, inference: dict[str, Any], tool_config: Any
) -> dict[str, Any]:
    request: dict[str, Any] = {
        "model": model,
        "messages": bedrock_runtime._openai_messages(messages, system),
        "stream": False,
    }
    tools, choice = bedrock_runtime._openai_tools(tool_config)
    if tools:
        request |= {"tools": tools} | ({"tool_choice": choice} if choice is not None else {})
    for ours, theirs in (("maxTokens", "max_tokens"), ("temperature", "temperature")):
        if ours in inference:
            request[theirs] = inference[ours]
    return request


def _post(request: dict[str, Any]) -> Any:
    """Ask the model behind the emulator.

    Raises
    ------
    _ModelFailed
        It answered with an error, not in time, or not at all.
    """
    url = f"{bedrock_runtime._PROXY_URL}/v1/chat/completions"
    headers = {"Content-Type": "application/json"}
    posted = urllib.request.Request(url, json.dumps(request).encode(), headers)  # noqa: S310
    try:
        with urllib.request.urlopen(posted, timeout=bedrock_runtime._PROXY_TIMEOUT_S) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise _ModelFailed(*ERRORS.get(error.code, BROKEN)) from None
    except TimeoutError:
        raise _ModelFailed("ModelTimeoutException", 408) from None
    except (OSError, ValueError):
        raise _ModelFailed(*BROKEN) from None
