"""Reading the raw name of an ingredient: all of it, parentheses and alternatives included.

``두유(또는 우유)`` is soy milk that may turn out to be milk; ``홍파프리카`` and ``양파 다진 것`` are known
foods with something written onto them. What stands in a name and cannot be read is reported.
"""

import re
from functools import lru_cache

from ai_chef_food.ingredients import canonical_name, stripped_forms, table
from ai_chef_food.lexicon import food_names, generic_words, tools
from ai_chef_food.prose import Setting, read
from ai_chef_food.segmentation import Mention, Reading
from ai_chef_food.taxonomy import families, kinds
from ai_chef_food.text import key

_BREAK = re.compile(
    r"[()\[\]{}<>/,;:+&|·•…]|또는|혹은|아니면|\s(?:or|and|및|그리고)(?=\s)", re.IGNORECASE
)

MADE_OF_THEIR_NAME = frozenset(
    {"육수", "국물", "맛국물", "기름", "주스", "페이스트", "퓨레", "퓌레", "절임", "반죽"}
)
"""Products that are what the word before them says: 다시마육수, 마늘기름."""


@lru_cache(maxsize=4096)
def read_name(name: str) -> Reading:
    """Read the name of one ingredient, or a wish, as its author wrote it."""
    whole = food_names().get(key(name))
    if whole:
        return Reading((Mention(name, whole),), ())
    foods: list[Mention] = []
    unread: list[str] = []
    for part in parts_of(name):
        reading = read_part(part)
        foods += reading.foods
        unread += reading.unread
        unread += (mention.word for mention in reading.foods if mention.is_guess)
    if not foods and not unread and not _is_tool(name):
        unread.append(name)
    return Reading(tuple(dict.fromkeys(foods)), tuple(dict.fromkeys(unread)))


CHANGES_THE_FOOD = re.compile(
    r"말린|마른|건조|^건|훈제|가루|분말|파우더|칩|절임|장아찌|육수|국물|청$|잼$"
)
"""What makes another food of a food, whose weights and nutrients are not those of its name."""


@lru_cache(maxsize=4096)
def known_ingredient(name: str) -> str | None:
    """Return the ingredient of the table that a raw name means, with what is written onto it.

    홍파프리카 weighs and nourishes as 파프리카 does, 생강즙 about as 생강; 생강가루 does not.
    """
    exact = canonical_name(name)
    if exact or CHANGES_THE_FOOD.search(key(name)):
        return exact
    reading = read_name(name)
    named = [_STANDS_FOR.get(food.name, food.name) for food in reading.foods]
    if not named or reading.unread or not all(food in table() for food in named):
        return None
    *others, head = named
    return head if all(_only_narrows(other, head) for other in others) else None


_STANDS_FOR = {"파": "대파", "고추": "풋고추", "호박": "애호박", "김치": "배추김치"}
"""What a cook takes who reads only the family."""

GRAINS = frozenset({"grain", "legume"})


def _only_narrows(other: str, head: str) -> bool:
    """Tell whether a food in a name only says which one it is: 한우 우둔살, 현미귀리밥."""
    shared = (kinds(other).keys() & kinds(head).keys()) - families().keys()
    is_of_grain = head == "밥" and table()[other].group in GRAINS
    return bool(shared) or is_of_grain


def _is_tool(name: str) -> bool:
    """Tell whether a name of ordinary words alone is a tool (꼬치용 나무막대기), and no food."""
    return any(key(name).endswith(tool) for tool in tools())


def parts_of(name: str) -> list[str]:
    """Return what stands between the brackets, commas and alternatives of a name or a wish."""
    return [part for part in map(str.strip, _BREAK.split(name)) if part]


def read_part(part: str, *, is_wish: bool = False) -> Reading:
    """Read what stands between two breaks: a name with its qualifiers, or a little text.

    Each stripped form is looked up in the same order (labelled allergen, family, ingredient), so
    that a qualifier cannot make the name mean less.
    """
    for form in stripped_forms(part):
        if meant := food_names().get(key(form)):
            return Reading((Mention(part, meant),), ())
    if ingredient := canonical_name(part):
        return Reading((Mention(part, ingredient),), ())
    reading = read(part, Setting.WISH if is_wish else Setting.NAME)
    product = _product(key(part)) if reading.foods else None
    return Reading((*reading.foods, product), reading.unread) if product else reading


def _product(name: str) -> Mention | None:
    """Return the general product that a compound ends with: 양파소스 is a 소스, and may hold anything."""
    for start in range(1, len(name)):
        head = name[start:]
        if head in generic_words() and head in food_names() and head not in MADE_OF_THEIR_NAME:
            return Mention(name, food_names()[head])
    return None
