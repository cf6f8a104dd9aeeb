"""Where to buy: split over the cheapest shops, or all in one."""

from collections.abc import Mapping, Sequence

from ai_chef_common.contracts.pricing import Offer
from ai_chef_common.contracts.result import Basket, Baskets, CostLine
from ai_chef_common.packs import packs_for

COMPARISON_PAGE = "네이버"
"""The mall name of a price-comparison page: several shops, so no single one to buy all from."""

Shipping = Mapping[str, int]


def baskets(lines: Sequence[CostLine], shipping: Shipping | None) -> Baskets | None:
    """Return the cheapest split and the cheapest single shop, or None if no line has offers.

    Only lines that are bought and have offers of a named shop take part. The single shop is the one
    that has most of them, and among those the cheapest; ``difference`` is what it costs more than
    the split, for as much as it has.
    """
    by_line = {
        line.name: prices
        for line in lines
        if not line.at_home
        and line.used_grams is not None
        and not line.bought_with
        and (prices := _cheapest_by_shop(line))
    }
    if not by_line:
        return None
    split = _split(by_line, shipping)
    single = _single(by_line, shipping)
    return Baskets(
        split=split,
        single=single,
        difference=single.total - split.total if single and not single.missing else None,
        shipping="included" if shipping is not None else "unknown",
    )


def _checkout(offer: Offer, line: CostLine) -> int:
    need = line.need_grams or line.used_grams
    return offer.pack_price * packs_for(need or offer.pack_grams, offer.pack_grams)


def _cheapest_by_shop(line: CostLine) -> dict[str, int]:
    prices: dict[str, int] = {}
    for offer in line.offers:
        if offer.shop is None:
            continue
        price = _checkout(offer, line)
        prices[offer.shop] = min(price, prices.get(offer.shop, price))
    return prices


def _fees(shops: Sequence[str], shipping: Shipping | None) -> int:
    return sum(shipping.get(shop, 0) for shop in shops) if shipping else 0


def _split(by_line: dict[str, dict[str, int]], shipping: Shipping | None) -> Basket:
    chosen = {name: min(prices, key=lambda shop: (prices[shop], shop))
              for name, prices in by_line.items()}  # fmt: skip
    shops = sorted(set(chosen.values()))
    total = sum(by_line[name][shop] for name, shop in chosen.items())
    return Basket(shops=shops, total=total + _fees(shops, shipping))


def _single(by_line: dict[str, dict[str, int]], shipping: Shipping | None) -> Basket | None:
    shops = {shop for prices in by_line.values() for shop in prices} - {COMPARISON_PAGE}
    offered = [
        Basket(
            shops=[shop],
            total=sum(prices[shop] for prices in by_line.values() if shop in prices)
            + _fees([shop], shipping),
            missing=[name for name, prices in by_line.items() if shop not in prices],
        )
        for shop in sorted(shops)
    ]
    return min(offered, key=lambda basket: (len(basket.missing), basket.total), default=None)
