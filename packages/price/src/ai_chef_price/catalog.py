"""The price catalog: a reference price for every ingredient of the recipe book, with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import (
    PriceBasis,
    PriceLine,
    PriceSourceKind,
    Unpriced,
    packs_for,
    won_per_100g,
)
from ai_chef_food.ingredients import canonical_name
from ai_chef_food.units import weight
from ai_chef_price.tables import rows

SHOP_NAMES = {
    PriceBasis.REFERENCE: "KAMIS 서울 소매",
    PriceBasis.ESTIMATE: "가격표 추정",
}


@dataclass(frozen=True)
class CatalogRow:
    """One pack: its weight in g, its price in KRW, and where and when the price was read."""

    name: str
    pack: str
    pack_grams: Decimal
    price_krw: int
    basis: PriceBasis
    source: str
    as_of: str


@cache
def catalog() -> dict[str, CatalogRow]:
    """Return the rows by canonical ingredient name."""
    return {
        row["name"]: CatalogRow(
            name=row["name"],
            pack=row["pack"],
            pack_grams=Decimal(row["pack_grams"]),
            price_krw=int(row["price_krw"]),
            basis=PriceBasis(row["basis"]),
            source=row["source"],
            as_of=row["as_of"],
        )
        for row in rows("catalog")
    }


class CatalogSource:
    """Prices from the catalog file: always at hand, never of today."""

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        """Return the checkout price of each ingredient: whole packs, integer KRW.

        What the catalog has no row for, or what cannot be weighed, is a line that says so. Its rows
        are plain goods without a product's title, so `allergies` exclude nothing.
        """
        return [self._line(ingredient) for ingredient in ingredients]

    def _line(self, ingredient: Ingredient) -> PriceLine:
        row = catalog().get(canonical_name(ingredient.name) or "")
        grams = weight(ingredient)
        if row is None:
            return PriceLine(name=ingredient.name, unpriced=Unpriced.UNKNOWN_INGREDIENT)
        if grams is None:
            return PriceLine(name=ingredient.name, unpriced=Unpriced.UNKNOWN_WEIGHT)
        packs = packs_for(grams, row.pack_grams)
        return PriceLine(
            name=ingredient.name,
            price=row.price_krw * packs,
            shop=SHOP_NAMES[row.basis],
            pack=row.pack,
            pack_grams=row.pack_grams,
            pack_price=row.price_krw,
            packs=packs,
            won_per_100g=won_per_100g(row.price_krw, row.pack_grams),
            source=PriceSourceKind.CATALOG,
            basis=row.basis,
            as_of=row.as_of,
        )
