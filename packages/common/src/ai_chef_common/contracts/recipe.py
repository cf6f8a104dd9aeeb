"""A recipe as it travels between the Lambdas and into the Results item."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from ai_chef_common.contracts.base import Contract
from ai_chef_common.contracts.ingredient import (
    DecimalText,
    Ingredient,
    IngredientName,
    MeasuredText,
    Unit,
)
from ai_chef_common.contracts.profile import CookingLevel, ResolvedWish
from ai_chef_food.verdicts import Bound, Measure, RuleVerdict, VerdictKind

Step = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class RecipeSourceKind(StrEnum):
    """Where a recipe comes from."""

    BOOK = "book"
    BEDROCK = "bedrock"


class RecipeOrigin(Contract):
    """The source of one recipe: its kind, the id within that source, and when it was made.

    ``id`` is the book's recipe or the model; ``prompt_version`` names the prompt that a model was
    given; ``fallback_reason`` is the code of the failure for which the book stood in.
    """

    kind: RecipeSourceKind
    id: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    generated_at: str
    prompt_version: Annotated[str, StringConstraints(max_length=40)] | None = None
    fallback_reason: Annotated[str, StringConstraints(max_length=60)] | None = None


class NutritionPerServing(Contract):
    """Energy in kcal, minerals and cholesterol in mg, the others in g, as decimal text."""

    kcal: DecimalText
    carbohydrate_g: DecimalText
    fiber_g: DecimalText
    sugars_g: DecimalText
    protein_g: DecimalText
    fat_g: DecimalText
    sodium_mg: DecimalText
    potassium_mg: DecimalText | None = None
    phosphorus_mg: DecimalText | None = None
    saturated_fat_g: DecimalText | None = None
    cholesterol_mg: DecimalText | None = None


class Nutrition(Contract):
    """Computed nutrition, and how much of the recipe it speaks of.

    ``coverage`` is the counted share of the ingredients' weight, 0 to 1; ``missing`` names the
    ingredients that are not counted; ``lower_bounds`` names the fields of ``per_serving`` that some
    counted ingredient has no figure for, and ``unmeasured`` those ingredients by field.
    """

    per_serving: NutritionPerServing
    coverage: DecimalText
    missing: list[IngredientName]
    lower_bounds: list[str]
    unmeasured: dict[str, list[IngredientName]] = Field(default_factory=dict)


class AllergenFinding(Contract):
    """A labelled allergen in the recipe, and the path that leads to it: 굴소스, 굴, 조개류."""

    allergen: IngredientName
    path: Annotated[list[IngredientName], Field(min_length=1)]


class AllergenVerdict(Contract):
    """What the table says of the whole recipe and one allergen that the person named.

    ``no_listed_match`` is the only verdict of a recipe that passed the gate, and no promise.
    """

    allergen: IngredientName
    verdict: VerdictKind


class Allergens(Contract):
    """What the table lists of the 22 labelled allergens, and which ingredients it does not know.

    No finding is no promise: the table can show that something is there, never that it is not.
    ``verdicts`` answers for the allergens of the person's own profile, ``wishes`` tells what was
    typed otherwise: 카제인 was taken for 우유.
    """

    found: list[AllergenFinding]
    not_assessed: list[IngredientName]
    verdicts: list[AllergenVerdict] = Field(default=[])
    wishes: list[ResolvedWish] = Field(default=[])


class CheckedRule(Contract):
    """A rule that the recipe was held against, by name, and how it stood.

    The others belong to limits of diets, per serving: ``diet`` asks that ``value`` of ``measure`` is at
    most or at least (``bound``) ``limit``, in ``unit``. Or ``diet`` leaves out the foods
    ``avoided``, for a ``reason`` in Korean. ``source`` names where that comes from, ``source_label``
    in Korean, ``source_url`` its address if it has one.
    """

    rule: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    verdict: RuleVerdict
    diet: Annotated[str, StringConstraints(max_length=40)] | None = None
    measure: Measure | None = None
    value: MeasuredText | None = None
    bound: Bound | None = None
    limit: DecimalText | None = None
    unit: Unit | None = None
    source: Annotated[str, StringConstraints(max_length=300)] | None = None
    source_label: Annotated[str, StringConstraints(max_length=300)] | None = None
    source_url: Annotated[str, StringConstraints(pattern=r"^https://", max_length=300)] | None = (
        None
    )
    avoided: list[IngredientName] | None = None
    reason: Annotated[str, StringConstraints(max_length=80)] | None = None


Caution = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class HomeSubstitute(Contract):
    """Something at home that can stand in for an ingredient that would have to be bought."""

    ingredient: IngredientName
    by: IngredientName


class StepMinutes(Contract):
    """How long one step takes: ``active`` with the hands busy, ``waiting`` on its own.

    ``active`` is absent where the author did not tell; ``waiting`` is then what the step's text
    says.
    """

    active: Annotated[int, Field(ge=0, le=480)] | None = None
    waiting: Annotated[int, Field(ge=0, le=480)] = 0


class Recipe(Contract):
    """A recipe for `servings` people, taking `minutes` minutes from start to table.

    ``step_minutes`` goes with ``steps``, one for one; ``minutes`` is at least their sum. Results
    of before do not hold it.

    ``diets`` names the target and the conditions that it was held against, ``rules_version`` is that
    of the diet rules in ``checked_rules``; ``ingredients_at_hand`` and
    ``ingredients_to_buy`` divide the ingredients by what is at home: what the person named, staples
    and water. ``home_substitutes`` names what is at home and can stand in for what is to buy.
    """

    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    description: Annotated[str, StringConstraints(max_length=400)]
    servings: Annotated[int, Field(ge=1, le=12)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    level: CookingLevel
    ingredients: Annotated[list[Ingredient], Field(min_length=1, max_length=40)]
    steps: Annotated[list[Step], Field(min_length=1, max_length=30)]
    step_minutes: Annotated[list[StepMinutes], Field(max_length=30)] = Field(default=[])
    source: RecipeOrigin
    nutrition: Nutrition | None = None
    allergens: Allergens | None = None
    diets: list[Annotated[str, StringConstraints(max_length=40)]] = Field(default=[])
    checked_rules: list[CheckedRule] = Field(default=[])
    rules_version: Annotated[str, StringConstraints(max_length=20)] | None = None
    cautions: list[Caution] = Field(default=[])
    ingredients_at_hand: list[IngredientName] = Field(default=[])
    ingredients_to_buy: list[IngredientName] = Field(default=[])
    home_substitutes: Annotated[list[HomeSubstitute], Field(max_length=3)] = Field(default=[])
