"""The oracle: whether a finished recipe holds an allergen, by the hand-labelled words alone.

It must not share a mistake with the gate, so it knows no table of `ai_chef_food`: a word of the
labelled cases that stands in the recipe is a leak.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from ai_chef_common.contracts.recipe import Recipe
from evals.cases import adversarial

SHORTEST_INSIDE_A_WORD = 2
"""A label of one syllable (게, 굴) counts only as the whole name of an ingredient."""


@cache
def _labelled(allergen: str) -> tuple[str, ...]:
    return tuple(
        case.text.casefold()
        for case in adversarial()
        if case.allergen == allergen and case.place == "ingredient"
    )


def leaks(recipe: Recipe, allergens: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (allergen, word) for every labelled word that the recipe holds."""
    names = [line.name.casefold() for line in recipe.ingredients]
    texts = " ".join([*names, recipe.name, recipe.description, *recipe.steps]).casefold()
    for allergen in allergens:
        for word in (allergen, *_labelled(allergen)):
            whole = len(word) < SHORTEST_INSIDE_A_WORD
            if (whole and word in names) or (not whole and word in texts):
                yield allergen, word
