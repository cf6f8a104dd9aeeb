"""One hit of Naver's shopping search, read leniently: a field that is missing is empty."""

import html
import re
from typing import Any, NamedTuple

_TAG = re.compile(r"<[^>]*>")


class Hit(NamedTuple):
    """A product as the search lists it; `title` is plain text, `price` KRW, 0 if unusable."""

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
            return value.strip() if isinstance(value, str) else ""

        price = text("lprice")
        return cls(
            product_id=text("productId"),
            title=html.unescape(_TAG.sub("", text("title"))).strip()[:80],
            price=int(price) if price.isascii() and price.isdigit() else 0,
            mall=text("mallName")[:60] or "알 수 없는 판매처",
            link=text("link")[:500],
            product_type=text("productType"),
            categories=tuple(filter(None, (text(f"category{level}") for level in range(1, 5)))),
        )
