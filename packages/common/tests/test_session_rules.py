"""Any interleaving of two executions' writes, retries and failures keeps the rules of a poller."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ai_chef_common.clock import from_iso
from ai_chef_common.dynamo import from_item
from ai_chef_common.errors import SessionClosed, SessionConflict, SessionNotFound
from ai_chef_common.sessions.model import Execution, SessionFailure
from ai_chef_common.sessions.phases import TERMINAL, Phase
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings, load_settings
from ai_chef_testing.plugin import FrozenClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = dict[str, Any] | None

ID = "sess_abc123"
KEY = {"sessionId": {"S": ID}}
TABLES = ("ai-chef-sessions-test", "ai-chef-results-test")
EXECUTIONS = (
    Execution("2026-01-31T09:00:00.000Z", "execution:earlier"),
    Execution("2026-01-31T09:00:05.000Z", "execution:later"),
)
FAILURE = SessionFailure("StepTimedOut", "다시 시도해 주세요.")
REFUSALS = (SessionConflict, SessionClosed, SessionNotFound)

executions = st.sampled_from(EXECUTIONS)
phases = st.sampled_from([phase for phase in Phase if phase is not Phase.FINISHED])


class TwoExecutions(RuleBasedStateMachine):
    """Two executions of one session, each free to do anything in any order, twice and late."""

    client: "DynamoDBClient"

    def __init__(self) -> None:
        super().__init__()
        for table in TABLES:
            self.client.delete_item(TableName=table, Key=KEY)
        self.clock = FrozenClock()
        self.store = SessionStore(load_settings(StepSettings), client=self.client, clock=self.clock)
        self.session: Item = None
        self.result: Item = None
        self.owners: list[str] = []

    @rule(execution=executions)
    def open(self, execution: Execution) -> None:
        self._try(execution, lambda: self.store.open(ID, execution), may_take_over=True)

    @rule(execution=executions, some=st.lists(phases, min_size=1, max_size=4))
    def advance(self, execution: Execution, some: list[Phase]) -> None:
        for phase in some:
            self._try(execution, partial(self.store.advance, ID, execution.id, phase))

    @rule(execution=executions, how=st.sampled_from(["complete", "fail", "record_failure"]))
    def end(self, execution: Execution, how: str) -> None:
        ways = {
            "complete": lambda: self.store.complete(ID, execution.id, {"by": execution.id}),
            "fail": lambda: self.store.fail(ID, execution.id, FAILURE),
            "record_failure": lambda: self.store.record_failure(ID, execution, FAILURE),
        }
        self._try(execution, ways[how])

    @rule(seconds=st.integers(1, 2000))
    def time_passes(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)

    def _try(self, execution: Execution, write: Any, *, may_take_over: bool = False) -> None:
        before, result = self.session, self.result
        owned = before is None or before["executionId"] == execution.id
        try:
            write()
            may_change = owned or may_take_over
        except REFUSALS:
            may_change = False
        self.session, self.result = (self._item(table) for table in TABLES)
        assert may_change or (self.session, self.result) == (before, result)
        if before and self.session:
            self._check_step(before, self.session)

    def _check_step(self, before: dict[str, Any], now: dict[str, Any]) -> None:
        if now["executionId"] == before["executionId"]:
            assert now["progress"] >= before["progress"]
            assert now == before or before["status"] not in TERMINAL
        else:
            lapsed = self.clock.now - from_iso(before["updatedAt"]) > timedelta(seconds=900)
            assert before["status"] in TERMINAL or lapsed

    def _item(self, table: str) -> Item:
        item = self.client.get_item(TableName=table, Key=KEY).get("Item")
        return from_item(item) if item else None

    @invariant()
    def ownership_only_ever_passes_to_a_later_execution(self) -> None:
        session = self.session
        if session and (not self.owners or self.owners[-1] != session["executionId"]):
            assert session["executionId"] not in self.owners
            self.owners.append(session["executionId"])

    @invariant()
    def completed_and_a_result_of_the_same_execution_go_together(self) -> None:
        session, result = self.session, self.result
        completed = session is not None and session["status"] == "completed"
        assert completed == (result is not None)
        if session and result:
            assert session["executionId"] == result["executionId"] == result["result"]["by"]


def test_any_interleaving_of_two_executions_keeps_the_rules(dynamodb: "DynamoDBClient") -> None:
    TwoExecutions.client = dynamodb
    run_state_machine_as_test(
        TwoExecutions, settings=settings(max_examples=30, stateful_step_count=20, deadline=None)
    )
