"""What a model answered: a draft, or the facts that keep its answer from being one."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from ai_chef_common.contracts.problems import problems_of
from ai_chef_common.errors import RecipeRefused
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.sources.bedrock.prompt import TOOL_NAME

REFUSING_STOPS = frozenset({"guardrail_intervened", "content_filtered", "refusal"})
CUT_SHORT = frozenset({"max_tokens", "model_context_window_exceeded"})

_FENCE = re.compile(r"```(?:json)?\s*(\{.*?\})\s*```", re.DOTALL)
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Reply(NamedTuple):
    """A draft, or None with what was wrong; ``talked`` if there was nothing but plain text."""

    draft: RecipeDraft | None
    violations: tuple[Violation, ...] = ()
    talked: bool = False


def parse_reply(response: Any) -> Reply:
    """Read an answer of Converse: a tool call, or JSON in the text with or without code fences.

    Raises
    ------
    RecipeRefused
        The model or a guardrail refused.
    """
    stop = response.get("stopReason")
    if stop in REFUSING_STOPS:
        raise RecipeRefused(f"the model stopped with {stop}: see its guardrail and content filters")
    if stop in CUT_SHORT:
        return _wrong("답이 길어서 잘렸습니다. 설명을 줄이고 단계를 짧게 써야 합니다.")
    content = response.get("output", {}).get("message", {}).get("content") or []
    candidates = list(_candidates(content))
    if not candidates:
        fact = "레시피를 정해진 형식으로 내야 합니다. 다른 글은 쓰지 않습니다."
        return Reply(None, (Violation(GateRule.SCHEMA, fact),), talked=True)
    try:
        return Reply(RecipeDraft.model_validate(candidates[0]))
    except ValidationError as error:
        return _wrong(*(p.for_people() for p in problems_of(error, candidates[0])))


def _wrong(*facts: str) -> Reply:
    return Reply(None, tuple(Violation(GateRule.SCHEMA, fact) for fact in facts))


def _candidates(content: list[dict[str, Any]]) -> Iterator[object]:
    """Yield what may be a draft: the tool's input first, then JSON objects in the text."""
    for block in content:
        use = block.get("toolUse")
        if use and use.get("name") == TOOL_NAME:
            given = use.get("input")
            yield _json(given) if isinstance(given, str) else given
    for block in content:
        text = block.get("text") or ""
        found = _FENCE.search(text) or _OBJECT.search(text)
        if found:
            parsed = _json(found[1] if found.re is _FENCE else found[0])
            if parsed is not None:
                yield parsed


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
