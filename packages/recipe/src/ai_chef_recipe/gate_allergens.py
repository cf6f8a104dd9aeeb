"""The gate's allergen rule: ingredients by the table's graph, and every text of the recipe.

What cannot be assessed counts as a match for a person with allergies: an unknown ingredient, a
product whose recipe differs from maker to maker, a word that may be a misspelt allergen.
"""

from collections.abc import Iterator

from ai_chef_common.profile import Profile
from ai_chef_common.recipe import AllergenVerdict
from ai_chef_food.allergens import Verdict, VerdictKind, check, expand
from ai_chef_food.ingredients import canonical, is_dish
from ai_chef_recipe.reading import ReadRecipe
from ai_chef_recipe.verdict import GateRule, Violation

WORST_FIRST = (VerdictKind.FOUND, VerdictKind.CANNOT_ASSESS)


def _avoided(profile: Profile) -> tuple[str, ...]:
    words = (member for allergy in profile.allergies for member in expand(allergy))
    return tuple(dict.fromkeys(words))


Verdicts = dict[str, list[tuple[str, Verdict]]]
"""What each ingredient and each word of the texts says, by the allergen that the person avoids."""


def assess(recipe: ReadRecipe, profile: Profile) -> Verdicts:
    """Return all verdicts on a recipe, each told once."""
    return {
        allergen: list(dict.fromkeys(_verdicts(recipe, allergen))) for allergen in _avoided(profile)
    }


def _verdicts(recipe: ReadRecipe, allergen: str) -> Iterator[tuple[str, Verdict]]:
    """Yield what each ingredient and each word of the texts says about one allergen."""
    for line in recipe.lines:
        yield line.name, check(line.name, allergen)
    for read in recipe.texts:
        for mention in read.mentions.known:
            for meant in mention.means:
                yield mention.word, _meant(meant, allergen)
        for word in read.mentions.doubtful:
            yield word, Verdict(VerdictKind.CANNOT_ASSESS)


def _meant(name: str, allergen: str) -> Verdict:
    """Check a name that a text means.

    It may be a labelled allergen that is no ingredient (알류). Of a dish (된장찌개) only what it
    usually holds is asked: that the rest differs from cook to cook is what this recipe settles.
    """
    if name == allergen:
        return Verdict(VerdictKind.FOUND, (name,))
    verdict = check(name, allergen)
    is_open = canonical(name) is None or is_dish(name)
    if is_open and verdict.kind is VerdictKind.CANNOT_ASSESS:
        return Verdict(VerdictKind.NO_LISTED_MATCH)
    return verdict


def allergen_violations(verdicts: Verdicts) -> Iterator[Violation]:
    """Yield a fact for each ingredient or word that is, contains or may be an allergen."""
    for allergen, told in verdicts.items():
        for name, verdict in told:
            if verdict.kind is VerdictKind.FOUND:
                path = " → ".join(verdict.path)
                yield Violation(
                    GateRule.ALLERGIES,
                    f"'{name}'에 알레르기 재료 {allergen}이(가) 있습니다: {path}",
                )
            elif verdict.kind is VerdictKind.CANNOT_ASSESS:
                yield Violation(
                    GateRule.ALLERGIES,
                    f"'{name}'에 {allergen}이(가) 있는지 알 수 없습니다. 다른 재료로 바꿔야 합니다.",
                )


def allergen_verdicts(verdicts: Verdicts) -> Iterator[AllergenVerdict]:
    """Yield the verdict on the whole recipe for each allergen that the person avoids."""
    for allergen, told in verdicts.items():
        kinds = {verdict.kind for _, verdict in told}
        worst = next((kind for kind in WORST_FIRST if kind in kinds), VerdictKind.NO_LISTED_MATCH)
        yield AllergenVerdict(allergen=allergen, verdict=worst.value)
