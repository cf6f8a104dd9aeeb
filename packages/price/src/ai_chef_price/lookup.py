"""Prices from Naver: cached offers first, then all searches at once, then what may stand in."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple, Protocol

from ai_chef_common.clock import Clock, iso, utc_now
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import (
    Offer,
    PriceBasis,
    PriceLine,
    PriceSourceKind,
    Unpriced,
    packs_for,
    won_per_100g,
)
from ai_chef_common.errors import (
    PriceQuotaExhausted,
    PriceSourceDenied,
    PriceSourceUnavailable,
    StoreAccessDenied,
    StoreMisconfigured,
    StoreUnavailable,
)
from ai_chef_food.ingredients import canonical_name
from ai_chef_food.units import weight
from ai_chef_price.cache import Cached
from ai_chef_price.catalog import CatalogSource
from ai_chef_price.hit import Hit
from ai_chef_price.matching import match, names_an_allergen, rank
from ai_chef_price.naver import BadCredentials, Credentials, Deadline, LookupFailed

MOST_REFUSALS_TOLD = 3
DOWN = frozenset({Unpriced.SOURCE_UNAVAILABLE, Unpriced.OUT_OF_TIME, Unpriced.QUOTA_EXHAUSTED})
"""Outcomes for which kept offers may stand in: the search could not answer."""


class Search(Protocol):
    """What this module needs of `naver.NaverSearch`."""

    def hits(self, query: str, credentials: Credentials, deadline: Deadline) -> list[Hit]:
        """Return the hits for a query."""
        ...


class Cache(Protocol):
    """What this module needs of `cache.PriceCache`."""

    def read(self, ingredients: Sequence[str]) -> dict[str, Cached]:
        """Return what is kept, by ingredient."""
        ...

    def write(self, offers: Mapping[str, Sequence[Offer]]) -> None:
        """Keep offers by ingredient."""
        ...


class Limits(NamedTuple):
    """Seconds for all lookups of one invocation, and how many may be in flight."""

    seconds: float
    in_flight: int


class _Found(NamedTuple):
    offers: tuple[Offer, ...] = ()
    refused: tuple[str, ...] = ()
    as_of: str = ""
    stale: bool = False
    outcome: Unpriced | None = None


class NaverSource:
    """Prices of today. Every refusal, gap and stand-in is shown in the line.

    Parameters
    ----------
    credentials
        Called with True to have them fetched anew after a refusal.
    fallback
        The catalog, for lines that the search could not price; None leaves them unpriced.
    counted
        Told of calls and cache hits, e.g. to meter them.
    """

    def __init__(
        self,
        search: Search,
        cache: Cache,
        credentials: Callable[[bool], Credentials],
        limits: Limits,
        *,
        fallback: CatalogSource | None = None,
        tell_refusals: bool = False,
        counted: Callable[[str, int], None] = lambda name, value: None,
        clock: Clock = utc_now,
    ) -> None:
        self._search = search
        self._cache = cache
        self._credentials = credentials
        self._limits = limits
        self._fallback = fallback
        self._tell_refusals = tell_refusals
        self._counted = counted
        self._clock = clock

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        """Return one line for each ingredient, in their order.

        Raises
        ------
        PriceSourceDenied
            The credentials are refused, also after they were fetched anew.
        PriceQuotaExhausted, PriceSourceUnavailable
            Nothing could be looked up, and nothing may stand in for any line.
        """
        names = list(
            dict.fromkeys(
                filter(None, (canonical_name(ingredient.name) for ingredient in ingredients))
            )
        )
        kept = self._read_cache(names)
        fresh = {name: _of_cache(entry) for name, entry in kept.items() if not entry.stale}
        found = fresh | self._search_all([name for name in names if name not in fresh])
        for name, entry in kept.items():
            if found[name].outcome in DOWN:
                found[name] = _of_cache(entry)
        lines = [self._line(ingredient, found, allergies) for ingredient in ingredients]
        self._refuse_if_wholly_down(lines, found)
        return lines

    def _read_cache(self, names: list[str]) -> dict[str, Cached]:
        try:
            kept = self._cache.read(names)
        except (StoreUnavailable, StoreAccessDenied, StoreMisconfigured):
            self._counted("PriceCacheOutages", 1)
            return {}
        self._counted("PriceCacheHits", sum(not entry.stale for entry in kept.values()))
        return kept

    def _search_all(self, names: list[str]) -> dict[str, _Found]:
        """Search for all names at once, and keep what was found."""
        if not names:
            return {}
        self._counted("PriceSearches", len(names))
        deadline = Deadline(self._limits.seconds)
        keyring = _Keyring(self._credentials)
        with ThreadPoolExecutor(max_workers=self._limits.in_flight) as pool:
            found = dict(
                zip(names, pool.map(lambda name: self._look_up(name, keyring, deadline), names),
                    strict=True)
            )  # fmt: skip
        answered = {name: result.offers for name, result in found.items() if result.offers}
        try:
            self._cache.write(answered)
        except (StoreUnavailable, StoreAccessDenied, StoreMisconfigured):
            self._counted("PriceCacheOutages", 1)
        return found

    def _look_up(self, name: str, keyring: "_Keyring", deadline: Deadline) -> _Found:
        try:
            hits = keyring.use(lambda credentials: self._search.hits(name, credentials, deadline))
        except LookupFailed as failed:
            return _Found(outcome=failed.outcome)
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
            stand_in = self._fallback.price([ingredient], allergies)[0]
            if stand_in.price is not None:
                return stand_in.model_copy(update={"refused": line.refused})
        return line

    def _searched_line(
        self, ingredient: Ingredient, found: Mapping[str, _Found], allergies: Sequence[str]
    ) -> PriceLine:
        known_as, need = canonical_name(ingredient.name), weight(ingredient)
        if known_as is None:
            return PriceLine(name=ingredient.name, unpriced=Unpriced.UNKNOWN_INGREDIENT)
        if need is None:
            return PriceLine(name=ingredient.name, unpriced=Unpriced.UNKNOWN_WEIGHT)
        looked_up = found[known_as]
        refused = list(looked_up.refused[:MOST_REFUSALS_TOLD]) if self._tell_refusals else []
        offers = [
            offer
            for offer in rank(known_as, looked_up.offers, need)
            if not names_an_allergen(offer.title, allergies, known_as)
        ]
        if not offers:
            reason = looked_up.outcome or Unpriced.NO_MATCH
            return PriceLine(name=ingredient.name, unpriced=reason, refused=refused)
        best = offers[0]
        packs = packs_for(need, best.pack_grams)
        return PriceLine(
            name=ingredient.name,
            price=best.pack_price * packs,
            shop=best.shop,
            product=best.title,
            link=best.link,
            pack=best.pack,
            pack_grams=best.pack_grams,
            pack_price=best.pack_price,
            packs=packs,
            won_per_100g=won_per_100g(best.pack_price, best.pack_grams),
            source=PriceSourceKind.NAVER,
            basis=PriceBasis.OFFER,
            as_of=looked_up.as_of[:10],
            stale=looked_up.stale or None,
            offers=[offer.model_copy(update={"link": None}) for offer in offers],
            refused=refused,
        )

    def _refuse_if_wholly_down(
        self, lines: Sequence[PriceLine], found: Mapping[str, _Found]
    ) -> None:
        if not found or any(line.price is not None for line in lines):
            return
        outcomes = {result.outcome for result in found.values()}
        if outcomes == {Unpriced.QUOTA_EXHAUSTED}:
            raise PriceQuotaExhausted("every search was refused for its quota, and nothing is kept")
        if outcomes <= DOWN:
            reasons = ", ".join(sorted(outcome.value for outcome in outcomes if outcome))
            raise PriceSourceUnavailable(f"no search was answered ({reasons}), and nothing is kept")


class _Keyring:
    """Credentials that all searches of one invocation share; a refusal has them fetched once."""

    def __init__(self, credentials: Callable[[bool], Credentials]) -> None:
        self._fetch = credentials
        self._current = credentials(False)
        self._lock = Lock()

    def use[T](self, call: Callable[[Credentials], T]) -> T:
        """Call with the credentials, and once more with new ones if they are refused.

        Raises
        ------
        PriceSourceDenied
            The new ones are refused too.
        """
        used = self._current
        try:
            return call(used)
        except BadCredentials:
            with self._lock:
                if self._current == used:
                    self._current = self._fetch(True)
        try:
            return call(self._current)
        except BadCredentials:
            raise PriceSourceDenied(
                "Naver refuses the credentials: put valid ones with `make secret ENV=…`"
            ) from None


def _of_cache(kept: Cached) -> _Found:
    return _Found(offers=kept.offers, as_of=kept.fetched_at, stale=kept.stale)
