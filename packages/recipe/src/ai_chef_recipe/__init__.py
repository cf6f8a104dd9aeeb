"""GenerateRecipe: one recipe that fits the profile."""

from ai_chef_common import cold_start

cold_start.begin()
