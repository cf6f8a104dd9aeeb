"""The one place that knows which price source the settings name."""

from ai_chef_common import metrics
from ai_chef_price.settings import PriceSettings
from ai_chef_price.sources.catalog import CatalogSource
from ai_chef_price.sources.protocol import PriceSource


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
    from ai_chef_price.sources.naver.credentials import read_credentials  # noqa: PLC0415
    from ai_chef_price.sources.naver.search import NaverSearch  # noqa: PLC0415
    from ai_chef_price.sources.naver.source import Limits, NaverSource  # noqa: PLC0415

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
        with_refusals=settings.price_debug,
        count=metrics.emit,
    )
