from collections.abc import Mapping, Sequence
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from ai_chef_common.clock import iso
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import Offer, PriceLine, PriceSourceKind, Unpriced
from ai_chef_common.errors import (
    PriceQuotaExhausted,
    PriceSourceDenied,
    PriceSourceUnavailable,
    StoreUnavailable,
)
from ai_chef_price.cache import Cached
from ai_chef_price.hit import Hit
from ai_chef_price.sources.catalog import CatalogSource
from ai_chef_price.sources.naver.search import (
    AccessDenied,
    BadCredentials,
    Credentials,
    Deadline,
    LookupFailed,
    SearchGone,
)
from ai_chef_price.sources.naver.source import GONE, Limits, NaverSource
from ai_chef_testing.fakes.naver.pages import page
from ai_chef_testing.plugin import FrozenClock

OLD, NEW = Credentials("id", "old"), Credentials("id", "new")


class Search:
    """Answers from our pages, or as scripted by name."""

    def __init__(self, script: Mapping[str, Any] | None = None, accepts: Credentials = OLD) -> None:
        self.script = script or {}
        self.accepts = accepts
        self.asked: list[str] = []

    def hits(self, query: str, credentials: Credentials, deadline: Deadline) -> list[Hit]:
        self.asked.append(query)
        if credentials != self.accepts:
            raise BadCredentials
        answer = self.script.get(query, self.script.get("*"))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Unpriced):
            raise LookupFailed(answer)
        if answer is not None:
            return list(answer)
        return [Hit.of(item) for item in page(query)["items"]]


class Memory:
    """A cache in memory."""

    def __init__(self, kept: dict[str, Cached] | None = None, *, down: bool = False) -> None:
        self.kept = kept or {}
        self.down = down
        self.written: dict[str, list[Offer]] = {}

    def read(self, ingredients: Sequence[str]) -> dict[str, Cached]:
        if self.down:
            raise StoreUnavailable("down")
        return {name: self.kept[name] for name in ingredients if name in self.kept}

    def write(self, offers: Mapping[str, Sequence[Offer]]) -> None:
        if self.down:
            raise StoreUnavailable("down")
        self.written = {name: list(matches) for name, matches in offers.items()}


def kept(*, stale: bool) -> Cached:
    offer = Offer(
        title="당근 1kg", shop="가게", pack="1kg", pack_grams=Decimal(1000), pack_price=2000
    )
    return Cached((offer,), "2026-01-30T09:00:00.000Z", stale)


def priced(
    search: Search, *names: str, cache: Memory | None = None, allergies: Sequence[str] = (),
    **more: Any,
) -> list[PriceLine]:  # fmt: skip
    source = NaverSource(
        search,
        cache or Memory(),
        lambda anew: NEW if anew else OLD,
        Limits(seconds=2, in_flight=4),
        clock=FrozenClock(),
        **more,
    )
    asked = [Ingredient(name=name, amount=Decimal(200), unit="g") for name in names]
    return source.price(asked, allergies)


def test_a_line_tells_product_shop_link_pack_and_price_by_weight() -> None:
    (line,) = priced(Search(), "당근")

    assert line.price is not None
    assert line.pack_price is not None
    assert line.packs is not None
    assert line.price == line.pack_price * line.packs
    assert line.source is PriceSourceKind.NAVER
    assert line.as_of == iso(FrozenClock()())[:10]
    assert all((line.product, line.shop, line.link, line.pack, line.won_per_100g))
    assert "<b>" not in (line.product or "")


def test_lines_stand_in_the_order_of_the_ingredients_and_each_name_is_searched_once() -> None:
    search = Search()

    lines = priced(search, "당근", "감자", "당근")

    assert [line.name for line in lines] == ["당근", "감자", "당근"]
    assert sorted(search.asked) == ["감자", "당근"]


