"""Which product of a search is an ingredient, and which of those a household would buy."""

from ai_chef_price.matching.choice import Match, match, names_an_allergen, rank, refusal

__all__ = ["Match", "match", "names_an_allergen", "rank", "refusal"]
