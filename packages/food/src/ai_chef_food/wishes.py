"""What a person's wish stands for: one resolver for allergies and dislikes.

A wish is read whole, in whatever form it was typed: lists and parentheses are further wishes, and
decorations (심함, 알레르기, 국내산) are read and say nothing. Each name stands first for a labelled
allergen, then for a family, then for an ingredient. What cannot be read is refused with the nearest
known names; a wish is never half served.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ai_chef_food.ingredients import is_dish
from ai_chef_food.lexicon import decorations, food_names, is_predicate, latin_words
from ai_chef_food.names import parts_of, read_part
from ai_chef_food.taxonomy import (
    ANYTHING,
    composition,
    families,
    kinds,
    labelled,
    nodes,
    origins,
    uncertain,
)
from ai_chef_food.text import SIGHS, key, normalize

SUGGESTIONS = 3
LEAST_LIKENESS = 0.6


class UnknownWishError(ValueError):
    """A wish that cannot be read as names of foods. ``nearest`` holds known names that look like it.

    The text quotes no word of the wish.
    """

    def __init__(self, nearest: tuple[str, ...] = ()) -> None:
        super().__init__("neither a labelled allergen, nor a family, nor a known ingredient")
        self.nearest = nearest


class OpenDishError(UnknownWishError):
    """A dish or product that may hold anything: only its ingredients can be avoided."""


@lru_cache(maxsize=1024)
def resolve_allergy(typed: str) -> tuple[str, ...]:
    """Return the labelled allergens, families and ingredients that an allergy stands for.

    A part or product of a labelled allergen stands for that allergen (카제인 for 우유), a product of
    another food for that food (들기름 for 들깨), and a mixture for itself, for what it is a kind of
    (참치캔 for 참치) or what makes it first unless it is a dish (어묵 for 생선), and for every
    labelled allergen that is or may be in it.

    Raises
    ------
    UnknownWishError
        Something in it cannot be read, or nothing in it names a food.
    """
    return tuple(dict.fromkeys(meant for name in _named(typed) for meant in _at_risk(name)))


@lru_cache(maxsize=1024)
def resolve_dislike(typed: str) -> tuple[str, ...]:
    """Return the families and ingredients that a dislike stands for, no wider than it was typed.

    Raises
    ------
    UnknownWishError
        As `resolve_allergy` does.
    """
    return _named(typed)


def _named(typed: str) -> tuple[str, ...]:
    text = _concluded(normalize(typed).translate(SIGHS))
    asides = [aside for found in re.findall(_ASIDE, text) for aside in found if aside]
    names: dict[str, None] = {}
    for part in parts_of(re.sub(_ASIDE, " , ", text)):
        names |= dict.fromkeys(_names_or_refuse(part))
    for part in (part for aside in asides for part in parts_of(aside)):
        if names and _remarks(part):
            continue
        added = _names_or_refuse(part)
        if not all(_illustrates(name, names) for name in added):
            names |= dict.fromkeys(added)
    if not names:
        raise UnknownWishError(nearest_names(typed))
    return tuple(names)


_ASIDE = r"\(([^()]*)\)|\s[-–—:]\s(.*)$"
_SCOPE = r"^(\S+) 중(?:에서?|에는|엔)? (.+)$"


def _concluded(text: str) -> str:
    """Return what a wish comes to: behind an arrow, or of a family the members that it names.

    ``호두과자 먹고 입술 부음 → 호두``; ``과일 중 키위랑 망고``.
    """
    conclusion = text.rpartition("→")[2].strip() or text
    scope = re.match(_SCOPE, conclusion)
    if scope and food_names().get(key(scope[1])) in families():
        family = food_names()[key(scope[1])]
        members = _names_in(scope[2])
        if members and all(family in kinds(member) for member in members):
            return scope[2]
    return conclusion


def _names_or_refuse(part: str) -> tuple[str, ...]:
    found = _names_in(part)
    if found is None:
        raise UnknownWishError(nearest_names(part))
    return found


def _remarks(part: str) -> bool:
    """Tell whether an aside only remarks on what was named: 생으로 먹을 때만, 응급실 간 적 있음."""
    reading = read_part(part, is_wish=True)
    return not reading.foods and not reading.unread


def _illustrates(name: str, wishes: Iterable[str]) -> bool:
    """Tell whether an aside is a dish or product of a labelled allergen that was named: 메밀(소바)."""
    return any(wish in labelled() and wish in composition(name) for wish in wishes)


def _names_in(part: str) -> tuple[str, ...] | None:
    """Return what one part of a wish names, nothing for a decoration, None if it cannot be read."""
    words = part.split()
    for count in range(len(words), 0, -1):
        whole = food_names().get(key("".join(words[:count])))
        if whole and all(map(_decorates, words[count:])):
            return (whole,)
    reading = read_part(part, is_wish=True)
    if reading.unread or any(mention.is_guess for mention in reading.foods):
        return None
    if not reading.foods:
        return () if all(map(_decorates, words)) else None
    return tuple(mention.name for mention in reading.foods)


def _decorates(word: str) -> bool:
    """Tell whether a word of a wish says how badly or how much, and could not be a name."""
    return word in decorations() or is_predicate(word) or word in latin_words()


def _at_risk(name: str) -> Iterator[str]:
    node = nodes()[name]
    sources = [source for source in origins(name) if source in labelled()]
    if sources:
        yield from _nearest(sources, name)
        yield from _unlabelled_roots(node.made_from)
        return
    if ANYTHING in uncertain(name):
        raise OpenDishError
    if node.contains or node.may_contain:
        kind_of = [upper for upper in node.is_a if upper not in families()]
        yield name
        yield from _unlabelled_roots([*kind_of, *node.made_from])
        if not is_dish(name):
            yield from _unlabelled_roots(node.contains[:1])
        yield from (part for part in composition(name) if part in labelled())
        yield from sorted(uncertain(name) & set(labelled()))
        return
    yield from _roots(name)


def _nearest(sources: Iterable[str], name: str) -> Iterator[str]:
    """Leave out a labelled allergen that stands only above another one (조개류 above 굴)."""
    found = set(sources)
    if name in found:
        found = {name}
    above = {upper for source in found for upper in composition(source) if upper != source}
    yield from sorted(found - above)


def _roots(name: str) -> Iterator[str]:
    """Yield what a food was made from in the end, or the food itself."""
    sources = nodes()[name].made_from
    if not sources:
        yield name
    for source in sources:
        yield from _roots(source)


def _unlabelled_roots(names: Iterable[str]) -> Iterator[str]:
    """Yield what foods were made from in the end, where no labelled allergen stands for it."""
    for root in (root for name in names for root in _roots(name)):
        if not any(source in labelled() for source in (root, *origins(root))):
            yield root


def nearest_names(typed: str) -> tuple[str, ...]:
    """Return known names that look most like `typed`, letter (자모) by letter, the best first."""
    import difflib  # noqa: PLC0415 - only a refused wish pays for it

    letters = _letters(key(typed))
    near = difflib.get_close_matches(
        letters, _by_letters(), n=SUGGESTIONS * 2, cutoff=LEAST_LIKENESS
    )
    return tuple(dict.fromkeys(_by_letters()[match] for match in near))[:SUGGESTIONS]


def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@cache
def _by_letters() -> dict[str, str]:
    return {_letters(name): meant for name, meant in food_names().items()}
