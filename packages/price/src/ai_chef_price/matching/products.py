"""What a line of a recipe asks a shop for: an ingredient, and qualities that the product must have."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from ai_chef_food.ingredients import canonical_name, table
from ai_chef_food.taxonomy import kinds
from ai_chef_food.text import key, normalize
from ai_chef_price.matching.title import USE_SUFFIX, foods
from ai_chef_price.matching.uses import USES
from ai_chef_price.tables import rows, split

STAND_INS = {
    "파": "대파",
    "파류": "대파",
    "호박": "애호박",
    "육류": "돼지고기",
    "버섯": "느타리버섯",
}
"""What to buy where a recipe names only a family (rule of this project)."""

CANNED = ("통조림", "캔")
CANNED_BY_NATURE = frozenset({"홀토마토", "케이퍼", "올리브", "할라피뇨"})
"""Sold in cans and jars, though their names do not say so."""

BEHIND = frozenset({"가루"})
"""Qualities that stand behind an ingredient's name (산초 가루)."""

PREPARATIONS = frozenset({
    "다진", "썬", "채썬", "송송", "어슷썬", "편썬", "깍둑썬", "토막", "토막낸", "조각", "으깬", "갈은",
    "손질", "손질한", "손질된", "순살", "필렛", "필레", "슬라이스", "껍질벗긴", "데친", "삶은", "씻은",
})  # fmt: skip
"""What a recipe's name says of the work at home: shops are asked for the ingredient."""

MADE_GROUPS = frozenset({"dish", "water"})
"""What a use makes of an ingredient: 두부 부침, 멸치 국물."""

FRESH = "생것"
"""A quality that shops take for granted: it is held against titles, but not searched for."""


class Named(Protocol):
    """A line of a recipe."""

    @property
    def name(self) -> str: ...  # noqa: D102 - the class tells


class Requirement(NamedTuple):
    """A quality, the words that ask for it, and those in a title that meet or break it."""

    name: str
    asked: tuple[str, ...]
    met: tuple[str, ...]
    broken: tuple[str, ...]
    accepts_silence: bool


@cache
def requirements() -> dict[str, Requirement]:
    """Return the qualities that recipes ask for, by name."""
    return {
        row["requirement"]: Requirement(
            row["requirement"],
            split(row["asked"]),
            split(row["met"]),
            split(row["broken"]),
            row["if_silent"] == "accept",
        )
        for row in rows("matching/requirements")
    }


def product_name(name: str, lines: Sequence[Named] = ()) -> str | None:
    """Return the canonical ingredient to buy for a line, or None if the name is unknown.

    A family (파) is bought as the one of its kinds that other `lines` of the recipe ask for, else
    as its usual kind.
    """
    meant = _meaning(name)
    if meant in STAND_INS:
        same = (canonical_name(line.name) for line in lines)
        return next((other for other in same if other and meant in kinds(other)), STAND_INS[meant])
    return meant if meant in table() else canonical_name(name)


@lru_cache(maxsize=4096)
def _meaning(name: str) -> str:
    """Return what a name means, also without the qualities that it asks for (무설탕 두유)."""
    known = foods().get(key(name)) or canonical_name(name)
    if known:
        return known
    plain = normalize(name)
    if plain.endswith(USE_SUFFIX) and len(plain) > 1:
        return _meaning_with_use(plain)
    head, _, last = plain.rpartition(" ")
    if head and last in CANNED and is_canned(canonical_name(head) or ""):
        return canonical_name(head) or ""
    first, _, rest = plain.partition(" ")
    if rest and first.endswith(USE_SUFFIX):
        return _meaning(rest)
    bare = _without_quality(plain) or _without_preparation(plain)
    return _meaning(bare) if bare else ""


