"""CombineResults: totals, stores the result and finishes the session."""

from typing import Annotated

from pydantic import Field, Json

from ai_chef_combine.costs import combine
from ai_chef_combine.requests import CombineResultsRequest
from ai_chef_common import cold_start
from ai_chef_common.contracts.result import Result
from ai_chef_common.errors import SessionNotFound
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.results import ResultStore
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import StepSettings, load_settings
from ai_chef_common.step import Step


class CombineSettings(StepSettings):
    """``shipping_fees``: KRW by shop as JSON; empty if they are not known."""

    shipping_fees: Json[dict[str, Annotated[int, Field(ge=0)]]] = Field(default_factory=dict)


settings = load_settings(CombineSettings)
store = SessionStore(settings)


@Step(
    "CombineResults",
    CombineResultsRequest,
    begins=Phase.COMBINING_RESULTS,
    sessions=store,
)
def handler(request: CombineResultsRequest) -> Result:
    """Return what is stored: on a retry after the session was completed, the first result."""
    result = combine(
        request.recipe_result.recipe,
        request.pricing_result.pricing,
        request.profile,
        settings.shipping_fees or None,
    )
    if store.complete(request.session_id, request.execution_id, result.to_json()):
        return result
    stored = ResultStore(settings.results_table).get(request.session_id)
    if stored is None:
        raise SessionNotFound("the session is completed, but its result has been deleted")
    return stored.result


cold_start.end()
