"""The gate: no recipe reaches a person but through it, whoever wrote it."""

from ai_chef_recipe.gate.rules import judge

__all__ = ["judge"]
