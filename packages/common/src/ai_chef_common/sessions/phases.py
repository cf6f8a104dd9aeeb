"""The one table of phases: what a session passes through, and the progress each phase shows."""

from enum import StrEnum


class Status(StrEnum):
    """What a poller acts on: keep polling, read the result, or show the error."""

    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


TERMINAL = frozenset({Status.COMPLETED, Status.FAILED})


class Phase(StrEnum):
    """Where a session is. The order of the members is the order of the workflow."""

    SESSION_STARTED = "session_started"
    RECIPE_GENERATION = "recipe_generation"
    RECIPE_COMPLETED = "recipe_completed"
    PRICE_LOOKUP = "price_lookup"
    PRICE_COMPLETED = "price_completed"
    COMBINING_RESULTS = "combining_results"
    FINISHED = "finished"

    @property
    def progress(self) -> int:
        """Percent shown while the session is in this phase, 0-100, rising with the order."""
        return _PROGRESS[self]

    @property
    def status(self) -> Status:
        """Status that a session has when it enters this phase without a failure."""
        return Status.COMPLETED if self is Phase.FINISHED else Status.PROCESSING

    @property
    def label(self) -> str:
        """What people see while the session is in this phase, in Korean."""
        return _LABELS[self]

    @property
    def written_by(self) -> str:
        """Package whose Lambda writes this phase."""
        return _WRITTEN_BY[self]


_PROGRESS = {
    Phase.SESSION_STARTED: 0,
    Phase.RECIPE_GENERATION: 10,
    Phase.RECIPE_COMPLETED: 50,
    Phase.PRICE_LOOKUP: 60,
    Phase.PRICE_COMPLETED: 80,
    Phase.COMBINING_RESULTS: 90,
    Phase.FINISHED: 100,
}

_LABELS = {
    Phase.SESSION_STARTED: "세션 시작",
    Phase.RECIPE_GENERATION: "레시피 찾는 중",
    Phase.RECIPE_COMPLETED: "레시피 완성",
    Phase.PRICE_LOOKUP: "가격 조회 중",
    Phase.PRICE_COMPLETED: "가격 확인 완료",
    Phase.COMBINING_RESULTS: "결과 정리 중",
    Phase.FINISHED: "완료",
}

_WRITTEN_BY = {
    Phase.SESSION_STARTED: "orchestrator",
    Phase.RECIPE_GENERATION: "recipe",
    Phase.RECIPE_COMPLETED: "recipe",
    Phase.PRICE_LOOKUP: "price",
    Phase.PRICE_COMPLETED: "price",
    Phase.COMBINING_RESULTS: "combine",
    Phase.FINISHED: "combine",
}
