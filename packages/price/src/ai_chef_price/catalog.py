"""The price catalog: a reference price for every ingredient of the recipe book, with its source."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache
from importlib.resources import files

from ai_chef_common.errors import IngredientNotPriced
from ai_chef_common.pricing import PriceBasis, PriceLine, PriceSourceKind
from ai_chef_common.recipe import Ingredient
from ai_chef_food.ingredients import canonical
from ai_chef_food.units import to_grams

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
    text = files("ai_chef_price").joinpath("catalog.csv").read_text(encoding="utf-8")
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
        for row in csv.DictReader(text.splitlines())
    }


class CatalogSource:
    """Prices from the catalog file: always at hand, never of today."""

    def price(self, ingredients: Sequence[Ingredient]) -> list[PriceLine]:
        """Return the checkout price of each ingredient: whole packs, integer KRW.

        Raises
        ------
        IngredientNotPriced
            The catalog has no row for an ingredient, or its amount cannot be weighed against the
            pack.
        """
        return [self._line(ingredient) for ingredient in ingredients]

    def _line(self, ingredient: Ingredient) -> PriceLine:
        row = catalog().get(canonical(ingredient.name) or "")
        grams = ingredient.grams or to_grams(ingredient.name, ingredient.amount, ingredient.unit)
        if row is None or grams is None:
            missing = "price" if row is None else f"weight of one {ingredient.unit}"
            raise IngredientNotPriced(ingredient.name, missing)
        packs = max(1, int((grams / row.pack_grams).to_integral_value(ROUND_CEILING)))
        return PriceLine(
            name=ingredient.name,
            price=row.price_krw * packs,
            shop=SHOP_NAMES[row.basis],
            pack=row.pack,
            pack_price=row.price_krw,
            packs=packs,
            source=PriceSourceKind.CATALOG,
            basis=row.basis,
            as_of=row.as_of,
        )
