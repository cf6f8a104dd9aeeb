"""Reading a draft: which ingredients it means, what they weigh, what its texts name.

What is read here depends on the draft alone; the gate holds it against a profile.
"""

from dataclasses import dataclass
from decimal import Decimal

from ai_chef_food.amounts import parse_measure
from ai_chef_food.mentions import Mentions, mentioned
from ai_chef_food.nutrition import Nutrition, nutrition_by_weight
from ai_chef_food.units import to_grams
from ai_chef_recipe.draft import DraftIngredient, RecipeDraft


@dataclass(frozen=True)
class ReadLine:
    """One ingredient as it was understood.

    ``amount`` is None where the text holds no amount (약간), ``grams`` where the unit cannot be
    converted. Of a range the larger end counts: it has to be bought, and limits are held to it.
    """

    name: str
    amount: Decimal | None
    unit: str
    grams: Decimal | None


@dataclass(frozen=True)
class ReadText:
    """A text of the draft and what it names; a title is the recipe's name or description."""

    text: str
    mentions: Mentions
    is_title: bool


@dataclass(frozen=True)
class ReadRecipe:
    """A draft with all that can be known of it without knowing who it is for."""

    draft: RecipeDraft
    lines: tuple[ReadLine, ...]
    nutrition: Nutrition
    texts: tuple[ReadText, ...]


def read(draft: RecipeDraft) -> ReadRecipe:
    """Read every ingredient and every text of `draft`."""
    lines = tuple(_line(ingredient) for ingredient in draft.ingredients)
    titles = (draft.name, draft.description)
    return ReadRecipe(
        draft=draft,
        lines=lines,
        nutrition=nutrition_by_weight([(line.name, line.grams) for line in lines], draft.servings),
        texts=tuple(
            ReadText(text, mentioned(text), is_title=place < len(titles))
            for place, text in enumerate((*titles, *draft.steps))
        ),
    )


def _line(ingredient: DraftIngredient) -> ReadLine:
    measure = parse_measure(f"{ingredient.amount} {ingredient.unit}")
    if measure is None or not measure.high:
        return ReadLine(ingredient.name, None, ingredient.unit, None)
    grams = to_grams(ingredient.name, measure.high, measure.unit)
    return ReadLine(ingredient.name, measure.high, measure.unit or "개", grams)
