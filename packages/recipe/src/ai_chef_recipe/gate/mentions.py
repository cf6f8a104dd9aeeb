"""Foods that the texts of a recipe name beside its list: what the list settles about them.

A text says 만두 or 카레 of what the recipe makes; what is in that is what the list holds. What a text
names and the list does not explain counts as if it stood in the list.
"""

from collections.abc import Iterator
from functools import cache

from ai_chef_food.allergens import Verdict, is_above
from ai_chef_food.ingredients import dish_extras, is_dish, is_seasoning_mix, table
from ai_chef_food.lexicon import food_names
from ai_chef_food.segmentation import Mention
from ai_chef_food.taxonomy import composition, kinds, nodes, origins
from ai_chef_food.text import key
from ai_chef_food.verdicts import VerdictKind
from ai_chef_recipe.parsing import ParsedRecipe

BINDERS_AND_GARNISH = frozenset({"밀", "밀가루", "달걀", "알류", "잣"})
BOUND_OR_DECORATED = ("전", "부침", "부침개", "구이", "정과", "식혜", "단자")
"""What binds, coats or decorates such a dish does not make it what it is."""

BY_SEASONING = frozenset({"대두", "밀", "글루텐", "콩류", "곡류"})
"""What soy sauce and the other jang bring, with which cooks season nearly everything."""

BY_GRAIN = frozenset({"밀", "글루텐"})
FORMS_OF_DOUGH_WORDS = (
    "국수 파스타 스파게티 국시 칼국수 수제비 만두 빵 브레드 케이크 핫케이크 팬케이크 머핀 와플 도넛 스콘 "
    "타르트 파이 쿠키 과자 크래커 피자 토르티야 또띠아 또르띠야 크레페 떡 전병 부꾸미 부침개 부침"
)
FORMS_OF_DOUGH = tuple(FORMS_OF_DOUGH_WORDS.split())
BARE_FORMS = frozenset({"면", "전"})
OF_THE_SAME = frozenset({"덧가루", "면수"})
"""Words for a form, which a cook makes of the flour that the list holds: 쌀가루 쿠키."""

MEAT = "육류"
MAINS = frozenset({"육류", "생선", "갑각류", "두족류", "조개류", "버섯", "두부", "콩고기"})
"""What stands before a dish's name when it is made of that: 오리 불고기, 두부 스테이크."""

BY_MILK = frozenset({"우유", "유제품"})


def is_settled(recipe: ParsedRecipe, mention: Mention, avoided: str, verdict: Verdict) -> bool:
    """Tell whether the list of `recipe` settles what `verdict` says of a food in a text.

    What may be in it is settled where the text means the dish itself, a seasoning mixed for it, or
    by a family (채소, 고기) what the list names of that; what is in it, where the list shows the
    dish made of something else.
    """
    if mention.is_guess:
        return False
    if verdict.kind is VerdictKind.CANNOT_ASSESS:
        return may_be_settled(recipe, mention) or (
            is_above(mention.name, avoided) and _lists_one_of(recipe, mention.name)
        )
    if verdict.kind is not VerdictKind.FOUND:
        return False
    return is_of_another_kind(recipe, mention, avoided) or (
        is_dish(mention.name)
        and (
            (avoided in BY_SEASONING and _comes_by_seasoning(mention, avoided))
            or _is_beside_the_point(recipe, mention.name, avoided)
            or _is_denied(recipe, mention, avoided)
            or (
                _is_in_a_title(recipe, mention.word)
                and _is_mixed_here(recipe, mention.name, avoided)
            )
            or _is_of_another_meat(recipe, mention, avoided)
        )
    )


def may_be_settled(recipe: ParsedRecipe, mention: Mention) -> bool:
    """Tell whether the list says what is in a food that differs from maker to maker."""
    name = mention.name
    return (
        is_dish(name)
        or is_seasoning_mix(name)
        or key(recipe.draft.name).endswith(key(mention.word))
        or _is_made_here(recipe, name)
        or _is_fried_here(recipe, mention)
        or _is_of_two_listed(recipe, mention.word)
    )


