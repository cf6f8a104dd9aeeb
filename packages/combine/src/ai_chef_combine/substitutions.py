"""What cheaper equivalents would make of a checkout that is over the budget."""

from collections.abc import Sequence

from ai_chef_common.contracts.profile import Profile
from ai_chef_common.contracts.recipe import Recipe
from ai_chef_common.contracts.result import BudgetRepair, BudgetVerdict, CostLine, Replacement
from ai_chef_food.diets import keeps_limits
from ai_chef_food.units import weight


def budget_repair(
    recipe: Recipe, lines: Sequence[CostLine], profile: Profile, *, has_gaps: bool
) -> BudgetRepair | None:
    """Return the replacements that bring the checkout down, dearest first, or None if none helps.

    Allergens, dislikes and forbidden ingredients were held against each equivalent before it was
    priced; here the limits per serving are computed anew, and one that breaks a limit is left out.
    """
    total = sum(line.price or 0 for line in lines)
    budget = profile.budget
    if budget is None or total <= budget:
        return None
    replaced: dict[str, str] = {}
    replacements: list[Replacement] = []
    after = total
    for line in sorted(lines, key=lambda line: -(line.price or 0)):
        if after <= budget:
            break
        for stand_in in line.cheaper:
            tried = replaced | {line.name: stand_in.name}
            if line.price and stand_in.price is not None and _keeps_limits(recipe, tried, profile):
                replaced = tried
                after += stand_in.price - line.price
                replacements.append(
                    Replacement(
                        ingredient=line.name,
                        by=stand_in.name,
                        before=line.price,
                        after=stand_in.price,
                    )
                )
                break
    if not replacements:
        return None
    within = BudgetVerdict.UNKNOWN if has_gaps else BudgetVerdict.WITHIN
    return BudgetRepair(
        replacements=replacements,
        total_before=total,
        total_after=after,
        verdict=BudgetVerdict.OVER if after > budget else within,
    )


def _keeps_limits(recipe: Recipe, replaced: dict[str, str], profile: Profile) -> bool:
    weights = [(replaced.get(line.name, line.name), weight(line)) for line in recipe.ingredients]
    return keeps_limits(profile.diets, weights, recipe.servings)
