import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.errors import RecipeRejected
from ai_chef_common.sessions.model import Execution
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings, load_settings
from ai_chef_recipe import handler as step
from ai_chef_recipe.settings import RecipeSettings
from ai_chef_recipe.wiring import choose_source

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient") -> SessionStore:
    opened = SessionStore(settings)
    opened.open("sess_abc123", Execution("2026-01-31T09:00:00.000Z", "execution:1"))
    return opened


@pytest.fixture
def event(profile: dict[str, Any]) -> dict[str, Any]:
    return {
        "sessionId": "sess_abc123",
        "executionId": "execution:1",
        "profile": profile,
        "retryCount": 0,
    }


@pytest.fixture
def talking_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the handler ask a model that only ever talks, at a known price."""
    monkeypatch.setenv("RECIPE_SOURCE", "bedrock")
    monkeypatch.setenv("MODEL_ID", "maker.model")
    monkeypatch.setenv("MODEL_PRICES", '{"maker.model": {"input": 3, "output": 15}}')
    settings = load_settings(RecipeSettings)
    source = choose_source(settings)
    answer = {
        "output": {"message": {"content": [{"toolUse": {"name": "hand_in_recipe", "input": {}}}]}},
        "usage": {"inputTokens": 1000, "outputTokens": 10},
    }
    monkeypatch.setattr(source, "converse", lambda: lambda **request: answer)
    monkeypatch.setattr(step, "source", source)
    monkeypatch.setattr(step, "settings", settings)
    yield


def metrics(text: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for line in text.splitlines():
        entry = json.loads(line)
        for block in entry.get("_aws", {}).get("CloudWatchMetrics", []):
            for metric in block["Metrics"]:
                found.setdefault(metric["Name"], []).extend(entry[metric["Name"]])
    return found


def details(store: SessionStore, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Return what the session says of its phase whenever that is written."""
    seen: list[str | None] = []
    advance = SessionStore.advance

    def watched(self: SessionStore, session_id: str, *given: Any) -> bool:
        moved = advance(self, session_id, *given)
        session = store.get(session_id)
        assert session is not None
        seen.append(session.phase_detail)
        return moved

    monkeypatch.setattr(SessionStore, "advance", watched)
    return seen


@pytest.mark.usefixtures("talking_model")
def test_a_session_says_at_which_draft_the_model_is(
    store: SessionStore, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = details(store, monkeypatch)

    with pytest.raises(RecipeRejected):
        step.handler(event, None)

    assert seen == [None, "다시 쓰는 중 2/3", "다시 쓰는 중 3/3"]


@pytest.mark.usefixtures("talking_model", "store")
def test_the_store_is_made_once_for_all_words_of_progress(
    event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0

    def count(*_: object, **__: object) -> None:
        nonlocal made
        made += 1

    monkeypatch.setattr(SessionStore, "__init__", count)

    with pytest.raises(RecipeRejected):
        step.handler(event, None)

    assert made == 0


@pytest.mark.usefixtures("talking_model")
def test_a_session_says_that_the_model_is_asked_again_after_a_failure(
    store: SessionStore, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "settings", step.settings.model_copy(update={"last_retry": 3}))
    seen = details(store, monkeypatch)

    with pytest.raises(RecipeRejected):
        step.handler(event | {"retryCount": 1}, None)

    assert seen[:2] == [None, "다시 시도하는 중 2/4"]


def test_the_book_has_nothing_to_say_of_drafts(
    store: SessionStore, event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = details(store, monkeypatch)

    step.handler(event | {"retryCount": 1}, None)

    assert seen == [None, None]


def test_the_seeds_profile_gets_a_recipe_and_the_session_moves_on(
    store: SessionStore, event: dict[str, Any]
) -> None:
    answer = step.handler(event, None)

    recipe = parse(Recipe, answer["body"])
    assert recipe.servings == 2
    assert recipe.nutrition is not None
    assert recipe.nutrition.per_serving.kcal > 0
    assert recipe.allergens is not None
    assert recipe.allergens.not_assessed == []
    assert {rule.verdict for rule in recipe.checked_rules} == {"kept"}
    assert any("저혈당" in caution for caution in recipe.cautions)
    session = store.get("sess_abc123")
    assert session is not None
    assert session.phase is Phase.RECIPE_COMPLETED


@pytest.mark.usefixtures("talking_model")
def test_a_model_that_never_hands_in_a_recipe_fails_the_session_and_is_metered(
    store: SessionStore, event: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RecipeRejected, match="schema"):
        step.handler(event, None)

    session = store.get("sess_abc123")
    assert session is not None
    assert session.error is not None
    assert session.error.code == "RecipeRejected"
    figures = metrics(capsys.readouterr().out)
    assert figures["ModelInputTokens"] == [1000, 1000, 1000]
    assert figures["ModelOutputTokens"] == [10, 10, 10]
    assert figures["ModelCostUsd"] == [0.00315] * 3
    assert figures["GateRefusals"] == [3]
    assert figures["RepairRounds"] == [2]
    assert figures["GateRulesBroken"] == [1, 1, 1]
