"""The shopping list: what has to be bought, grouped by shop."""

from typing import Any

from rich.table import Table

from ai_chef_cli.plain import plain
from ai_chef_common.contracts.result import Result


def by_shop(result: Result) -> list[dict[str, Any]]:
    """Return the shops in order of their names, each with what to buy there and its total in KRW.

    What is at home or has no price is left out.
    """
    shops: dict[str, list[dict[str, Any]]] = {}
    for line in result.pricing:
        if line.price and line.shop and not line.at_home:
            bought = {
                "name": line.name,
                "product": line.product,
                "pack": line.pack,
                "packs": line.packs,
                "price": line.price,
                "link": line.link,
            }
            entry = {key: value for key, value in bought.items() if value is not None}
            shops.setdefault(line.shop, []).append(entry)
    return [
        {"shop": shop, "total": sum(item["price"] for item in items), "items": items}
        for shop, items in sorted(shops.items())
    ]


def list_table(shops: list[dict[str, Any]]) -> Table:
    """Return the list as a table, a section for each shop."""
    table = Table(title="장보기 목록")
    for column in ("판매처", "재료", "상품", "수량"):
        table.add_column(column)
    table.add_column("가격", justify="right")
    for shop in shops:
        for number, item in enumerate(shop["items"]):
            count = f"{item.get('pack', '')} x {item['packs']}" if item.get("packs") else ""
            cells = (
                shop["shop"] if number == 0 else "",
                item["name"],
                item.get("product", ""),
                count,
                f"{item['price']:,}원",
            )
            table.add_row(*map(plain, cells))
        table.add_row("", "", "", "소계", f"{shop['total']:,}원", end_section=True)
    return table
