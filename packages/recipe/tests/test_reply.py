import json
from typing import Any

import pytest

from ai_chef_common.errors import RecipeRefused
from ai_chef_recipe.gate.verdict import GateRule
from ai_chef_recipe.sources.bedrock.prompt import TOOL_NAME
from ai_chef_recipe.sources.bedrock.reply import parse_reply
from ai_chef_testing.factories import CARROTS

WRITTEN = CARROTS | {"ingredients": [{"name": "당근", "amount": 2, "unit": "개"}]}


def answer(*content: dict[str, Any], stop: str = "end_turn") -> dict[str, Any]:
    return {"output": {"message": {"content": list(content)}}, "stopReason": stop}


def call(given: object, name: str = TOOL_NAME) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": "1", "name": name, "input": given}}


@pytest.mark.parametrize(
    "response",
    [
        answer(call(WRITTEN), stop="tool_use"),
        answer({"text": "레시피입니다."}, call(WRITTEN), stop="tool_use"),
        answer(call(json.dumps(WRITTEN)), stop="tool_use"),
        answer({"text": json.dumps(WRITTEN)}),
        answer({"text": f"여기 있습니다.\n```json\n{json.dumps(WRITTEN)}\n```\n맛있게!"}),
        answer({"text": f"```\n{json.dumps(WRITTEN)}\n```"}),
    ],
    ids=["tool", "text and tool", "tool as text", "bare json", "fenced json", "fenced"],
)
def test_a_recipe_is_read_however_the_model_wraps_it(response: dict[str, Any]) -> None:
    draft = parse_reply(response).draft

    assert draft is not None
    assert draft.ingredients[0].amount == "2"


def test_what_a_model_adds_to_the_form_is_dropped() -> None:
    draft = parse_reply(answer(call(WRITTEN | {"allergens": "none", "kcal": 1}))).draft

    assert draft is not None
    assert "kcal" not in draft.model_dump()


@pytest.mark.parametrize(
    "response",
    [
        answer({"text": "오늘은 당근볶음 어떠세요?"}),
        answer({"text": '```json\n{"name": '}),
        answer(call(WRITTEN, name="another_tool")),
        answer(call(WRITTEN), stop="max_tokens"),
        answer(call(WRITTEN | {"ingredients": []})),
        answer(call(WRITTEN | {"ingredients": "당근"})),
        answer(call(WRITTEN | {"servings": "many"})),
        answer(call(WRITTEN | {"minutes": -5})),
        answer(call("not json")),
        answer(stop="malformed_tool_use"),
        {},
    ],
    ids=[
        "text",
        "broken fence",
        "another tool",
        "cut short",
        "no ingredients",
        "text for a list",
        "word for a number",
        "negative minutes",
        "no json",
        "malformed",
        "empty",
    ],
)
def test_what_is_no_recipe_becomes_facts_for_a_repair(response: dict[str, Any]) -> None:
    reply = parse_reply(response)

    assert reply.draft is None
    assert {violation.rule for violation in reply.violations} == {GateRule.SCHEMA}


def test_mere_talk_is_told_apart_from_a_broken_recipe() -> None:
    assert parse_reply(answer({"text": "죄송하지만 도와드릴 수 없습니다."})).talked
    assert not parse_reply(answer(call({}))).talked


@pytest.mark.parametrize("stop", ["guardrail_intervened", "content_filtered"])
def test_a_guardrail_or_filter_is_a_refusal(stop: str) -> None:
    with pytest.raises(RecipeRefused, match=stop):
        parse_reply(answer({"text": "blocked"}, stop=stop))
