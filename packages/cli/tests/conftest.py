"""An environment that answers from memory, as the tables and the state machine would."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from ai_chef_cli import main
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.result import StoredResult
from ai_chef_common.sessions.model import Execution, Session, SessionFailure
from ai_chef_common.sessions.phases import Phase, Status

ARN = "execution:1"
TIME = "2026-01-31T09:00:00.000Z"


def session(
    phase: Phase,
    *,
    status: Status | None = None,
    error: SessionFailure | None = None,
    execution: str = ARN,
) -> Session:
    """Return a session in `phase`."""
    return Session(
        session_id="sess_1",
        status=status or phase.status,
        phase=phase,
        progress=phase.progress,
        execution=Execution(TIME, execution),
        created_at=TIME,
        updated_at=TIME,
        ttl=4_000_000_000,
        error=error,
    )


@dataclass
class FakeEnvironment:
    """What `Environment` offers, from memory: `states` are seen one after another."""

    states: list[Session | None] = field(default_factory=list)
    stored: StoredResult | None = None
    error_name: str | None = None
    started: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)

    @property
    def eraser(self) -> "FakeEnvironment":
        """What deletes sessions."""
        return self

    def erase(self, session_id: str) -> bool:
        """Forget the session; tell whether it was kept."""
        if session_id not in self.kept:
            return False
        self.kept.remove(session_id)
        return True

    def require_answer(self) -> None:
        """Answer: nothing can be wrong with what is in memory."""

    def history(self, execution_arn: str) -> list[dict[str, Any]]:
        """Return the events of the only execution."""
        assert execution_arn == ARN
        return self.events

    @property
    def sessions(self) -> "FakeEnvironment":
        """The Sessions table."""
        return self

    @property
    def results(self) -> "FakeResults":
        """The Results table."""
        return FakeResults(self.stored)

    def get(self, session_id: str) -> Session | None:
        """Return the next state, and the last one for ever."""
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    @property
    def api_url(self) -> str:
        """Address of the page."""
        return "https://example.test/"

    def start(self, given: dict[str, Any], execution_name: str) -> str:
        """Remember what was started."""
        self.started.append(given)
        return ARN

    def execution_error(self, execution_arn: str) -> str | None:
        """Return how the execution ended."""
        return self.error_name


@dataclass
class FakeResults:
    """The Results table."""

    stored: StoredResult | None

    def get(self, session_id: str) -> StoredResult | None:
        """Return the stored result."""
        return self.stored


@pytest.fixture
def stored(recipe: dict[str, Any]) -> StoredResult:
    pricing = [
        {
            "name": "아보카도",
            "price": 3500,
            "shop": "네이버쇼핑",
            "pack": "1개",
            "packPrice": 1750,
            "packs": 2,
            "source": "catalog",
            "basis": "reference",
            "asOf": "2023-04-28",
        },
        {"name": "닭가슴살", "price": 8000, "shop": "네이버쇼핑"},
    ]
    nutrition = {
        "perServing": {
            "kcal": "360",
            "carbohydrateG": "12.8",
            "fiberG": "10.1",
            "sugarsG": "1",
            "proteinG": "25.5",
            "fatG": "24.6",
            "sodiumMg": "56",
        },
        "coverage": "0.94",
        "missing": ["들기름"],
        "lowerBounds": [],
    }
    recipe["nutrition"] = nutrition
    recipe["allergens"] = {
        "found": [
            {"allergen": "닭고기", "path": ["닭가슴살", "닭고기"]},
            {"allergen": "대두", "path": ["간장", "대두"]},
            {"allergen": "대두", "path": ["두부", "대두"]},
        ],
        "notAssessed": ["처음 보는 소스"],
        "verdicts": [{"allergen": "땅콩", "verdict": "no_listed_match"}],
    }
    recipe["checkedRules"] = [
        {"rule": "allergies", "verdict": "kept"},
        {
            "rule": "keto.net_carbohydrate_g",
            "verdict": "kept",
            "diet": "keto",
            "measure": "net_carbohydrate_g",
            "value": "2.7",
            "bound": "max",
            "limit": "16.6",
            "unit": "g",
        },
    ]
    recipe["stepMinutes"] = [{"active": 5, "waiting": 10}, {"waiting": 3}]
    recipe["ingredientsAtHand"] = ["소금"]
    recipe["ingredientsToBuy"] = ["아보카도", "닭가슴살"]
    recipe["homeSubstitutes"] = [{"ingredient": "닭가슴살", "by": "두부"}]
    recipe["cautions"] = ["약을 쓰고 있다면 의료진과 상의해 주세요."]
    recipe["source"]["fallbackReason"] = "RecipeRejected"
    result = {"recipe": recipe, "pricing": pricing, "totalCost": 11500, "costPerServing": 5750}
    return parse(
        StoredResult,
        {"sessionId": "sess_1", "executionId": ARN, "result": result, "createdAt": TIME, "ttl": 1},
    )


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> FakeEnvironment:
    """Put a `FakeEnvironment` where the commands make their environment."""
    fake = FakeEnvironment()
    monkeypatch.setattr(main, "Environment", lambda name: fake)
    return fake
