"""The recipe that a draft becomes once it has passed the gate: everything in it is computed."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from pydantic.alias_generators import to_camel

from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.profile import Profile, ResolvedWish
from ai_chef_common.contracts.recipe import (
    AllergenFinding,
    Allergens,
    Nutrition,
    NutritionPerServing,
    Recipe,
    RecipeOrigin,
    StepMinutes,
)
from ai_chef_food.allergens import listed
from ai_chef_food.diets import RULES_VERSION
from ai_chef_food.names import known_ingredient
from ai_chef_food.nutrition import NUTRIENTS, figures
from ai_chef_recipe.draft import DraftStep
from ai_chef_recipe.estimate import estimate
from ai_chef_recipe.gate.verdict import Judgement
from ai_chef_recipe.home import Home
from ai_chef_recipe.parsing import ParsedIngredient, ParsedRecipe
from ai_chef_recipe.substitutes import home_substitutes

AMOUNT_SHOWN_TO = Decimal("0.01")
WEIGHT_SHOWN_TO = Decimal("0.1")
SHOWN_TO = dict.fromkeys(
    ("kcal", "sodium_mg", "potassium_mg", "phosphorus_mg", "cholesterol_mg"), Decimal(1)
)
GRAMS_SHOWN_TO = Decimal("0.1")
COVERAGE_SHOWN_TO = Decimal("0.01")


def assemble_recipe(
    recipe: ParsedRecipe,
    judgement: Judgement,
    profile: Profile,
    source: RecipeOrigin,
    remarks: Iterable[str] = (),
) -> Recipe:
    """Return the recipe with its weights, nutrition, allergens, checked rules and cautions.

    Parameters
    ----------
    judgement
        Of the gate, without violations.
    remarks
        Of the author, for the person.
    """
    draft = recipe.draft
    home = Home(profile)
    at_hand, to_buy = partition(recipe.lines, home)
    return Recipe(
        name=draft.name,
        description=draft.description,
        servings=draft.servings,
        minutes=draft.minutes,
        level=draft.level,
        ingredients=[_ingredient(line) for line in recipe.lines],
        steps=[step.text for step in draft.steps],
        step_minutes=[_step_minutes(step) for step in draft.steps],
        source=source,
        nutrition=_nutrition(recipe),
        allergens=_allergens(recipe, judgement, profile.resolved_allergies),
        diets=list(profile.diets),
        checked_rules=list(judgement.checked_rules),
        rules_version=RULES_VERSION,
        cautions=list(
            dict.fromkeys((*remarks, *budget_caution(recipe, profile, home), *judgement.cautions))
        ),
        ingredients_at_hand=at_hand,
        ingredients_to_buy=to_buy,
        home_substitutes=home_substitutes(recipe, profile, home),
    )


def partition(lines: Iterable[ParsedIngredient], home: Home) -> tuple[list[str], list[str]]:
    """Divide the ingredients into those that are at home, staples and water included, and others."""
    at_hand: list[str] = []
    to_buy: list[str] = []
    for line in lines:
        (at_hand if home.has(line.name) else to_buy).append(line.name)
    return at_hand, to_buy


def budget_caution(recipe: ParsedRecipe, profile: Profile, home: Home) -> Iterator[str]:
    """Yield what a person should know of a recipe whose estimated checkout is over the budget."""
    estimated = estimate(recipe.lines, home)
    if profile.budget is not None and estimated.checkout > profile.budget:
        yield (
            f"장보기 예상 금액이 약 {estimated.checkout:,}원으로 예산 {profile.budget:,}원을 넘습니다."
        )


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """Round half up, but never down to nothing."""
    return max(value.quantize(step, ROUND_HALF_UP), step)


def _step_minutes(step: DraftStep) -> StepMinutes:
    if step.active is None:
        return StepMinutes(waiting=step.minutes)
    return StepMinutes(active=step.active, waiting=step.waiting)


def _ingredient(line: ParsedIngredient) -> Ingredient:
    if line.amount is None:
        raise ValueError("a draft without an amount does not pass the gate")
    return Ingredient(
        name=line.name,
        amount=_rounded(line.amount, AMOUNT_SHOWN_TO),
        unit=line.unit,
        grams=_rounded(line.grams, WEIGHT_SHOWN_TO) if line.grams is not None else None,
    )


def _nutrition(recipe: ParsedRecipe) -> Nutrition:
    found = recipe.nutrition
    per_serving = {
        name: getattr(found.per_serving, name).quantize(
            SHOWN_TO.get(name, GRAMS_SHOWN_TO), ROUND_HALF_UP
        )
        for name in NUTRIENTS
    }
    return Nutrition(
        per_serving=NutritionPerServing(**per_serving),
        coverage=found.coverage.quantize(COVERAGE_SHOWN_TO, ROUND_HALF_UP),
        missing=list(found.missing),
        lower_bounds=[to_camel(name) for name in found.unmeasured],
        unmeasured={
            to_camel(nutrient): names
            for nutrient in found.unmeasured
            if (names := _without_figure(recipe, nutrient))
        },
    )


def _without_figure(recipe: ParsedRecipe, nutrient: str) -> list[str]:
    """Return the counted ingredients for which the table has no figure of one nutrient."""
    counted = ((line.name, figures(known_ingredient(line.name))) for line in recipe.lines)
    return list(
        dict.fromkeys(
            name
            for name, per_100g in counted
            if per_100g is not None and getattr(per_100g, nutrient) is None
        )
    )


def _allergens(
    recipe: ParsedRecipe, judgement: Judgement, wishes: Iterable[ResolvedWish]
) -> Allergens:
    found: list[AllergenFinding] = []
    not_assessed: list[str] = []
    for line in recipe.lines:
        paths = listed(line.name)
        if paths is None:
            not_assessed.append(line.name)
            continue
        found += [
            AllergenFinding(allergen=allergen, path=list(path)) for allergen, path in paths.items()
        ]
    return Allergens(
        found=found,
        not_assessed=not_assessed,
        verdicts=list(judgement.allergen_verdicts),
        wishes=list(wishes),
    )
