"""What brings what: kinds, sources and contents of foods as one graph.

Three relations lead from a food upwards: *is a* (모차렐라치즈 is a 치즈, 한우 is 쇠고기), *made from*
(버터 from 우유) and *contains* (고추장 contains 대두). Nodes are ingredients, the 22 labelled
allergens, and families, which are no ingredient themselves (생선, 유제품). `path` answers whether
one brings another, through all three.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from ai_chef_food.ingredients import table
from ai_chef_food.tables import rows, split
from ai_chef_food.text import key

GROUP_FAMILIES = {
    "fruit": "과일",
    "vegetable": "채소",
    "mushroom": "버섯",
    "seafood": "해산물",
    "seaweed": "해조류",
    "meat": "육류",
    "poultry": "가금류",
    "nut": "견과류",
}
"""The family of everything in a group of the ingredient table; other groups are no family."""

ANYTHING = "*"
"""In ``may_contain``: the product may hold anything, only its label can tell."""


class Node(NamedTuple):
    """A food, a labelled allergen or a family, with the names that it leads to in one step."""

    name: str
    is_a: tuple[str, ...] = ()
    made_from: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    may_contain: tuple[str, ...] = ()


@cache
def families() -> Mapping[str, tuple[str, ...]]:
    """Return every family with its aliases."""
    return {row["name"]: split(row["aliases"]) for row in rows("families")}


def offered_families() -> tuple[str, ...]:
    """Return the families that a form offers beside the labelled allergens.

    Those that people name as an allergy (갑각류, 견과류) or a way of eating (육류, 글루텐). Whoever
    avoids another family (장미과 과일) types it: `wishes` reads all of them.
    """
    return tuple(row["name"] for row in rows("families") if row["offered"] == "yes")


@cache
def labelled() -> tuple[str, ...]:
    """Return the 22 labelled allergens in Korean (식품등의 표시기준, 별지 1)."""
    return tuple(row["name"] for row in rows("allergens"))


@cache
def nodes() -> Mapping[str, Node]:
    """Return the graph by name."""
    found = {row["name"]: Node(row["name"], split(row["is_a"])) for row in rows("families")}
    for row in rows("allergens"):
        found[row["name"]] = Node(row["name"], split(row["is_a"]))
    for name, food in table().items():
        known = found.get(name, Node(name))
        family = GROUP_FAMILIES.get(food.group)
        found[name] = Node(
            name,
            (*known.is_a, *food.is_a, *((family,) if family else ())),
            food.made_from,
            food.contains,
            food.may_contain,
        )
    return found


@cache
def composition(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return all that `name` is, is made from or contains, each with the shortest path to it."""
    return _closure(name, lambda node: (*node.is_a, *node.made_from, *node.contains))


@cache
def origins(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return what `name` is a kind, a part or a product of: `composition` without mixtures."""
    return _closure(name, lambda node: (*node.is_a, *node.made_from))


@cache
def kinds(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return what `name` is a kind or part of, itself included."""
    return _closure(name, lambda node: node.is_a)


def _closure(name: str, above: Callable[[Node], tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {name: (name,)}
    queue = [name]
    for here in queue:
        for upper in above(nodes()[here]) if here in nodes() else ():
            if upper not in found:
                found[upper] = (*found[here], upper)
                queue.append(upper)
    return found


@cache
def uncertain(name: str) -> frozenset[str]:
    """Return the labelled allergens that makers of `name`, or of what is in it, may add.

    `ANYTHING` among them means that the product may hold whatever its maker likes.
    """
    return frozenset(
        above
        for part in composition(name)
        for added in (nodes()[part].may_contain if part in nodes() else ())
        for above in (composition(added) if added != ANYTHING else (ANYTHING,))
    )


@cache
def node_names() -> Mapping[str, str]:
    """Return every name and alias of a labelled allergen or family, by its key."""
    found = {key(alias): name for name, aliases in families().items() for alias in (name, *aliases)}
    for row in rows("allergens"):
        for alias in (row["name"], row["english"], *split(row["aliases"])):
            found[key(alias)] = row["name"]
    return found
