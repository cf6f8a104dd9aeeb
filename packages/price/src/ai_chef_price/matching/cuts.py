"""Cuts of meat: told apart by the animal, which a title or its category names beside them."""

from collections.abc import Sequence

from ai_chef_food.taxonomy import kinds
from ai_chef_price.matching.kinds import NO_RULES, kind_rules
from ai_chef_price.matching.products import names_of
from ai_chef_price.matching.title import Part, Piece, Title, foods

MINCED = "다짐육"

CUTS = {
    "쇠고기": (
        ("소고기", "쇠고기", "한우", "소"),
        ("한우", "육우", "수입소고기", "와규", "앵거스비프", "칡소", "소고기국거리", "소고기불고기감",
         "소고기스테이크용", "소고기샤브샤브용", "소고기장조림용", "소고기잡채용", "소고기육전용"),
    ),
    "돼지고기": (
        ("돼지고기", "돼지", "한돈", "돈"),
        ("한돈", "흑돼지", "이베리코", "버크셔", "돼지고기수육용", "돼지고기카레용", "돼지고기잡채용",
         "돼지고기불고기감"),
    ),
    "닭고기": (("닭고기", "닭"), ("토종닭", "삼계탕용닭", "닭볶음탕용닭")),
    "오리고기": (("오리고기", "오리"), ("유황오리",)),
    "양고기": (("양고기", "양"), ()),
}  # fmt: skip
"""Meats: what stands before the name of a cut, and kinds that name a breed or a use and no cut."""


def cuts_named(product: str, title: Title, path: Sequence[str]) -> list[Piece]:
    """Return the pieces that name a cut without its animal: 안심 for 소고기안심."""
    animal = next((animal for animal in CUTS if animal in kinds(product) and animal != product), "")
    if not animal:
        return []
    prefixes, breeds = CUTS[animal]
    short = {
        name.removeprefix(prefix)
        for kind in {product, *kind_rules().get(product, NO_RULES).accepts}
        for name in names_of(kind)
        for prefix in prefixes
        if name.startswith(prefix) and len(name) - len(prefix) > 1
    }
    short |= {name.removesuffix("살").removesuffix("용") for name in short if len(name) > 2}
    short |= {name.removesuffix("감") for name in short if len(name) > 2}
    meant = {foods()[name] for name in short if name in foods()}
    is_animal = any(animal in level or prefixes[0] in level for level in path) or any(
        animal in kinds(piece.food) or piece.food in breeds or piece.text in breeds
        for piece in title.pieces
    )
    if not is_animal:
        return []
    return [
        piece
        for piece in title.pieces
        if piece.text.removesuffix("용") in short
        or (piece.part is Part.FOOD and piece.food in meant)
    ]


def is_cut_of(animal: str, prefixes: Sequence[str], piece: Piece) -> bool:
    """Tell whether a piece may name a cut of an animal: 목심 is one of beef and of pork."""
    names = [piece.food, *(foods().get(f"{prefix}{piece.text}", "") for prefix in prefixes)]
    return any(animal in kinds(name) for name in names if name)
