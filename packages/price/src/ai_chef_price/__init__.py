"""FetchPrices: what the ingredients of a recipe cost."""
