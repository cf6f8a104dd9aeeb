"""Write the recipe package's estimates from the price catalog.

Usage: python -m tools.estimates

The two packages may not import one another; a test holds the copy to the catalog.
"""

import csv
import sys
from pathlib import Path

from ai_chef_price.catalog import catalog

ESTIMATES = Path(__file__).parents[1] / "packages/recipe/src/ai_chef_recipe/estimates.csv"
COLUMNS = ("name", "pack_grams", "price_krw")


def rows() -> list[tuple[str, str, str]]:
    """Return name, grams and KRW of every pack of the catalog, sorted by name."""
    return sorted(
        (row.name, f"{row.pack_grams:f}", str(row.price_krw)) for row in catalog().values()
    )


def main() -> int:
    """Write the file."""
    with ESTIMATES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())
    return 0


if __name__ == "__main__":
    sys.exit(main())
