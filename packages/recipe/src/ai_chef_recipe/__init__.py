"""GenerateRecipe: one recipe that fits the profile."""
