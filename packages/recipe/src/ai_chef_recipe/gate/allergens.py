"""The gate's rules on what a person avoids: every food of the recipe against every wish.

What cannot be assessed counts as a match for a person with allergies: a name or a word that cannot
be read, and a product to which some makers add the allergen. A dislike is broken only by what is
found.
"""

from collections.abc import Iterable, Iterator

from ai_chef_common.contracts.recipe import AllergenVerdict
from ai_chef_food.allergens import Verdict, assess, is_above, worst
from ai_chef_food.ingredients import is_dish, is_seasoning_mix
from ai_chef_food.segmentation import Mention
from ai_chef_food.taxonomy import composition, nodes
from ai_chef_food.text import key
from ai_chef_food.verdicts import VerdictKind
from ai_chef_recipe.gate.verdict import GateRule, Violation
from ai_chef_recipe.parsing import ParsedRecipe

MAKES_THE_DISH = 2
BINDERS_AND_GARNISH = frozenset({"밀", "밀가루", "달걀", "알류", "잣"})
BOUND_OR_DECORATED = ("전", "부침", "부침개", "구이", "정과", "식혜", "단자")
"""The first two contents make a dish what it is, unless they bind, coat or decorate it."""

BY_SEASONING = frozenset({"대두", "밀", "글루텐", "콩류", "곡류"})
"""What soy sauce and the other jang bring, with which cooks season nearly everything."""

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
            yield mention.word, _mentioned(recipe, mention, avoided)
        for word in text.reading.unread:
            yield word, Verdict(VerdictKind.CANNOT_ASSESS)


def _mentioned(recipe: ParsedRecipe, mention: Mention, avoided: str) -> Verdict:
    """Check a food that a text names beside the list.

    What may be in it is settled by the list where the text means the dish itself, a seasoning
    mixed for it, or by a family (채소, 고기) what the list names of that.
    """
    name = mention.name
    verdict = assess(name, avoided)
    if verdict.kind is VerdictKind.FOUND:
        is_settled = is_dish(name) and (
            (avoided in BY_SEASONING and _comes_by_seasoning(verdict.path, mention.word))
            or _is_beside_the_point(recipe, verdict.path)
        )
        return Verdict(VerdictKind.NO_LISTED_MATCH) if is_settled else verdict
    if verdict.kind is VerdictKind.CANNOT_ASSESS:
        is_settled = (
            is_dish(name)
            or is_seasoning_mix(name)
            or key(recipe.draft.name).endswith(key(mention.word))
            or _is_made_here(recipe, name)
            or (is_above(name, avoided) and _lists_one_of(recipe, name))
        )
        return Verdict(VerdictKind.NO_LISTED_MATCH) if is_settled else verdict
    return verdict


def _is_beside_the_point(recipe: ParsedRecipe, path: tuple[str, ...]) -> bool:
    """Tell whether a dish is there by its main content, so that the list settles the rest of it.

    감자전 with 감자 in the list needs no flour, 수정과 no pine nuts; 규동 without beef in the list still
    tells of beef, 카프레제 without cheese of cheese. The table names what makes a dish first.
    """
    contents = nodes()[path[0]].contains if len(path) > 1 else ()
    if not contents:
        return False
    is_extra = path[1] not in contents[:MAKES_THE_DISH] or (
        path[1] in BINDERS_AND_GARNISH and path[0].endswith(BOUND_OR_DECORATED)
    )
    return is_extra and _lists_one_of(recipe, contents[0])


def _comes_by_seasoning(path: tuple[str, ...], word: str) -> bool:
    """Tell whether a dish leads to an allergen only by how it is usually seasoned.

    The list says how this one is seasoned; but 된장찌개 names its seasoning.
    """
    seasoning = path[1] if len(path) > 1 else path[0]
    return is_seasoning_mix(seasoning) and seasoning not in word


def _is_made_here(recipe: ParsedRecipe, name: str) -> bool:
    """Tell whether the list holds what `name` is made of: 팥소 of the 팥 that is listed."""
    sources = set(nodes()[name].made_from) if name in nodes() else set()
    return any(food.name in sources for food in recipe.listed_foods)


def _lists_one_of(recipe: ParsedRecipe, family: str) -> bool:
    return any(family in composition(food.name) for food in recipe.listed_foods)


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


def dislike_violations(verdicts: Verdicts) -> Iterator[Violation]:
    """Yield a fact for each ingredient or word that is or contains something disliked."""
    for disliked, found in verdicts.items():
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