def _is_fried_here(recipe: ParsedRecipe, mention: Mention) -> bool:
    """Tell whether a word is an ingredient of the list, fried: the list says in what (두부튀김)."""
    if mention.name not in {"튀김류", "전류"}:
        return False
    starts = (mention.word[:cut] for cut in range(1, len(mention.word)))
    return any(_lists_one_of(recipe, food_names()[word]) for word in starts if word in food_names())


def _is_of_two_listed(recipe: ParsedRecipe, word: str) -> bool:
    """Tell whether a word names two ingredients of the list one after the other: 복숭아 요거트."""
    listed = {key(food.word) for food in recipe.listed_foods}
    whole = key(word)
    return any(whole[:cut] in listed and whole[cut:] in listed for cut in range(1, len(whole)))


def _is_beside_the_point(recipe: ParsedRecipe, name: str, avoided: str) -> bool:
    """Tell whether a dish is there by its main content, so that the list settles the rest of it.

    감자전 with 감자 in the list needs no flour, 비빔밥 no egg; 규동 without beef in the list still tells
    of beef, 비시수아즈 without cream of milk.
    """
    if avoided in origins(name) or any(avoided in composition(part) for part in _makings(name)):
        return False
    main = next((nodes()[dish].contains[0] for dish in _dishes(name) if nodes()[dish].contains), "")
    return bool(main) and _lists_one_of(recipe, main)


def _is_denied(recipe: ParsedRecipe, mention: Mention, avoided: str) -> bool:
    """Tell whether a title says that its dish is without what brings `avoided`: 우유 없이 감자수프."""
    denied = {name for text in recipe.texts if text.is_title for name in text.reading.denied}
    bringing = [part for part in _makings(mention.name) if avoided in composition(part)]
    return (
        bool(bringing)
        and avoided not in origins(mention.name)
        and _is_in_a_title(recipe, mention.word)
        and all(denied & set(composition(part)) for part in bringing)
    )


def _dishes(name: str) -> Iterator[str]:
    """Yield a dish and the dishes that it is a kind of: 감자그라탕 is a 그라탱."""
    return (kind for kind in kinds(name) if is_dish(kind))


@cache
def _makings(name: str) -> frozenset[str]:
    """Return what makes a dish what it is: all that the table names, but for what it may lack."""
    return frozenset(
        part
        for dish in _dishes(name)
        for part in nodes()[dish].contains
        if part not in dish_extras().get(dish, ())
        and not (part in BINDERS_AND_GARNISH and dish.endswith(BOUND_OR_DECORATED))
    )


def _parts_with(name: str, avoided: str) -> list[str]:
    """Return the contents of a dish, and of the dishes that it is a kind of, that bring `avoided`."""
    contents = dict.fromkeys(part for dish in _dishes(name) for part in nodes()[dish].contains)
    return [part for part in contents if avoided in composition(part)]


def _is_mixed_here(recipe: ParsedRecipe, name: str, avoided: str) -> bool:
    """Tell whether the cook mixes the products by which a dish leads to something.

    카레 leads to milk by 카레가루; with 강황 and no 카레가루 in the list the curry is mixed here.
    """
    products = _parts_with(name, avoided)
    return bool(products) and all(
        (contents := nodes()[product].contains)
        and avoided not in composition(contents[0])
        and _lists_one_of(recipe, contents[0])
        and not _lists_one_of(recipe, product)
        for product in products
    )


