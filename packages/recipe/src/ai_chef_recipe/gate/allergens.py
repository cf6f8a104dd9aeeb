"""The gate's rules on what a person avoids: every food of the recipe against every wish.

What cannot be assessed counts as a match for a person with allergies: a name or a word that cannot
be read, and a product to which some makers add the allergen. A dislike is broken by what is
found, and by an ingredient whose name cannot be read.
"""

from collections.abc import Iterable, Iterator

from ai_chef_common.contracts.recipe import AllergenVerdict
from ai_chef_food.allergens import Verdict, assess, worst
from ai_chef_food.verdicts import VerdictKind
from ai_chef_recipe.gate.mentions import is_settled
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.parsing import ParsedRecipe

Verdicts = dict[str, list[tuple[str, Verdict]]]
"""What each ingredient and each word of the texts says, by what the person avoids."""


def verdicts_on(recipe: ParsedRecipe, avoided: Iterable[str]) -> Verdicts:
    """Return all verdicts on a recipe for each thing to avoid, each verdict once."""
    return {name: list(dict.fromkeys(_verdicts(recipe, name))) for name in dict.fromkeys(avoided)}


def _verdicts(recipe: ParsedRecipe, avoided: str) -> Iterator[tuple[str, Verdict]]:
    """Yield what each ingredient and each word of the texts says about one thing to avoid."""
    for line in recipe.lines:
        for mention in line.reading.foods:
            yield mention.word, assess(mention.name, avoided)
        for word in line.reading.unread:
            yield word, Verdict(VerdictKind.CANNOT_ASSESS)
    for text in recipe.texts:
        for mention in text.foods_beside_the_list:
            verdict = assess(mention.name, avoided)
            if is_settled(recipe, mention, avoided, verdict):
                verdict = Verdict(VerdictKind.NO_LISTED_MATCH)
            yield mention.word, verdict
        for word in text.reading.unread:
            yield word, Verdict(VerdictKind.CANNOT_ASSESS)


def allergen_violations(verdicts: Verdicts) -> Iterator[Violation]:
    """Yield a fact for each ingredient or word that is, contains or may be an allergen."""
    for allergen, found in verdicts.items():
        for word, verdict in found:
            if verdict.kind is VerdictKind.FOUND:
                path = " → ".join(verdict.path)
                yield Violation(
                    GateRule.ALLERGIES,
                    f"'{word}'에 알레르기 재료 {allergen}이(가) 있습니다: {path}",
                )
            elif verdict.kind is VerdictKind.CANNOT_ASSESS:
                yield Violation(
                    GateRule.ALLERGIES,
                    f"'{word}'에 {allergen}이(가) 있는지 알 수 없습니다. 다른 말이나 재료로 바꿔야 합니다.",
                )


def dislike_violations(recipe: ParsedRecipe, dislikes: Iterable[str]) -> Iterator[Violation]:
    """Yield a fact for what is or contains something disliked, and for an unreadable ingredient."""
    unread = [word for line in recipe.lines for word in line.reading.unread]
    for disliked, found in verdicts_on(recipe, dislikes).items():
        for word in unread:
            yield Violation(
                GateRule.DISLIKES,
                f"'{word}'이(가) {disliked}인지 알 수 없습니다. 다른 말로 바꿔야 합니다.",
            )
        for word, verdict in found:
            if verdict.kind is VerdictKind.FOUND:
                yield Violation(
                    GateRule.DISLIKES, f"'{word}': 싫어하는 재료 {disliked}을(를) 빼야 합니다."
                )


def allergen_verdicts(verdicts: Verdicts) -> Iterator[AllergenVerdict]:
    """Yield the verdict on the whole recipe for each thing that the person avoids."""
    for allergen, found in verdicts.items():
        verdict = worst(verdict for _, verdict in found)
        yield AllergenVerdict(allergen=allergen, verdict=verdict.kind)
