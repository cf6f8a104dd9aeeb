"""What the workflow sends to CombineResults: all that was found out."""

from ai_chef_common.contracts.base import Contract
from ai_chef_common.contracts.pricing import PriceLine
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.contracts.step import StepRequest


class RecipeResult(Contract):
    """``$.recipeResult`` of the workflow."""

    recipe: Recipe


class PricingResult(Contract):
    """``$.pricingResult`` of the workflow."""

    pricing: list[PriceLine]


class CombineResultsRequest(StepRequest):
    """CombineResults."""

    recipe_result: RecipeResult
    pricing_result: PricingResult
