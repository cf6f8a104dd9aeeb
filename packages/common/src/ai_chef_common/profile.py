"""Who the recipe is for: the diet profile of the execution input."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ai_chef_common.contract import Contract, SessionId, ShortText


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
    """The kitchen that a dish comes from."""

    KOREAN = "korean"
    WESTERN = "western"
    JAPANESE = "japanese"
    CHINESE = "chinese"


class Profile(Contract):
    """The wishes and limits of one person.

    ``budget`` is KRW for the whole recipe, ``max_cooking_minutes`` minutes from start to table.
    ``allergies`` holds labelled allergens or ingredient names; after OrchestrateSession they are
    in canonical Korean, groups such as 견과류 written out, which makes the list longer.
    ``pantry`` names the staples (소금, 식용유 …) that the person has at home; None means all of them.
    """

    target: Target
    health_conditions: Annotated[list[HealthCondition], Field(max_length=7)] = Field(
        default_factory=list
    )
    allergies: Annotated[list[ShortText], Field(max_length=100)] = Field(default_factory=list)
    cooking_level: CookingLevel
    budget: Annotated[int, Field(ge=1_000, le=10_000_000)]
    servings: Annotated[int, Field(ge=1, le=12)] = 2
    max_cooking_minutes: Annotated[int, Field(ge=5, le=480)] | None = None
    available_ingredients: Annotated[list[ShortText], Field(max_length=50)] = Field(
        default_factory=list
    )
    dislikes: Annotated[list[ShortText], Field(max_length=30)] = Field(default_factory=list)
    cuisine: Cuisine | None = None
    pantry: Annotated[list[ShortText], Field(max_length=50)] | None = None

    @property
    def diets(self) -> tuple[str, ...]:
        """Return the names of all diets that limit a recipe: the target, then the conditions."""
        return (self.target.value, *self.health_conditions)


class ExecutionInput(Contract):
    """What a client starts the workflow with.

    ``reprice_of`` names a completed session whose recipe is to be priced anew, without writing
    another.
    """

    session_id: SessionId
    profile: Profile
    reprice_of: SessionId | None = None