def _meaning_with_use(plain: str) -> str:
    """Return what a name that ends with a use means: 소고기 불고기용, 두부 부침용, 멸치 국물용."""
    use = plain.removesuffix(USE_SUFFIX)
    if cut := canonical_name(f"{use}감"):
        return cut
    meant = _meaning(use)
    if meant in table() and table()[meant].group not in MADE_GROUPS:
        return meant
    head, _, _ = use.rpartition(" ")
    if head:
        return _meaning(head)
    heads = (use.removesuffix(word) for group in USES for word in group if use.endswith(word))
    return next((found for head in heads if (found := canonical_name(head))), None) or meant


def _without_quality(plain: str) -> str:
    """Return a name without a quality before or behind it (저지방 우유, 버터 무염), or empty."""
    for word in sorted(_words_for_qualities(), key=len, reverse=True):
        for rest in (plain.removeprefix(f"{word} "), plain.removesuffix(f" {word}")):
            if rest != plain:
                return rest
        if len(word) > 1:
            for rest in (plain.removeprefix(word), plain.removesuffix(word)):
                if rest != plain and foods().get(key(rest)):
                    return rest
    return ""


def _without_preparation(plain: str) -> str:
    """Return a name without what a cook does to it (다진 파, 연어 필렛), or empty."""
    words = plain.split()
    if len(words) > 1 and words[0] in PREPARATIONS:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in PREPARATIONS else ""


@cache
def _words_for_qualities() -> frozenset[str]:
    return frozenset(word for entry in requirements().values() for word in entry.asked)


@lru_cache(maxsize=4096)
def requirements_of(name: str) -> frozenset[str]:
    """Return the qualities that the name of a recipe's line asks for: 무가당 두유 asks for 무가당.

    What the canonical name itself says (저염간장) is the ingredient's identity, and not asked again.
    """
    words = normalize(name).lower().split()
    product = product_name(name) or ""
    return frozenset(
        requirement.name
        for requirement in requirements().values()
        for word in requirement.asked
        if word not in product and _asks(word, words)
    )


def is_canned(product: str) -> bool:
    """Tell whether an ingredient is one in a can."""
    return product.endswith(CANNED) or product in CANNED_BY_NATURE


def _asks(word: str, words: Sequence[str]) -> bool:
    """Tell whether a word of a name begins with a quality; one syllable has to stand alone."""
    if len(word) == 1:
        return len(words) > 1 and word in words
    return " ".join(words).find(word) >= 0


def search_query(name: str) -> str:
    """Return what to search for: the ingredient's canonical name, with the qualities asked for."""
    product = product_name(name) or name
    asked = requirements_of(name) - {FRESH}
    return " ".join([*sorted(asked - BEHIND), product, *sorted(asked & BEHIND)])


def names_of(product: str) -> frozenset[str]:
    """Return every name of an ingredient."""
    food = table().get(product)
    return frozenset({product, *(food.synonyms if food else ())})


def requirement_refusal(name: str, title: str, path: Sequence[str] = ()) -> str | None:
    """Return which quality that a recipe asks for a product breaks or does not mention, or None.

    The title decides; where it says nothing, the category `path` does (냉동식품, 국내산쇠고기).
    """
    plain, shelves = normalize(title).lower(), normalize(" ".join(path)).lower()
    return next(
        (
            f"요청한 조건과 다름 ({quality})"
            for quality in sorted(requirements_of(name))
            if not _is_met(requirements()[quality], plain, shelves)
        ),
        None,
    )


def _is_met(requirement: Requirement, title: str, shelves: str) -> bool:
    """Tell whether a product meets a quality."""
    said = _said(requirement, title) or _said(requirement, shelves)
    is_broken = not said.isdisjoint(requirement.broken)
    return not is_broken and (not said.isdisjoint(requirement.met) or requirement.accepts_silence)


def _said(requirement: Requirement, text: str) -> set[str]:
    """Return what a text says of a quality. 무가염 holds 가염, and 중국산 국산: the longer counts."""
    words = sorted({*requirement.met, *requirement.broken}, key=len, reverse=True)
    said, rest = set(), text
    for word in words:
        if word in rest:
            said.add(word)
            rest = rest.replace(word, "|")
    return said
