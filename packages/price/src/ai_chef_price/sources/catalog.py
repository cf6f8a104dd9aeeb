"""Prices from the embedded catalog: always at hand, never of today."""

from collections.abc import Sequence

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.pricing import PriceBasis, PriceLine, PriceSourceKind, Unpriced
from ai_chef_food.units import weight
from ai_chef_price.catalog import reference
from ai_chef_price.matching.products import product_name

SHOP_NAMES = {
    PriceBasis.REFERENCE: "KAMIS 서울 소매",
    PriceBasis.ESTIMATE: "가격표 추정",
}


class CatalogSource:
    """A reference price for every ingredient of the recipe book."""

    def price(self, ingredients: Sequence[Ingredient], allergies: Sequence[str]) -> list[PriceLine]:
        """Return the checkout price of each ingredient: whole packs, integer KRW.

        What the catalog has no row for, or what cannot be weighed, is a line that says so. Its rows
        are plain goods without a product's title, so `allergies` exclude nothing.
        """
        return [_line(ingredient) for ingredient in ingredients]


def _line(ingredient: Ingredient) -> PriceLine:
    product, grams = product_name(ingredient.name), weight(ingredient)
    row = reference(product) if product else None
    if row is None:
        return PriceLine.without_price(ingredient.name, Unpriced.UNKNOWN_INGREDIENT)
    if grams is None:
        return PriceLine.without_price(ingredient.name, Unpriced.UNKNOWN_WEIGHT)
    return PriceLine.of_packs(
        ingredient.name,
        grams,
        pack=row.pack,
        pack_grams=row.pack_grams,
        pack_price=row.price_krw,
        shop=SHOP_NAMES[row.basis],
        source=PriceSourceKind.CATALOG,
        basis=row.basis,
        as_of=row.as_of,
        season=row.season,
    )
