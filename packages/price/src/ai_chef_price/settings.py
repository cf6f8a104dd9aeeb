"""What the price step is configured with."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ai_chef_common.settings import StepSettings, TableName


class PriceSettings(StepSettings):
    """Where prices come from.

    ``price_source``: ``catalog``, the embedded reference prices, or ``naver``, the shopping search.
    ``price_fallback``: ``catalog`` prices the lines that the search could not.
    ``price_seconds``: for all searches of one invocation; ``price_call_seconds`` for one answer.
    ``price_cache_hours``: how long an offer serves instead of a search; ``price_kept_hours``: how
    long it may stand in when the search is down.
    ``price_debug``: list in each line why the other hits were refused.
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