def test_fresh_offers_are_served_without_a_search() -> None:
    search = Search()

    (line,) = priced(search, "당근", cache=Memory({"당근": kept(stale=False)}))

    assert search.asked == []
    assert (line.price, line.as_of, line.stale) == (2000, "2026-01-30", None)


def test_stale_offers_are_searched_anew() -> None:
    cache = Memory({"당근": kept(stale=True)})

    (line,) = priced(Search(), "당근", cache=cache)

    assert line.stale is None
    assert set(cache.written) == {"당근"}


@pytest.mark.parametrize(
    "outcome", [Unpriced.SOURCE_UNAVAILABLE, Unpriced.OUT_OF_TIME, Unpriced.QUOTA_EXHAUSTED]
)
def test_stale_offers_stand_in_when_the_search_is_down_and_say_so(outcome: Unpriced) -> None:
    (line,) = priced(Search({"당근": outcome}), "당근", cache=Memory({"당근": kept(stale=True)}))

    assert (line.price, line.as_of, line.stale) == (2000, "2026-01-30", True)


def test_an_outage_of_the_cache_does_not_fail_the_lookup() -> None:
    counted: list[str] = []

    (line,) = priced(
        Search(), "당근", cache=Memory(down=True), count=lambda name, _: counted.append(name)
    )

    assert line.price
    assert counted.count("PriceCacheOutages") == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ([], Unpriced.NO_HITS),
        ([Hit.of({"title": "감자 500g", "lprice": "1000"})], Unpriced.NO_MATCH),
        (Unpriced.MALFORMED_ANSWER, Unpriced.MALFORMED_ANSWER),
    ],
)
def test_what_could_not_be_priced_says_why_beside_what_could(answer: Any, why: Unpriced) -> None:
    lines = priced(Search({"당근": answer}), "당근", "감자")

    assert lines[0].unpriced is why
    assert lines[1].price


def test_an_unknown_ingredient_is_not_searched_for() -> None:
    search = Search()

    (line, _) = priced(search, "할머니비법소스", "당근")

    assert line.unpriced is Unpriced.UNKNOWN_INGREDIENT
    assert search.asked == ["당근"]


def test_the_catalog_stands_in_by_line_and_is_labelled() -> None:
    lines = priced(
        Search({"당근": Unpriced.SOURCE_UNAVAILABLE}), "당근", "감자", fallback=CatalogSource()
    )

    assert [line.source for line in lines] == ["catalog", "naver"]
    assert lines[0].as_of == "2026-10-02"


