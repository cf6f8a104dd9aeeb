"""A model that fails fails visibly, and says why it stopped.

AWS: a throttled, broken, slow, unknown or closed model is an error with a name; a reply that was
cut or filtered has a ``stopReason`` that says so; a tool that is forced is called.
Emulator: with ``MINISTACK_BEDROCK_PROXY_URL`` every failure of the model behind it becomes a canned
text with status 200, ``finish_reason`` is dropped, and not every server obeys how it forces a tool.
Patch: `openai_server.ModelServer` asks the model, and its failures are answered by AWS's names.
"""

from typing import Any

from ministack.services import bedrock_runtime

from tools.local_aws.openai_server import ModelServer, ModelServerError

ERRORS = {
    400: ("ValidationException", 400),
    401: ("AccessDeniedException", 403),
    403: ("AccessDeniedException", 403),
    404: ("ResourceNotFoundException", 404),
    408: ("ModelTimeoutException", 408),
    429: ("ThrottlingException", 429),
}
BROKEN = ("ServiceUnavailableException", 503)
STOPS = {"length": "max_tokens", "content_filter": "content_filtered"}
PARAMETERS = {
    "maxTokens": "max_tokens",
    "temperature": "temperature",
    "topP": "top_p",
    "stopSequences": "stop",
}


class _ModelFailed(Exception):
    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.answer = bedrock_runtime._error(code, f"the model failed: {code}", status)


def apply() -> None:
    """Apply the patch."""
    converse, blocks_of = bedrock_runtime._converse, bedrock_runtime._converse_blocks_from_message
    canned = bedrock_runtime._proxy_openai_chat_message
    server = ModelServer(bedrock_runtime._PROXY_URL, bedrock_runtime._PROXY_TIMEOUT_S)

    def ask(model: str, messages: Any, system: Any, inference: Any, tool_config: Any = None) -> Any:
        if not bedrock_runtime._PROXY_URL:
            return canned(model, messages, system, inference, tool_config)
        request = _request(model, messages, system, inference or {}, tool_config)
        try:
            reply = server.ask(request)
        except ModelServerError as error:
            raise _ModelFailed(*_named(error)) from None
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


def _named(error: ModelServerError) -> tuple[str, int]:
    if error.timed_out:
        return ERRORS[408]
    return ERRORS.get(error.status or 0, BROKEN)


def _request(
    model: str, messages: Any, system: Any, inference: dict[str, Any], tool_config: Any
) -> dict[str, Any]:
    request: dict[str, Any] = {
        "model": model,
        "messages": bedrock_runtime._openai_messages(messages, system),
    }
    tools, choice = bedrock_runtime._openai_tools(tool_config)
    if tools:
        request |= {"tools": tools} | ({"tool_choice": choice} if choice is not None else {})
    given = {PARAMETERS[name]: value for name, value in inference.items() if name in PARAMETERS}
    return request | given