def is_of_another_kind(recipe: ParsedRecipe, mention: Mention, avoided: str) -> bool:
    """Tell whether the list makes a dish of another flour or milk than the usual one.

    쌀가루 쿠키 and 코코넛밀크 푸딩; where the list holds the usual one too, it counts there.
    """
    if avoided in BY_GRAIN and _is_a_form(recipe, mention.word):
        return not _lists_one_of(recipe, "밀") and any(map(_is_flour, _listed_names(recipe)))
    if avoided in BY_MILK and is_dish(mention.name) and _is_in_a_title(recipe, mention.word):
        return not _lists_one_of(recipe, "우유") and any(map(_is_plant_milk, _listed_names(recipe)))
    return False


def _is_a_form(recipe: ParsedRecipe, word: str) -> bool:
    """Tell whether a word for a form is what the recipe makes: one of its titles says it too."""
    is_form = word.endswith(FORMS_OF_DOUGH) or word in BARE_FORMS
    return word in OF_THE_SAME or (is_form and _is_in_a_title(recipe, word))


def _is_in_a_title(recipe: ParsedRecipe, word: str) -> bool:
    """Tell whether a word is what the recipe makes, and nothing that a step only adds."""
    return any(key(word) in key(text.text) for text in recipe.texts if text.is_title)


def _is_of_another_meat(recipe: ParsedRecipe, mention: Mention, avoided: str) -> bool:
    """Tell whether a text makes a dish of other meat than the usual: 돼지안심 장조림, 오리 불고기."""
    meats = _parts_with(mention.name, avoided)
    if not meats or any(MEAT not in kinds(meat) for meat in meats):
        return False
    listed = set(_listed_names(recipe))
    named = [food for text in recipe.texts for food in text.reading.foods if food.name in listed]
    others = [
        key(food.word)
        for food in (*recipe.listed_foods, *named)
        if not MAINS.isdisjoint(kinds(food.name)) and avoided not in composition(food.name)
    ]
    word = key(mention.word)
    texts = [key(text.text) for text in recipe.texts if word in key(text.text)]
    return all(any(other + word in text for other in others) for text in texts)


def _is_flour(name: str) -> bool:
    food = table().get(name)
    return food is not None and (
        (food.group in {"grain", "nut", "legume", "vegetable"} and name.endswith(("가루", "전분")))
        or "면류" in kinds(name)
        or name in PLANT_NOODLES
    )


PLANT_NOODLES = frozenset({"국수호박", "천사채", "주키니호박", "두부면"})
PLANT_MILKS = frozenset(
    {"코코넛밀크", "코코넛크림", "두유", "아몬드밀크", "귀리음료", "오트밀크", "캐슈밀크", "쌀음료"}
)


def _is_plant_milk(name: str) -> bool:
    return not PLANT_MILKS.isdisjoint(kinds(name))


def _comes_by_seasoning(mention: Mention, avoided: str) -> bool:
    """Tell whether a dish leads to an allergen only by how it is usually seasoned.

    The list says how this one is seasoned; but 된장찌개 names its seasoning, and 장칼국수 is wheat by
    its noodles too.
    """
    parts = _parts_with(mention.name, avoided)
    return bool(parts) and all(
        is_seasoning_mix(part) and part not in mention.word for part in parts
    )


def _is_made_here(recipe: ParsedRecipe, name: str) -> bool:
    """Tell whether the list holds what `name` is made of: 팥소 of the 팥, 송편 of the 쌀 that is listed."""
    node = nodes().get(name)
    if node is None:
        return False
    return any(_lists_source_of(recipe, source) for source in (*node.made_from, *node.contains[:1]))


def _listed_names(recipe: ParsedRecipe) -> Iterator[str]:
    return (food.name for food in recipe.listed_foods)


def _lists_one_of(recipe: ParsedRecipe, family: str) -> bool:
    return any(family in composition(name) for name in _listed_names(recipe))


def _lists_source_of(recipe: ParsedRecipe, name: str) -> bool:
    """Tell whether the list holds `name`, or what that is made from (칼국수면 from 밀)."""
    sources = [name]
    for source in sources:
        sources += nodes()[source].made_from if source in nodes() else ()
    return any(_lists_one_of(recipe, source) for source in sources)
