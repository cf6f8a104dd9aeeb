"""The rows of the price catalog (`catalog.csv`), each with its source, date and reasoning."""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ai_chef_common.contracts.pricing import PriceBasis, Season
from ai_chef_price.tables import rows

SEASON_SHARE = Decimal("0.2")
"""A surveyed price this far from that of a normal year is a season's (rule of this project)."""


class CatalogRow(NamedTuple):
    """One pack: its weight in g, its price in KRW, and where and when the price was read.

    ``normal_krw`` is the same pack in a normal year (평년), None where that is not known;
    ``reasoning`` says how an estimate was made.
    """

    name: str
    pack: str
    pack_grams: Decimal
    price_krw: int
    normal_krw: int | None
    basis: PriceBasis
    source: str
    as_of: str
    reasoning: str

    @property
    def season(self) -> Season | None:
        """Whether the price is well below or above that of a normal year."""
        if not self.normal_krw:
            return None
        difference = Decimal(self.price_krw - self.normal_krw) / self.normal_krw
        if difference <= -SEASON_SHARE:
            return Season.CHEAP
        return Season.DEAR if difference >= SEASON_SHARE else None


@cache
def catalog() -> dict[str, CatalogRow]:
    """Return the rows by canonical ingredient name."""
    return {
        row["name"]: CatalogRow(
            name=row["name"],
            pack=row["pack"],
            pack_grams=Decimal(row["pack_grams"]),
            price_krw=int(row["price_krw"]),
            normal_krw=int(row["normal_krw"]) if row["normal_krw"] else None,
            basis=PriceBasis(row["basis"]),
            source=row["source"],
            as_of=row["as_of"],
            reasoning=row["reasoning"],
        )
        for row in rows("catalog")
    }


def reference(product: str) -> CatalogRow | None:
    """Return the row of an ingredient, None where the catalog has none."""
    return catalog().get(product)
