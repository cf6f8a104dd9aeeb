"""Erasing a session deletes all that is kept of it, and never under a running execution."""

from typing import TYPE_CHECKING, Any

import pytest

from ai_chef_common.dynamo import to_item
from ai_chef_common.errors import SessionConflict, StoreContention
from ai_chef_common.sessions.eraser import LEASE_SECONDS, SessionEraser
from ai_chef_common.sessions.model import Execution, SessionFailure
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_testing.plugin import FrozenClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ID = "sess_abc123"
EXECUTION = Execution("2026-01-31T09:00:00.000Z", "execution:1")


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient", clock: FrozenClock) -> SessionStore:
    store = SessionStore(settings, client=dynamodb, clock=clock)
    store.open(ID, EXECUTION)
    return store


@pytest.fixture
def eraser(settings: StepSettings, dynamodb: "DynamoDBClient", clock: FrozenClock) -> SessionEraser:
    return SessionEraser(
        settings.sessions_table, settings.results_table, client=dynamodb, clock=clock
    )


def items(dynamodb: "DynamoDBClient", settings: StepSettings) -> int:
    tables = (settings.sessions_table, settings.results_table)
    return sum(dynamodb.scan(TableName=table)["Count"] for table in tables)


def test_a_completed_session_is_gone_with_its_result(
    store: SessionStore, eraser: SessionEraser, dynamodb: "DynamoDBClient", settings: StepSettings
) -> None:
    store.complete(ID, EXECUTION.id, {"any": "result"})
    assert items(dynamodb, settings) == 2

    assert eraser.erase(ID)
    assert items(dynamodb, settings) == 0
    assert not eraser.erase(ID)


def test_a_failed_session_is_gone(store: SessionStore, eraser: SessionEraser) -> None:
    store.fail(ID, EXECUTION.id, SessionFailure("NoRecipeFits", "조건을 바꿔 주세요."))

    assert eraser.erase(ID)
    assert store.get(ID) is None


def test_a_session_at_work_is_refused(store: SessionStore, eraser: SessionEraser) -> None:
    with pytest.raises(SessionConflict):
        eraser.erase(ID)

    assert store.get(ID) is not None


@pytest.mark.parametrize("passed", [{"seconds": LEASE_SECONDS + 1}, {"days": 8}])
def test_a_session_that_was_given_up_or_has_expired_is_gone(
    store: SessionStore, eraser: SessionEraser, clock: FrozenClock, passed: dict[str, int]
) -> None:
    clock.forward(**passed)

    assert eraser.erase(ID)


def test_a_result_that_lost_its_session_is_gone(
    eraser: SessionEraser, dynamodb: "DynamoDBClient", settings: StepSettings
) -> None:
    dynamodb.put_item(TableName=settings.results_table, Item=to_item({"sessionId": ID}))

    assert eraser.erase(ID)
    assert items(dynamodb, settings) == 0


def test_another_session_stays(
    store: SessionStore, eraser: SessionEraser, dynamodb: "DynamoDBClient", settings: StepSettings
) -> None:
    store.complete(ID, EXECUTION.id, {"any": "result"})
    store.open("sess_other", EXECUTION)

    eraser.erase(ID)

    assert store.get("sess_other") is not None


def test_a_session_that_is_started_again_meanwhile_stays(
    store: SessionStore,
    eraser: SessionEraser,
    monkeypatch: pytest.MonkeyPatch,
    clock: FrozenClock,
) -> None:
    store.fail(ID, EXECUTION.id, SessionFailure("NoRecipeFits", "조건을 바꿔 주세요."))
    check: Any = eraser._require_at_rest

    def race(session: Any) -> None:
        check(session)
        clock.forward(seconds=1)
        store.open(ID, Execution("2026-01-31T09:00:01.000Z", "execution:2"))

    monkeypatch.setattr(eraser, "_require_at_rest", race)

    with pytest.raises(StoreContention):
        eraser.erase(ID)
    found = store.get(ID)
    assert found is not None
    assert found.phase is Phase.SESSION_STARTED
