"""The shopping list: what has to be bought, grouped by shop."""

from typing import Any

from rich.table import Table

from ai_chef_cli.figures import packs, won
from ai_chef_cli.plain import plain
from ai_chef_common.contracts.pricing import PriceSourceKind
from ai_chef_common.contracts.result import CostLine, Result

MARKET = "가까운 마트나 시장"
"""Where to buy what the catalog prices: a survey and an estimate are no shops."""


def by_shop(result: Result) -> list[dict[str, Any]]:
    """Return the shops in order of their names, each with what to buy there and its total in KRW.

    What is at home is left out. What has no price stands without one at the market, and in no total.
    """
    shops: dict[str, list[dict[str, Any]]] = {}
    for line in result.pricing:
        if line.at_home or line.bought_with or line.price == 0:
            continue
        bought = {
            "name": line.name,
            "product": line.product,
            "pack": line.pack,
            "packs": line.packs,
            "price": line.price,
            "link": line.link,
        }
        entry = {key: value for key, value in bought.items() if value is not None}
        shops.setdefault(_shop(line), []).append(entry)
    return [
        {"shop": shop, "total": sum(item.get("price", 0) for item in items), "items": items}
        for shop, items in sorted(shops.items())
    ]


def _shop(line: CostLine) -> str:
    if line.source is PriceSourceKind.CATALOG or not line.shop:
        return MARKET
    return line.shop


def list_table(shops: list[dict[str, Any]]) -> Table:
    """Return the list as a table, a section for each shop, with its total at the end."""
    table = Table(title="장보기 목록", show_header=False, expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for shop in shops:
        table.add_row(plain(shop["shop"], style="bold"), plain(won(shop["total"]), style="bold"))
        for item in shop["items"]:
            price = won(item["price"]) if "price" in item else "가격은 매장에서 확인"
            table.add_row(plain(_said(item)), plain(price))
        table.add_section()
    if not shops:
        table.add_row(plain("살 것이 없습니다. 재료가 모두 집에 있습니다."), "")
        return table
    is_open = any("price" not in item for shop in shops for item in shop["items"])
    total = won(sum(shop["total"] for shop in shops)) + (" 이상" if is_open else "")
    table.add_row(plain("합계", style="bold"), plain(total, style="bold green"))
    return table


def _said(item: dict[str, Any]) -> str:
    details = filter(None, (item.get("product"), packs(item.get("pack"), item.get("packs"))))
    return " · ".join((item["name"], *details))
