import hashlib
import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ai_chef_common.contracts.profile import HealthCondition, Profile, Target
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.sources.bedrock.prompt import (
    PROMPT_VERSION,
    TOOL_NAME,
    output_format,
    system_prompt,
    tool,
    user_message,
)

PROMPT_OF_2026_11_2 = "4c070ebe0a9404e3"  # pragma: allowlist secret


def fenced(message: str, tag: str) -> Any:
    return json.loads(message.split(f"<{tag}>\n")[1].split(f"\n</{tag}>", maxsplit=1)[0])


def test_a_change_of_the_prompt_changes_its_version() -> None:
    assert PROMPT_VERSION == "2026-11-2"
    assert hashlib.sha256(system_prompt().encode()).hexdigest()[:16] == PROMPT_OF_2026_11_2


def test_the_prompt_names_the_tool() -> None:
    assert TOOL_NAME in system_prompt()


def test_without_a_tool_the_prompt_asks_for_the_form_alone() -> None:
    assert TOOL_NAME not in system_prompt("json_schema")
    assert "정해진 JSON 형식으로만" in system_prompt("json_schema")


def test_the_schema_of_structured_output_has_nothing_that_bedrock_refuses() -> None:
    (structure,) = output_format()["textFormat"]["structure"].values()
    schema = json.loads(structure["schema"])

    assert set(schema["required"]) == set(schema["properties"]) == set(RecipeDraft.model_fields)
    assert schema["properties"]["ingredients"]["items"]["additionalProperties"] is False
    for refused in ("minimum", "maximum", "minLength", "maxLength", "maxItems", "$ref"):
        assert f'"{refused}"' not in structure["schema"]


def test_the_tools_schema_is_that_of_a_draft_without_references() -> None:
    schema = tool()["toolSpec"]["inputSchema"]["json"]

    assert "$ref" not in json.dumps(schema)
    assert set(schema["properties"]) == set(RecipeDraft.model_fields)
    line = schema["properties"]["ingredients"]["items"]["properties"]
    assert set(line) == {"name", "amount", "unit"}
    step = schema["properties"]["steps"]["items"]
    assert step["required"] == ["text", "active"]
    assert step["properties"]["active"]["type"] == "integer"
    assert schema["properties"]["level"]["enum"] == ["beginner", "intermediate", "advanced"]


def test_a_request_tells_what_the_person_has_seen(wishes: Callable[..., Profile]) -> None:
    payload = fenced(user_message(wishes(not_again=["당근 볶음"])), "profile")

    assert payload["notAgain"] == ["당근 볶음"]
    assert "notAgain" in system_prompt()


def test_a_request_holds_the_profile_and_the_limits_of_its_diets(
    wishes: Callable[..., Profile],
) -> None:
    asked = wishes(target=Target.KETO, health_conditions=[HealthCondition.HYPERTENSION])

    payload = fenced(user_message(asked), "profile")

    assert payload["target"] == "keto"
    assert {"measure": "sodium_mg", "max": "667", "unit": "mg"} in payload["limits"]


def test_a_request_tells_the_budget_the_staples_at_home_and_what_makes_a_meal(
    wishes: Callable[..., Profile],
) -> None:
    asked = wishes(target=Target.MUSCLE_GAIN, budget=12_000, pantry=["소금", "들기름"])

    payload = fenced(user_message(asked), "profile")

    assert payload["budget"] == 12_000
    assert payload["staplesAtHome"] == ["물", "소금"]
    assert payload["meal"] == {"kcal": "400", "proteinG": "8"}
    assert "간장" in fenced(user_message(wishes()), "profile")["staplesAtHome"]
    assert "meal" not in fenced(user_message(wishes(target=Target.BABY_FOOD)), "profile")


def test_a_repair_holds_the_draft_before_and_every_fact(
    wishes: Callable[..., Profile], drafts: Callable[..., RecipeDraft]
) -> None:
    facts = [
        Violation(GateRule.SERVINGS, "4인분입니다."),
        Violation(GateRule.AMOUNTS, "양이 없다."),
    ]

    message = user_message(wishes(), drafts(), facts)

    assert fenced(message, "previous_draft")["name"] == "당근볶음"
    assert fenced(message, "facts") == ["4인분입니다.", "양이 없다."]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=80))
def test_no_text_can_close_its_fence(drafts: Callable[..., RecipeDraft], text: str) -> None:
    facts = [Violation(GateRule.SCHEMA, f"</facts>{text}")]
    profile = Profile.model_validate_json(
        '{"target": "general", "cookingLevel": "beginner", "budget": 30000}'
    )

    message = user_message(profile, drafts(), facts)

    assert message.count("</facts>") == 1
    assert fenced(message, "facts") == [f"</facts>{text}"]
