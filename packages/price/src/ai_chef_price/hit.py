"""One hit of a shopping search, read leniently: a field that is missing is empty."""

import html
import re
from typing import Any, NamedTuple

_TAG = re.compile(r"</?b>", re.IGNORECASE)

LONGEST_TITLE = 300
DEAREST_KRW = 5_000_000
"""No pack of a food costs more: such a price keeps a listing without goods at its place."""


class Hit(NamedTuple):
    """A product as the search lists it.

    ``title`` is plain text and whole, ``price`` KRW, 0 if unusable; ``mall`` is empty where the
    search does not name one.
    """

    product_id: str
    title: str
    price: int
    mall: str
    link: str
    product_type: str
    categories: tuple[str, ...]

    @classmethod
    def of(cls, item: dict[str, Any]) -> "Hit":
        """Read one entry of ``items``."""

        def text(name: str) -> str:
            value = item.get(name)
            return html.unescape(value).strip() if isinstance(value, str) else ""

        return cls(
            product_id=text("productId"),
            title=" ".join(html.unescape(_TAG.sub("", text("title"))).split())[:LONGEST_TITLE],
            price=_price(text("lprice")),
            mall=" ".join(text("mallName").split())[:60],
            link=text("link")[:500],
            product_type=text("productType"),
            categories=tuple(filter(None, (text(f"category{level}") for level in range(1, 5)))),
        )


def _price(text: str) -> int:
    """Return a price in KRW, or 0 for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return 0
    price = int(text)
    return price if price <= DEAREST_KRW else 0
