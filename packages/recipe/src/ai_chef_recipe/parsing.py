"""Reading a draft: which ingredients it means, what they weigh, what its texts name.

What is read here depends on the draft alone; the gate holds it against a profile.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ai_chef_food.amounts import parse_measure
from ai_chef_food.names import read_name
from ai_chef_food.nutrition import Nutrition, nutrition_by_weight
from ai_chef_food.prose import read_running
from ai_chef_food.segmentation import Mention, Reading
from ai_chef_food.text import key
from ai_chef_food.units import to_grams
from ai_chef_recipe.draft import DraftIngredient, RecipeDraft


class ParsedIngredient(NamedTuple):
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


class ParsedText(NamedTuple):
    """A text of the draft and what it names; a title is the recipe's name or description.

    ``foods_beside_the_list`` leaves out those that mean an ingredient of the list. ``amounts`` holds
    the foods that the text itself measures (꿀 4큰술), in grams.
    """

    text: str
    reading: Reading
    foods_beside_the_list: tuple[Mention, ...]
    is_title: bool
    amounts: tuple[tuple[Mention, Decimal], ...]

    @property
    def asides(self) -> str:
        """Return what stands in parentheses."""
        return " ".join(re.findall(r"\(([^()]*)\)", self.text))


class ParsedRecipe(NamedTuple):
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
    amounts = tuple(_amounts(text, reading.foods))
    return ParsedText(text, reading, beside, is_title, amounts)


_MEASURED = re.compile(
    r"\s*(?:을|를|은|는)?\s*(?:약\s*)?"
    r"(?P<amount>(?:\d[\d./~½¼¾]*|½|¼|¾|반|한|두|세|네|다섯)\s*"
    r"(?:과\s*1/2\s*)?(?:kg|g|ml|mL|L|리터|컵|큰\s?술|작은\s?술|스푼|숟갈|숟가락|국자|T|t))(?![A-Za-z])"
)


def _amounts(text: str, foods: Sequence[Mention]) -> Iterator[tuple[Mention, Decimal]]:
    """Yield the foods of a text behind which it writes an amount, with their grams."""
    for food in dict.fromkeys(foods):
        for found in re.finditer(r"\s*".join(map(re.escape, food.word)), text, re.IGNORECASE):
            measured = _MEASURED.match(text, found.end())
            measure = (
                parse_measure(re.sub(r"(?<=[은큰])\s", "", measured["amount"]))
                if measured
                else None
            )
            grams = to_grams(food.name, measure.high, measure.unit) if measure else None
            if grams:
                yield food, grams


def _line(ingredient: DraftIngredient) -> ParsedIngredient:
    reading = read_name(ingredient.name)
    measure = parse_measure(f"{ingredient.amount} {ingredient.unit}")
    if measure is None or not measure.high:
        return ParsedIngredient(ingredient.name, reading, None, ingredient.unit, None)
    grams = to_grams(ingredient.name, measure.high, measure.unit)
    return ParsedIngredient(ingredient.name, reading, measure.high, measure.unit or "개", grams)
