"""FetchPrices: prices the ingredients of the recipe."""

from ai_chef_common import cold_start, metrics
from ai_chef_common.contracts.pricing import PriceLine, fitted
from ai_chef_common.contracts.sizes import PRICING_BYTES
from ai_chef_common.sessions.phases import Phase
from ai_chef_common.sessions.store import SessionStore
from ai_chef_common.settings import load_settings
from ai_chef_common.step import Step
from ai_chef_price.lookup import price_recipe
from ai_chef_price.requests import FetchPricesRequest
from ai_chef_price.settings import PriceSettings
from ai_chef_price.substitutions import with_cheaper
from ai_chef_price.wiring import choose_source

settings = load_settings(PriceSettings)
store = SessionStore(settings)
source = choose_source(settings)


@Step(
    "FetchPrices",
    FetchPricesRequest,
    begins=Phase.PRICE_LOOKUP,
    ends=Phase.PRICE_COMPLETED,
    sessions=store,
    most_bytes=PRICING_BYTES,
)
def handler(request: FetchPricesRequest) -> list[PriceLine]:
    """Return one price line for each ingredient, in their order."""
    lines = price_recipe(source, request.ingredients, request.profile.allergies)
    priced = sum(line.price is not None for line in lines)
    metrics.emit("PriceCoverage", 100 * priced / len(lines))
    return fitted(with_cheaper(source, request.ingredients, lines, request.profile))


cold_start.end()
