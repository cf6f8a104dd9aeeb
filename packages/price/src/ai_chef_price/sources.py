"""Where prices come from, chosen in one place; nothing else in this package knows which it is."""

from collections.abc import Sequence
from typing import Annotated, Literal, Protocol, Self

from pydantic import Field, model_validator

from ai_chef_common import metrics
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceLine
from ai_chef_common.settings import StepSettings, TableName
from ai_chef_price.catalog import CatalogSource


class PriceSource(Protocol):
    """Anything that can price ingredients."""

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        """Return one line for each ingredient, in their order; money is integer KRW.

        A product whose title names one of `allergies` is not taken. What cannot be priced is a line
        that says why.

        Raises
        ------
        PriceSourceUnavailable
            The source cannot be reached now.
        PriceSourceDenied, PriceQuotaExhausted
            The source refuses until someone mends it, or until tomorrow.
        """
        ...


class PriceSettings(StepSettings):
    """Where prices come from.

    ``price_source``: ``catalog``, the embedded reference prices, or ``naver``, the shopping search.
    ``price_fallback``: ``catalog`` prices the lines that the search could not.
    ``price_seconds``: for all searches of one invocation; ``price_call_seconds`` for one answer.
    ``price_cache_hours``: how long an offer serves instead of a search; ``price_kept_hours``: how
    long it may stand in when the search is down.
    ``price_debug``: tell in each line why the other hits were refused.
    """

    price_source: Literal["catalog", "naver"]
    price_fallback: Literal["none", "catalog"] = "none"
    prices_table: TableName | None = None
    naver_url: str = "https://openapi.naver.com"
    naver_credentials: str = ""
    price_seconds: Annotated[float, Field(gt=0, le=60)] = 8
    price_call_seconds: Annotated[float, Field(gt=0, le=30)] = 3
    price_in_flight: Annotated[int, Field(ge=1, le=40)] = 10
    price_display: Annotated[int, Field(ge=1, le=100)] = 40
    price_cache_hours: Annotated[int, Field(ge=0, le=168)] = 12
    price_kept_hours: Annotated[int, Field(ge=1, le=720)] = 168
    price_debug: bool = False

    @model_validator(mode="after")
    def _has_what_naver_needs(self) -> Self:
        if self.price_source == "naver" and not (self.naver_credentials and self.prices_table):
            raise ValueError("PRICE_SOURCE=naver needs NAVER_CREDENTIALS and PRICES_TABLE")
        return self


def choose_source(settings: PriceSettings) -> PriceSource:
    """Return the source that the settings name."""
    match settings.price_source:
        case "catalog":
            return CatalogSource()
        case "naver":
            return _naver(settings)


def _naver(settings: PriceSettings) -> PriceSource:
    """Build the search; its HTTP client and AWS adapters are imported only where they are used."""
    from ai_chef_price.cache import PriceCache  # noqa: PLC0415
    from ai_chef_price.credentials import read_credentials  # noqa: PLC0415
    from ai_chef_price.lookup import Limits, NaverSource  # noqa: PLC0415
    from ai_chef_price.naver import NaverSearch  # noqa: PLC0415

    return NaverSource(
        NaverSearch(
            settings.naver_url,
            call_seconds=settings.price_call_seconds,
            display=settings.price_display,
            connections=settings.price_in_flight,
        ),
        PriceCache(
            settings.prices_table or "",
            fresh_hours=settings.price_cache_hours,
            kept_hours=settings.price_kept_hours,
        ),
        lambda anew: read_credentials(settings.naver_credentials, anew=anew),
        Limits(settings.price_seconds, settings.price_in_flight),
        fallback=CatalogSource() if settings.price_fallback == "catalog" else None,
        tell_refusals=settings.price_debug,
        counted=metrics.emit,
    )
