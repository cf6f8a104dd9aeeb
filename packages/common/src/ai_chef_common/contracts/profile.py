"""Who the recipe is for: the diet profile of the execution input."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from ai_chef_common.contracts.base import Contract, RecipeName, ShortText
from ai_chef_common.contracts.labels import code_of


class Target(StrEnum):
    """What the person eats for."""

    KETO = "keto"
    DIABETES = "diabetes"
    DIET = "diet"
    BABY_FOOD = "baby_food"
    MUSCLE_GAIN = "muscle_gain"
    LOW_SODIUM = "low_sodium"
    VEGAN = "vegan"
    GLUTEN_FREE = "gluten_free"
    FRIDGE = "fridge"
    GENERAL = "general"


class HealthCondition(StrEnum):
    """A condition that puts limits on a recipe."""

    DIABETES = "diabetes"
    HYPERTENSION = "hypertension"
    KIDNEY_DISEASE = "kidney_disease"
    GOUT = "gout"
    HYPERLIPIDEMIA = "hyperlipidemia"
    PREGNANCY = "pregnancy"
    CELIAC = "celiac"


class CookingLevel(StrEnum):
    """How practised the cook is."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @property
    def rank(self) -> int:
        """Return 0 for a beginner, rising: a cook manages recipes of their own rank and below."""
        return list(CookingLevel).index(self)


class Cuisine(StrEnum):
    """The country whose cooking a dish belongs to."""

    KOREAN = "korean"
    WESTERN = "western"
    JAPANESE = "japanese"
    CHINESE = "chinese"


def _labelled[E: StrEnum](enum: type[E]) -> BeforeValidator:
    """Accept the Korean labels of an enum beside its codes."""
    return BeforeValidator(lambda value: code_of(enum, value))


class ProfileInput(Contract):
    """The wishes and limits of one person. Only the target is required.

    The descriptions are those of ``docs/profile.md`` and of the HTTP API's document. After
    OrchestrateSession ``allergies`` and ``dislikes`` hold what the typed names stand for.
    """

    target: Annotated[Target, _labelled(Target), Field(description="What the person eats for.")]
    health_conditions: Annotated[
        list[Annotated[HealthCondition, _labelled(HealthCondition)]],
        Field(max_length=7, description="Conditions; each puts limits on the recipe."),
    ] = Field(default=[])
    allergies: Annotated[
        list[ShortText],
        Field(
            max_length=100,
            description="Allergens, groups or foods: the recipe holds none of them, nor what is made "
            "from them. A name that cannot be read is refused.",
        ),
    ] = Field(default=[])
    cooking_level: Annotated[
        CookingLevel,
        _labelled(CookingLevel),
        Field(description="How practised the cook is; easier recipes are offered too."),
    ] = CookingLevel.BEGINNER
    budget: Annotated[
        int | None,
        Field(
            ge=1_000,
            le=10_000_000,
            description="KRW for the whole recipe. Without one, costs are not judged.",
        ),
    ] = None
    servings: Annotated[int, Field(ge=1, le=12, description="People at the table.")] = 2
    max_cooking_minutes: Annotated[
        int | None, Field(ge=5, le=480, description="Minutes from start to table.")
    ] = None
    available_ingredients: Annotated[
        list[ShortText],
        Field(max_length=50, description="What is at home: used first, and not bought."),
    ] = Field(default=[])
    dislikes: Annotated[
        list[ShortText],
        Field(max_length=30, description="Groups or foods that the recipe does without."),
    ] = Field(default=[])
    cuisine: Annotated[
        Cuisine | None,
        _labelled(Cuisine),
        Field(description="The country whose cooking the dish belongs to. Without one, any."),
    ] = None
    pantry: Annotated[
        list[ShortText] | None,
        Field(max_length=50, description="Staples at home. Without it all of them; `[]` is none."),
    ] = None
    not_again: Annotated[
        list[RecipeName],
        Field(max_length=20, description="Names or ids of recipes that are not wanted again."),
    ] = Field(default=[])

    @property
    def diets(self) -> tuple[str, ...]:
        """Return the names of all diets that limit a recipe: the target, then the conditions."""
        return (self.target.value, *self.health_conditions)


class ResolvedWish(Contract):
    """An allergy as the person typed it, and what it is taken to stand for: 카제인, 우유."""

    typed: ShortText
    means: Annotated[list[ShortText], Field(min_length=1)]


class Profile(ProfileInput):
    """A profile whose wishes OrchestrateSession has resolved, and how it took them.

    ``resolved_allergies`` holds those allergies that stand for something else than was typed.
    """

    dislikes: Annotated[list[ShortText], Field(max_length=100)] = Field(default=[])
    resolved_allergies: list[ResolvedWish] = Field(default=[])
