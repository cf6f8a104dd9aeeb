"""SessionStore and ResultStore, rule by rule (docs/sessions.md)."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from ai_chef_common.errors import (
    SessionClosed,
    SessionConflict,
    SessionNotFound,
    StoreContention,
    StoreUnavailable,
)
from ai_chef_common.sessions.model import (
    Execution,
    FailOutcome,
    FailureRecord,
    LapsedSession,
    Session,
    SessionFailure,
)
from ai_chef_common.sessions.phases import Phase, Status
from ai_chef_common.sessions.results import ResultStore
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings
from ai_chef_testing.plugin import FrozenClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ID = "sess_abc123"
FIRST = Execution("2026-01-31T09:00:00.000Z", "execution:first")
SECOND = Execution("2026-01-31T09:01:00.000Z", "execution:second")
FAILURE = SessionFailure("NoRecipeFits", "조건을 바꿔 주세요.")


@pytest.fixture
def store(settings: StepSettings, dynamodb: "DynamoDBClient", clock: FrozenClock) -> SessionStore:
    return SessionStore(settings, client=dynamodb, clock=clock)


@pytest.fixture
def results(settings: StepSettings, dynamodb: "DynamoDBClient", clock: FrozenClock) -> ResultStore:
    return ResultStore(settings.results_table, client=dynamodb, clock=clock)


@pytest.fixture
def result(recipe: dict[str, Any]) -> dict[str, Any]:
    pricing = [{"name": "아보카도", "price": 3500, "shop": "네이버쇼핑"}]
    lists: dict[str, Any] = {"offers": [], "refused": [], "cheaper": []}
    return {
        "recipe": recipe,
        "pricing": [line | lists for line in pricing],
        "totalCost": 3500,
        "costPerServing": 1750,
        "gaps": [],
    }


def found(store: SessionStore) -> Session:
    session = store.get(ID)
    assert session is not None
    return session


def test_an_opened_session_has_the_shape_of_the_contract(
    store: SessionStore, dynamodb: "DynamoDBClient"
) -> None:
    store.open(ID, FIRST)

    item = dynamodb.get_item(TableName="ai-chef-sessions-test", Key={"sessionId": {"S": ID}})[
        "Item"
    ]
    assert item == {
        "sessionId": {"S": ID},
        "status": {"S": "processing"},
        "phase": {"S": "session_started"},
        "progress": {"N": "0"},
        "executionId": {"S": FIRST.id},
        "executionStartedAt": {"S": FIRST.started_at},
        "createdAt": {"S": "2026-01-31T09:00:00.000Z"},
        "updatedAt": {"S": "2026-01-31T09:00:00.000Z"},
        "ttl": {"N": "1770454800"},
        "open": {"S": "yes"},
    }


def test_only_a_session_in_processing_is_in_the_index_of_open_sessions(
    store: SessionStore, dynamodb: "DynamoDBClient", result: dict[str, Any]
) -> None:
    def indexed() -> list[str]:
        found = dynamodb.scan(TableName="ai-chef-sessions-test", IndexName="openSessions")
        return sorted(item["sessionId"]["S"] for item in found["Items"])

    for session_id in ("completed", "failed", "processing"):
        store.open(session_id, FIRST)
    store.record_failure("never opened", FIRST, FAILURE)
    assert indexed() == ["completed", "failed", "processing"]

    store.complete("completed", FIRST.id, result)
    store.fail("failed", FIRST.id, FAILURE)
    store.advance("processing", FIRST.id, Phase.PRICE_LOOKUP)

    assert indexed() == ["processing"]


def test_a_session_counts_as_lapsed_once_it_was_opened_longer_ago_than_the_lease(
    store: SessionStore, clock: FrozenClock
) -> None:
    store.open("older", FIRST)
    clock.forward(seconds=1)
    store.open("younger", SECOND)
    clock.forward(seconds=900)

    assert store.lapsed(10) == [LapsedSession("older", FIRST)]

    clock.forward(seconds=1)
    assert [session.session_id for session in store.lapsed(10)] == ["older", "younger"]
    assert [session.session_id for session in store.lapsed(1)] == ["older"]


def test_a_session_that_was_taken_over_is_as_young_as_its_new_execution(
    store: SessionStore, clock: FrozenClock
) -> None:
    store.open(ID, FIRST)
    clock.forward(seconds=901)
    store.open(ID, SECOND)

    assert store.lapsed(10) == []


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2026-01-31T09:00:05Z", "2026-01-31T09:00:05.000Z"),
        ("2026-01-31T18:00:05.4+09:00", "2026-01-31T09:00:05.400Z"),
        ("2026-01-31T09:00:05.400Z", "2026-01-31T09:00:05.400Z"),
    ],
)
def test_the_start_of_an_execution_compares_however_it_is_written(written: str, means: str) -> None:
    assert Execution(written, "a").started_at == means


def test_a_start_without_milliseconds_does_not_count_as_later(
    store: SessionStore, dynamodb: "DynamoDBClient"
) -> None:
    # As text, …05Z sorts after …05.400Z.
    earlier = Execution("2026-01-31T09:00:05Z", "execution:a")
    later = Execution("2026-01-31T09:00:05.400Z", "execution:b")
    assert earlier < later
    store.open(ID, later)
    store.fail(ID, later.id, FAILURE)
    dynamodb.update_item(
        TableName="ai-chef-sessions-test", Key={"sessionId": {"S": ID}},
        UpdateExpression="SET executionStartedAt = :written",
        ExpressionAttributeValues={":written": {"S": "2026-01-31T18:00:05.4+09:00"}},
    )  # fmt: skip

    with pytest.raises(SessionConflict, match="later execution"):
        store.open(ID, earlier)


@pytest.mark.parametrize("written", ["", "yesterday", "2026-01-31T09:00:05"])
def test_a_start_that_is_no_time_with_an_offset_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"naive|Invalid"):
        Execution(written, "a")


def test_opening_again_by_the_same_execution_moves_nothing_back(store: SessionStore) -> None:
    store.open(ID, FIRST)
    store.advance(ID, FIRST.id, Phase.RECIPE_COMPLETED)

    store.open(ID, FIRST)

    assert found(store).progress == 50


def test_a_redriven_execution_is_told_to_start_anew_and_a_new_one_may(
    store: SessionStore, result: dict[str, Any], clock: FrozenClock
) -> None:
    store.open(ID, FIRST)
    store.advance(ID, FIRST.id, Phase.RECIPE_GENERATION)
    store.fail(ID, FIRST.id, FAILURE)
    failed = found(store)
    clock.forward(seconds=60)

    redriven = (
        lambda: store.open(ID, FIRST),
        lambda: store.advance(ID, FIRST.id, Phase.RECIPE_COMPLETED),
        lambda: store.complete(ID, FIRST.id, result),
    )
    for write in redriven:
        with pytest.raises(SessionClosed, match="start a new one with the same session id"):
            write()
        assert found(store) == failed

    assert store.open(ID, SECOND).status is Status.PROCESSING


def test_a_session_in_processing_belongs_to_its_execution(store: SessionStore) -> None:
    store.open(ID, FIRST)

    with pytest.raises(SessionConflict):
        store.open(ID, SECOND)
    with pytest.raises(SessionConflict):
        store.advance(ID, SECOND.id, Phase.PRICE_LOOKUP)
    assert store.fail(ID, SECOND.id, FAILURE).outcome is FailOutcome.NOT_OWNER
    assert store.record_failure(ID, SECOND, FAILURE).outcome is FailOutcome.NOT_OWNER
    assert found(store).execution == FIRST
    assert found(store).status is Status.PROCESSING


def test_a_session_without_any_write_for_the_lease_may_be_taken_over(
    store: SessionStore, clock: FrozenClock
) -> None:
    store.open(ID, FIRST)
    clock.forward(seconds=901)

    store.open(ID, SECOND)

    assert found(store).execution == SECOND


def test_progress_never_goes_down(store: SessionStore) -> None:
    store.open(ID, FIRST)
    assert store.advance(ID, FIRST.id, Phase.PRICE_COMPLETED)

    assert not store.advance(ID, FIRST.id, Phase.RECIPE_GENERATION)

    assert found(store).phase is Phase.PRICE_COMPLETED


def test_entering_a_phase_again_is_no_error(store: SessionStore) -> None:
    store.open(ID, FIRST)

    assert store.advance(ID, FIRST.id, Phase.PRICE_LOOKUP)
    assert store.advance(ID, FIRST.id, Phase.PRICE_LOOKUP)


def test_what_a_phase_is_at_stands_until_the_next_write(
    store: SessionStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)

    def seen() -> tuple[str | None, str]:
        session = store.get(ID)
        assert session is not None
        return session.phase_detail, session.phase_text

    assert seen() == (None, "세션 시작")
    for draft in (2, 3):
        store.advance(ID, FIRST.id, Phase.RECIPE_GENERATION, f"다시 쓰는 중 {draft}/3")
        assert seen() == (f"다시 쓰는 중 {draft}/3", f"레시피 찾는 중 · 다시 쓰는 중 {draft}/3")
    store.advance(ID, FIRST.id, Phase.RECIPE_COMPLETED)
    assert seen() == (None, "레시피 완성")
    store.advance(ID, FIRST.id, Phase.RECIPE_GENERATION, "늦게 온 말")
    assert seen() == (None, "레시피 완성")
    store.advance(ID, FIRST.id, Phase.PRICE_LOOKUP, "3곳 남음")
    store.complete(ID, FIRST.id, result)
    assert seen() == (None, "완료")


def test_a_failed_session_says_no_more_what_its_phase_was_at(store: SessionStore) -> None:
    store.open(ID, FIRST)
    store.advance(ID, FIRST.id, Phase.RECIPE_GENERATION, "다시 쓰는 중 2/3")

    store.fail(ID, FIRST.id, FAILURE)

    session = store.get(ID)
    assert session is not None
    assert (session.phase, session.phase_detail) == (Phase.RECIPE_GENERATION, None)


def test_advancing_a_session_that_was_never_opened_is_refused(store: SessionStore) -> None:
    with pytest.raises(SessionNotFound):
        store.advance(ID, FIRST.id, Phase.PRICE_LOOKUP)


def test_completion_stores_result_and_session_together(
    store: SessionStore, results: ResultStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)

    assert store.complete(ID, FIRST.id, result)

    stored = results.get(ID)
    assert stored is not None
    assert stored.execution_id == FIRST.id
    assert stored.result.to_json() == result
    session = found(store)
    assert (session.status, session.phase, session.progress) == (
        Status.COMPLETED,
        Phase.FINISHED,
        100,
    )
    assert stored.ttl == session.ttl


def test_completing_again_keeps_the_first_result(
    store: SessionStore, results: ResultStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)
    store.complete(ID, FIRST.id, result)

    assert not store.complete(ID, FIRST.id, result | {"totalCost": 1})

    stored = results.get(ID)
    assert stored is not None
    assert stored.result.total_cost == 3500


def test_a_late_step_of_a_completed_session_moves_nothing(
    store: SessionStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)
    store.complete(ID, FIRST.id, result)

    assert not store.advance(ID, FIRST.id, Phase.COMBINING_RESULTS)
    assert store.fail(ID, FIRST.id, FAILURE).outcome is FailOutcome.ALREADY_ENDED
    with pytest.raises(SessionClosed):
        store.open(ID, FIRST)
    assert found(store).status is Status.COMPLETED


def test_a_failed_session_keeps_its_phase_and_gets_no_result(
    store: SessionStore, results: ResultStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)
    store.advance(ID, FIRST.id, Phase.RECIPE_GENERATION)

    assert store.fail(ID, FIRST.id, FAILURE).outcome is FailOutcome.RECORDED

    with pytest.raises(SessionClosed):
        store.advance(ID, FIRST.id, Phase.RECIPE_COMPLETED)
    with pytest.raises(SessionClosed):
        store.complete(ID, FIRST.id, result)
    session = found(store)
    assert (session.status, session.phase, session.progress) == (
        Status.FAILED,
        Phase.RECIPE_GENERATION,
        10,
    )
    assert session.error == FAILURE
    assert results.get(ID) is None


def test_the_first_failure_stands(store: SessionStore) -> None:
    store.open(ID, FIRST)
    store.fail(ID, FIRST.id, FAILURE)

    again = store.fail(ID, FIRST.id, SessionFailure("Other", ""))
    assert again == FailureRecord(FailOutcome.ALREADY_ENDED, FAILURE)
    assert found(store).error == FAILURE


def test_a_result_of_another_execution_is_never_stored(
    store: SessionStore, results: ResultStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)

    with pytest.raises(SessionConflict):
        store.complete(ID, SECOND.id, result)

    assert results.get(ID) is None


def test_an_ended_session_may_be_started_again_and_its_result_is_gone(
    store: SessionStore, results: ResultStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)
    store.complete(ID, FIRST.id, result)

    store.open(ID, SECOND)

    session = found(store)
    assert (session.status, session.progress, session.execution) == (Status.PROCESSING, 0, SECOND)
    assert results.get(ID) is None


def test_an_earlier_execution_never_takes_a_session_back(store: SessionStore) -> None:
    store.open(ID, FIRST)
    store.fail(ID, FIRST.id, FAILURE)
    store.open(ID, SECOND)
    store.fail(ID, SECOND.id, FAILURE)

    with pytest.raises(SessionConflict, match="later"):
        store.open(ID, FIRST)

    assert found(store).execution == SECOND


def test_a_failure_before_the_session_was_opened_is_recorded(store: SessionStore) -> None:
    assert store.fail(ID, FIRST.id, FAILURE).outcome is FailOutcome.NOT_FOUND
    assert store.record_failure(ID, FIRST, FAILURE).outcome is FailOutcome.RECORDED
    assert store.record_failure(ID, FIRST, FAILURE).outcome is FailOutcome.ALREADY_ENDED

    session = found(store)
    assert (session.status, session.error) == (Status.FAILED, FAILURE)
    with pytest.raises(SessionClosed):
        store.open(ID, FIRST)


def test_a_failed_restart_leaves_the_earlier_result_alone(
    store: SessionStore, results: ResultStore, result: dict[str, Any]
) -> None:
    store.open(ID, FIRST)
    store.complete(ID, FIRST.id, result)

    assert store.record_failure(ID, SECOND, FAILURE).outcome is FailOutcome.NOT_OWNER

    assert found(store).status is Status.COMPLETED
    assert results.get(ID) is not None


def test_items_past_their_time_to_live_are_absent(
    store: SessionStore, results: ResultStore, result: dict[str, Any], clock: FrozenClock
) -> None:
    store.open(ID, FIRST)
    store.complete(ID, FIRST.id, result)
    clock.forward(days=7)

    assert store.get(ID) is None
    assert results.get(ID) is None


def test_a_session_past_its_time_to_live_is_free_for_anyone(
    store: SessionStore, clock: FrozenClock
) -> None:
    store.open(ID, SECOND)
    clock.forward(days=7)

    store.open(ID, FIRST)

    assert found(store).execution == FIRST


def test_a_failure_is_recorded_over_a_session_past_its_time_to_live(
    store: SessionStore, clock: FrozenClock
) -> None:
    store.open(ID, FIRST)
    clock.forward(days=7)

    assert store.record_failure(ID, SECOND, FAILURE).outcome is FailOutcome.RECORDED
    assert found(store).execution == SECOND


def test_two_takeovers_at_once_leave_one_owner(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = Execution("2026-01-31T09:02:00.000Z", "execution:third")
    store.open(ID, FIRST)
    store.fail(ID, FIRST.id, FAILURE)
    take_over = store._take_over

    def race(seen: Session, fresh: dict[str, Any]) -> None:
        monkeypatch.setattr(store, "_take_over", take_over)
        store.open(ID, third)
        take_over(seen, fresh)

    monkeypatch.setattr(store, "_take_over", race)
    with pytest.raises(StoreContention):
        store.open(ID, SECOND)

    assert found(store).execution == third


def test_a_store_that_does_not_answer_is_a_transient_failure(
    settings: StepSettings, clock: FrozenClock
) -> None:
    nowhere = boto3.client(
        "dynamodb",
        endpoint_url="http://127.0.0.1:9",
        config=Config(connect_timeout=0.2, retries={"total_max_attempts": 1}),
    )

    with pytest.raises(StoreUnavailable):
        SessionStore(settings, client=nowhere, clock=clock).open(ID, FIRST)
