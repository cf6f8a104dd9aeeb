"""The words in which foods and diets are judged, apart from the tables that judge them.

Whatever carries a judgement further (results, cards, pages) takes its words from here.
"""

from enum import StrEnum


class VerdictKind(StrEnum):
    """What the table can say about one food and one thing to avoid."""

    FOUND = "found"
    NO_LISTED_MATCH = "no_listed_match"
    CANNOT_ASSESS = "cannot_assess"


class RuleVerdict(StrEnum):
    """How a recipe or a serving stands to one rule."""

    KEPT = "kept"
    BROKEN = "broken"
    CANNOT_ASSESS = "cannot_assess"


class Measure(StrEnum):
    """What a diet limits in one serving; the unit ends the name, ``percent`` is of the energy."""

    NET_CARBOHYDRATE_G = "net_carbohydrate_g"
    CARBOHYDRATE_G = "carbohydrate_g"
    FAT_ENERGY_PERCENT = "fat_energy_percent"
    SATURATED_FAT_ENERGY_PERCENT = "saturated_fat_energy_percent"
    KCAL = "kcal"
    SODIUM_MG = "sodium_mg"
    POTASSIUM_MG = "potassium_mg"
    PHOSPHORUS_MG = "phosphorus_mg"
    CHOLESTEROL_MG = "cholesterol_mg"
    PROTEIN_G = "protein_g"


class Bound(StrEnum):
    """Whether a limit is the most or the least that a serving may have."""

    MAX = "max"
    MIN = "min"
