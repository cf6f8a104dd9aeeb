"""FetchPrices: what the ingredients of a recipe cost."""

from ai_chef_common import cold_start

cold_start.begin()
