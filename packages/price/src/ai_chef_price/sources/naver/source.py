"""Prices from Naver: cached offers first, then all searches at once, then what may stand in."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, Protocol

from aws_lambda_powertools.logging import Logger

from ai_chef_common.clock import Clock, iso, utc_now
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import Offer, PriceBasis, PriceLine, PriceSourceKind, Unpriced
from ai_chef_common.errors import (
    PriceQuotaExhausted,
    PriceSourceUnavailable,
    StoreAccessDenied,
    StoreMisconfigured,
    StoreUnavailable,
)
from ai_chef_food.units import weight
from ai_chef_price.cache import Cached
from ai_chef_price.hit import Hit
from ai_chef_price.matching import match, names_an_allergen, rank
from ai_chef_price.matching.products import product_name, search_query
from ai_chef_price.sources.naver.keyring import Keyring
from ai_chef_price.sources.naver.search import (
    Credentials,
    Deadline,
    LookupFailed,
    SearchGone,
)
from ai_chef_price.sources.protocol import PriceSource

MOST_REFUSALS_LISTED = 3
MOST_OFFERS_LISTED = 4
UNKNOWN_SHOP = "판매처 미상"
DOWN = frozenset(
    {
        Unpriced.SOURCE_UNAVAILABLE,
        Unpriced.OUT_OF_TIME,
        Unpriced.QUOTA_EXHAUSTED,
        Unpriced.RATE_LIMITED,
    }
)
"""Outcomes for which kept offers may stand in: the search could not answer."""

GONE = (
    "the shopping search no longer exists (404): Naver ended it on 2026-07-31 (its notice 32530); "
    'set price_source = "catalog" and deploy'
)

logger = Logger(child=True)

CACHE_OUTAGES = (StoreUnavailable, StoreAccessDenied, StoreMisconfigured)


class Search(Protocol):
    """What this module needs of `search.NaverSearch`."""

    def hits(self, query: str, credentials: Credentials, deadline: Deadline) -> list[Hit]:
        """Return the hits for a query."""
        ...


class Cache(Protocol):
    """What this module needs of `cache.PriceCache`."""

    def read(self, ingredients: Sequence[str]) -> dict[str, Cached]:
        """Return what is kept, by query."""
        ...

    def write(self, offers: Mapping[str, Sequence[Offer]]) -> None:
        """Keep offers by query."""
        ...


class Limits(NamedTuple):
    """Seconds for all lookups of one invocation, and how many may be in flight."""

    seconds: float
    in_flight: int


class _Found(NamedTuple):
    """What is known of one query: its offers, or the outcome that left none."""

    offers: tuple[Offer, ...] = ()
    refused: tuple[str, ...] = ()
    as_of: str = ""
    stale: bool = False
    outcome: Unpriced | None = None
    is_gone: bool = False

    @classmethod
    def of_cache(cls, kept: Cached) -> "_Found":
        """Return what was kept."""
        return cls(offers=kept.offers, as_of=kept.fetched_at, stale=kept.stale)


class NaverSource:
    """Prices of today. Every refusal, gap and stand-in is shown in the line.

    Parameters
    ----------
    credentials
        Called with True to have them fetched anew after a refusal.
    fallback
        The catalog, for lines that the search could not price; None leaves them unpriced.
    with_refusals
        Whether lines list why hits were not taken.
    count
        Called with the names and numbers of searches, cache hits, cache outages, and of lookups that
        found the search gone.
    """

    def __init__(
        self,
        search: Search,
        cache: Cache,
        credentials: Callable[[bool], Credentials],
        limits: Limits,
        *,
        fallback: PriceSource | None = None,
        with_refusals: bool = False,
        count: Callable[[str, int], None] = lambda name, value: None,
        clock: Clock = utc_now,
    ) -> None:
        self._search = search
        self._cache = cache
        self._credentials = credentials
        self._limits = limits
        self._fallback = fallback
        self._with_refusals = with_refusals
        self._count = count
        self._clock = clock
        self._has_warned = False

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        """Return one line for each ingredient, in their order.

        Raises
        ------
        PriceSourceDenied
            The credentials are refused, also after they were fetched anew, or the interface is.
        PriceQuotaExhausted, PriceSourceUnavailable
            Nothing could be looked up, and nothing may stand in for any line.
        """
        queries = {
            search_query(ingredient.name): ingredient.name
            for ingredient in ingredients
            if product_name(ingredient.name) and weight(ingredient) is not None
        }
        kept = self._read_cache(list(queries))
        fresh = {query: _Found.of_cache(entry) for query, entry in kept.items() if not entry.stale}
        found = fresh | self._search_all(
            {query: name for query, name in queries.items() if query not in fresh}
        )
        for query, entry in kept.items():
            if found[query].outcome in DOWN:
                found[query] = _Found.of_cache(entry)
        lines = [self._line(ingredient, found, allergies) for ingredient in ingredients]
        _raise_if_wholly_down(lines, found)
        return lines

    def _read_cache(self, queries: list[str]) -> dict[str, Cached]:
        try:
            kept = self._cache.read(queries)
        except CACHE_OUTAGES:
            self._count("PriceCacheOutages", 1)
            return {}
        self._count("PriceCacheHits", sum(not entry.stale for entry in kept.values()))
        return kept

    def _search_all(self, queries: Mapping[str, str]) -> dict[str, _Found]:
        """Search for all at once, and keep what was found; `queries` leads to raw names."""
        if not queries:
            return {}
        self._count("PriceSearches", len(queries))
        deadline = Deadline(self._limits.seconds)
        keyring = Keyring(self._credentials)

        def look_up(query: str) -> _Found:
            return self._look_up(query, queries[query], keyring, deadline)

        with ThreadPoolExecutor(max_workers=self._limits.in_flight) as pool:
            found = dict(zip(queries, pool.map(look_up, queries), strict=True))
        self._warn_if_gone(found)
        answered = {query: result.offers for query, result in found.items() if result.offers}
        try:
            self._cache.write(answered)
        except CACHE_OUTAGES:
            self._count("PriceCacheOutages", 1)
        return found

    def _warn_if_gone(self, found: Mapping[str, _Found]) -> None:
        if gone := sum(result.is_gone for result in found.values()):
            self._count("PriceSearchGone", gone)
            if not self._has_warned:
                logger.warning(GONE)
            self._has_warned = True

    def _look_up(self, query: str, name: str, keyring: Keyring, deadline: Deadline) -> _Found:
        try:
            hits = keyring.use(lambda credentials: self._search.hits(query, credentials, deadline))
        except LookupFailed as failed:
            return _Found(outcome=failed.outcome, is_gone=isinstance(failed, SearchGone))
        if not hits:
            return _Found(outcome=Unpriced.NO_HITS)
        matched = match(name, hits)
        return _Found(
            offers=matched.offers,
            refused=matched.refused,
            as_of=iso(self._clock()),
            outcome=None if matched.offers else Unpriced.NO_MATCH,
        )

    def _line(
        self, ingredient: Ingredient, found: Mapping[str, _Found], allergies: Sequence[str]
    ) -> PriceLine:
        line = self._searched_line(ingredient, found, allergies)
        if line.unpriced and self._fallback:
            (stand_in,) = self._fallback.price([ingredient], allergies)
            if stand_in.price is not None:
                return stand_in.model_copy(update={"refused": line.refused})
        return line

    def _searched_line(
        self, ingredient: Ingredient, found: Mapping[str, _Found], allergies: Sequence[str]
    ) -> PriceLine:
        product, need = product_name(ingredient.name), weight(ingredient)
        if product is None:
            return PriceLine.without_price(ingredient.name, Unpriced.UNKNOWN_INGREDIENT)
        if need is None:
            return PriceLine.without_price(ingredient.name, Unpriced.UNKNOWN_WEIGHT)
        looked_up = found[search_query(ingredient.name)]
        refused = looked_up.refused[:MOST_REFUSALS_LISTED] if self._with_refusals else ()
        offers = [
            offer
            for offer in rank(ingredient.name, looked_up.offers, need)
            if not names_an_allergen(offer.title, allergies, product)
        ]
        if not offers:
            reason = looked_up.outcome or Unpriced.NO_MATCH
            return PriceLine.without_price(ingredient.name, reason, refused)
        best = offers[0]
        return PriceLine.of_packs(
            ingredient.name,
            need,
            pack=best.pack,
            pack_grams=best.pack_grams,
            pack_price=best.pack_price,
            shop=best.shop or UNKNOWN_SHOP,
            product=best.title,
            link=best.link,
            source=PriceSourceKind.NAVER,
            basis=PriceBasis.OFFER,
            as_of=looked_up.as_of[:10],
            stale=looked_up.stale or None,
            offers=[
                offer.model_copy(update={"link": None}) for offer in offers[:MOST_OFFERS_LISTED]
            ],
            refused=list(refused),
        )


def _raise_if_wholly_down(lines: Sequence[PriceLine], found: Mapping[str, _Found]) -> None:
    if not found or any(line.price is not None for line in lines):
        return
    outcomes = {result.outcome for result in found.values()}
    if outcomes == {Unpriced.QUOTA_EXHAUSTED}:
        raise PriceQuotaExhausted("every search was refused for its quota, and nothing is kept")
    if all(result.is_gone for result in found.values()):
        raise PriceSourceUnavailable(GONE)
    if outcomes <= DOWN:
        reasons = ", ".join(sorted(outcome.value for outcome in outcomes if outcome))
        raise PriceSourceUnavailable(f"no search was answered ({reasons}), and nothing is kept")