@pytest.mark.parametrize(
    ("outcome", "failure"),
    [
        (Unpriced.SOURCE_UNAVAILABLE, PriceSourceUnavailable),
        (Unpriced.OUT_OF_TIME, PriceSourceUnavailable),
        (Unpriced.QUOTA_EXHAUSTED, PriceQuotaExhausted),
    ],
)
def test_a_source_that_is_wholly_down_fails_by_name(
    outcome: Unpriced, failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        priced(Search({"*": outcome}), "당근", "감자")


def test_a_source_that_answers_without_a_match_is_not_down() -> None:
    lines = priced(Search({"*": []}), "당근", "감자")

    assert {line.unpriced for line in lines} == {Unpriced.NO_HITS}


def test_refused_credentials_are_fetched_anew_once_for_all_searches() -> None:
    fetched: list[bool] = []

    def credentials(anew: bool) -> Credentials:
        fetched.append(anew)
        return NEW if anew else OLD

    class Together(Search):
        """Lets no search go on before all have come with the old credentials."""

        meeting = Barrier(3, timeout=5)

        def hits(self, query: str, credentials: Credentials, deadline: Deadline) -> list[Hit]:
            if credentials == OLD:
                self.meeting.wait()
            return super().hits(query, credentials, deadline)

    source = NaverSource(
        Together(accepts=NEW), Memory(), credentials, Limits(seconds=2, in_flight=4)
    )
    asked = [
        Ingredient(name=name, amount=Decimal(200), unit="g") for name in ("당근", "감자", "양파")
    ]

    assert all(line.price for line in source.price(asked, []))
    assert fetched == [False, True]


def test_credentials_that_stay_refused_fail_by_name() -> None:
    with pytest.raises(PriceSourceDenied):
        priced(Search(accepts=Credentials("id", "other")), "당근")


def test_a_search_that_is_not_enabled_is_never_priced_from_the_catalog_in_silence() -> None:
    with pytest.raises(PriceSourceDenied, match="403"):
        priced(Search({"*": AccessDenied("status 403")}), "당근", fallback=CatalogSource())


def test_a_search_that_is_gone_is_an_outage_that_the_catalog_covers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    counted: list[tuple[str, int]] = []

    with caplog.at_level("WARNING"):
        lines = priced(
            Search({"*": SearchGone()}), "당근", "감자", fallback=CatalogSource(),
            count=lambda name, value: counted.append((name, value)),
        )  # fmt: skip

    assert {line.source for line in lines} == {PriceSourceKind.CATALOG}
    assert ("PriceSearchGone", 2) in counted
    assert [record.getMessage() for record in caplog.records] == [GONE]


def test_a_search_that_is_gone_without_a_fallback_fails_and_says_what_to_do() -> None:
    with pytest.raises(PriceSourceUnavailable, match="price_source"):
        priced(Search({"*": SearchGone()}), "당근", "감자")


def test_kept_offers_stand_in_for_a_search_that_is_gone() -> None:
    (line,) = priced(Search({"*": SearchGone()}), "당근", cache=Memory({"당근": kept(stale=True)}))

    assert (line.price, line.stale) == (2000, True)


def test_a_placeholder_price_costs_nobody_the_line() -> None:
    hits = [Hit.of({"title": "당근 1kg", "lprice": "999999999", "category1": "식품"})]

    (line,) = priced(Search({"당근": hits}), "당근", fallback=CatalogSource())

    assert line.source is PriceSourceKind.CATALOG


def test_a_blank_mall_is_no_shop() -> None:
    item = {"title": "당근 1kg", "lprice": "3000", "category1": "식품", "mallName": "  "}

    (line,) = priced(Search({"당근": [Hit.of(item)]}), "당근")

    assert line.shop == "판매처 미상"
    assert [offer.shop for offer in line.offers] == [None]


def test_a_pack_is_read_before_the_title_is_cut() -> None:
    title = f"국내산 당근 {'신선한 ' * 25}1kg"
    item = {"title": title, "lprice": "3000", "category1": "식품", "mallName": "가게"}

    (line,) = priced(Search({"당근": [Hit.of(item)]}), "당근")

    assert line.pack_grams == 1000
    assert len(line.product or "") == 80


def test_a_requirement_of_the_recipe_is_searched_for_and_held() -> None:
    hits = [
        Hit.of({"title": "가염 버터 450g", "lprice": "7000", "category1": "식품"}),
        Hit.of({"title": "무염 버터 450g", "lprice": "9000", "category1": "식품"}),
    ]
    search = Search({"무염 버터": hits})

    (line,) = priced(search, "무염버터")

    assert search.asked == ["무염 버터"]
    assert line.product == "무염 버터 450g"


def test_a_product_that_names_the_persons_allergen_is_not_taken() -> None:
    hits = [
        Hit.of({"title": "땅콩 함유 두부 300g", "lprice": "1000", "category1": "식품"}),
        Hit.of({"title": "두부 국산 300g", "lprice": "1500", "category1": "식품"}),
    ]

    (line,) = priced(Search({"두부": hits}), "두부", allergies=["땅콩"])

    assert line.product == "두부 국산 300g"


def test_refusals_are_listed_in_debug_only() -> None:
    assert priced(Search(), "당근")[0].refused == []
    assert priced(Search(), "당근", with_refusals=True)[0].refused
