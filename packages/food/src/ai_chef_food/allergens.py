"""Verdicts on one food and one thing that a person must avoid.

The verdicts are three, and none of them promises anything: `found` names the path by which a food
leads to what is avoided; `no_listed_match` says that the table knows the food and lists no such
path; `cannot_assess` says that the food is not in the table, or is a product to which some makers
add it, so that only the label can tell.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ai_chef_food.names import read_name
from ai_chef_food.taxonomy import ANYTHING, composition, kinds, labelled, nodes, uncertain
from ai_chef_food.verdicts import VerdictKind


class Verdict(NamedTuple):
    """`path` runs from the food to what is avoided, e.g. ``(굴소스, 굴, 조개류)``."""

    kind: VerdictKind
    path: tuple[str, ...] = ()


WORST_FIRST = (VerdictKind.FOUND, VerdictKind.CANNOT_ASSESS)


def check(name: str, avoided: str) -> Verdict:
    """Say whether a raw ingredient name brings `avoided` (one of a wish's meanings).

    Everything that stands in the name counts, and the worst verdict is the answer.
    """
    reading = read_name(name)
    verdicts = [assess(mention.name, avoided) for mention in reading.foods]
    if reading.unread:
        verdicts.append(Verdict(VerdictKind.CANNOT_ASSESS))
    return worst(verdicts)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of some verdicts, the first of its kind; of none that nothing is listed."""
    given = tuple(verdicts)
    return next(
        (verdict for kind in WORST_FIRST for verdict in given if verdict.kind is kind),
        Verdict(VerdictKind.NO_LISTED_MATCH),
    )


def assess(name: str, avoided: str) -> Verdict:
    """Say whether the node `name` is, is made from or contains `avoided` (one of a wish's meanings).

    A product that differs from maker to maker is judged by what makers are known to add; of
    something that is no labelled allergen that list says nothing, so it cannot be assessed.
    """
    if name not in nodes():
        return Verdict(VerdictKind.CANNOT_ASSESS)
    path = composition(name).get(avoided)
    if path:
        return Verdict(VerdictKind.FOUND, path)
    added = uncertain(name)
    if ANYTHING in added or avoided in added:
        return Verdict(VerdictKind.CANNOT_ASSESS)
    if is_above(name, avoided):
        return Verdict(VerdictKind.CANNOT_ASSESS)
    return Verdict(VerdictKind.NO_LISTED_MATCH)


def is_above(name: str, other: str) -> bool:
    """Tell whether `other` is a kind of `name`, so that `name` may be it: 생선 may be 고등어."""
    return name != other and name in kinds(other)


def listed(name: str) -> dict[str, tuple[str, ...]] | None:
    """Return every labelled allergen that the raw ingredient name leads to, with its path.

    None means that something in the name cannot be read; an empty dict that no path is listed.
    """
    reading = read_name(name)
    if reading.unread:
        return None
    found: dict[str, tuple[str, ...]] = {}
    for mention in reading.foods:
        paths = composition(mention.name)
        found |= {
            allergen: paths[allergen]
            for allergen in labelled()
            if allergen in paths and allergen not in found
        }
    return found
