"""The one result of a session: recipe, prices and what it costs."""

from ai_chef_common.contract import Contract, Krw, SessionId
from ai_chef_common.pricing import PriceLine
from ai_chef_common.recipe import Recipe


class Result(Contract):
    """What the Results item holds. Costs are KRW at checkout; per serving is rounded half up."""

    recipe: Recipe
    pricing: list[PriceLine]
    total_cost: Krw
    cost_per_serving: Krw


class StoredResult(Contract):
    """A Results item as a reader sees it."""

    session_id: SessionId
    execution_id: str
    result: Result
    created_at: str
    ttl: int
