"""Reading a draft: which ingredients it means, what they weigh, what its texts name.

What is read here depends on the draft alone; the gate holds it against a profile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ai_chef_food.amounts import parse_measure
from ai_chef_food.names import read_name
from ai_chef_food.nutrition import Nutrition, nutrition_by_weight
from ai_chef_food.prose import read_running
from ai_chef_food.segmentation import Mention, Reading
from ai_chef_food.text import key
from ai_chef_food.units import to_grams
from ai_chef_recipe.draft import DraftIngredient, RecipeDraft


@dataclass(frozen=True)
class ParsedIngredient:
    """One ingredient as it was understood.

    ``amount`` is None where the text holds no amount (약간), ``grams`` where the unit cannot be
    converted. Of a range the larger end counts: it has to be bought, and limits are held to it.
    ``reading`` holds every food that stands in the name, parentheses included.
    """

    name: str
    reading: Reading
    amount: Decimal | None
    unit: str
    grams: Decimal | None


@dataclass(frozen=True)
class ParsedText:
    """A text of the draft and what it names; a title is the recipe's name or description.

    ``foods_beside_the_list`` leaves out those that mean an ingredient of the list.
    """

    text: str
    reading: Reading
    foods_beside_the_list: tuple[Mention, ...]
    is_title: bool


@dataclass(frozen=True)
class ParsedRecipe:
    """A draft with all that can be known of it without knowing who it is for."""

    draft: RecipeDraft
    lines: tuple[ParsedIngredient, ...]
    nutrition: Nutrition
    texts: tuple[ParsedText, ...]

    @property
    def listed_foods(self) -> Iterator[Mention]:
        """Yield every food that stands in the name of an ingredient."""
        return (food for line in self.lines for food in line.reading.foods)


def parse_recipe(draft: RecipeDraft) -> ParsedRecipe:
    """Read every ingredient and every text of `draft`."""
    lines = tuple(_line(ingredient) for ingredient in draft.ingredients)
    listed = [key(food.word) for line in lines for food in line.reading.foods]
    return ParsedRecipe(
        draft=draft,
        lines=lines,
        nutrition=nutrition_by_weight([(line.name, line.grams) for line in lines], draft.servings),
        texts=(
            *(_text(title, listed, is_title=True) for title in (draft.name, draft.description)),
            *(_text(step.text, listed, is_title=False) for step in draft.steps),
        ),
    )


def _text(text: str, listed: Sequence[str], *, is_title: bool) -> ParsedText:
    """Read a text beside the foods of the list, given by their keys.

    A cook calls 코코넛크림 크림 and 소고기등심 등심 once the list has named it whole.
    """
    reading = read_running(text, is_title=is_title)
    beside = tuple(
        food
        for food, word in ((food, key(food.word)) for food in reading.foods)
        if not any(name.endswith(word) and name != word for name in listed)
    )
    return ParsedText(text, reading, beside, is_title)


def _line(ingredient: DraftIngredient) -> ParsedIngredient:
    reading = read_name(ingredient.name)
    measure = parse_measure(f"{ingredient.amount} {ingredient.unit}")
    if measure is None or not measure.high:
        return ParsedIngredient(ingredient.name, reading, None, ingredient.unit, None)
    grams = to_grams(ingredient.name, measure.high, measure.unit)
    return ParsedIngredient(ingredient.name, reading, measure.high, measure.unit or "개", grams)
