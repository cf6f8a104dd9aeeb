"""Whether the head noun of a title is the product: what it names, and what stands beside it."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import composition, kinds, node_names
from ai_chef_food.text import key
from ai_chef_price.matching.products import CANNED, is_canned, names_of
from ai_chef_price.matching.title import PREFIXES, Part, Piece, Title, foods
from ai_chef_price.tables import rows, split

SWEET_PREFIXES = frozenset({"꿀", "설탕"})
"""Foods that praise another one when written directly before it: 꿀고구마, 설탕수박."""

FED_OR_GROWN = frozenset({"먹은", "먹인", "먹고", "키운", "기른", "자란", "숙성"})
WITHOUT = frozenset(
    {"무첨가", "제로", "프리", "없는", "없이", "안넣은", "뺀", "대신", "대체", "아님"}
)
FLAVOURS = frozenset({"맛", "향", "풍미", "플레이버", "플레버"})
MATERIALS = frozenset({"콩", "대두", "쌀", "밀", "보리"})
KINDS_OF_SEASONING = frozenset({"소스", "오일", "시럽", "양념"})
SAUCE_GROUPS = frozenset({"seasoning", "oil", "sweetener"})
BEHIND_A_CONFIRMED_NAME = frozenset({"dish", "water"})
PASTES = "장류"
GRAINS_OF_PASTES = MATERIALS | {"현미", "찹쌀", "수수", "메주"}
BRANDED_GROUPS = frozenset({"dairy", "water", "seasoning", "oil", "sweetener", "processed"})
NAMELESS = {"플레인요거트": ("플레인", "그릭", "무가당", "설탕무첨가", "무첨가")}
"""What a title without the product's name has to say."""

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


class _Kinds(NamedTuple):
    accepts: frozenset[str]
    refuses: frozenset[str]


_NO_KINDS = _Kinds(frozenset(), frozenset())


@cache
def _kind_rules() -> dict[str, _Kinds]:
    return {
        row["ingredient"]: _Kinds(
            frozenset(split(row["accepts"])), frozenset(split(row["refuses"]))
        )
        for row in rows("matching/kinds")
    }


@cache
def _other_products() -> dict[str, tuple[frozenset[str], str]]:
    return {
        row["ingredient"]: (frozenset(split(row["words"])), row["why"])
        for row in rows("matching/other_products")
    }


@lru_cache(maxsize=8192)
def is_kind_to_buy(product: str, other: str) -> bool:
    """Tell whether a product that is named `other` may be bought for `product`.

    Kinds of an ingredient are told apart by a table; where it is silent a kind will do if its name
    ends with the ingredient's (호박고구마 for 고구마, 돌김 for 김).
    """
    if other == product:
        return True
    rules = _kind_rules().get(product, _NO_KINDS)
    if other in rules.refuses:
        return False
    return other in rules.accepts or (product in kinds(other) and other.endswith(product))


def name_refusal(
    product: str, title: Title, path: Sequence[str], *, is_confirmed: bool
) -> str | None:
    """Return why the title's head noun is not the product, or None if it is.

    Parameters
    ----------
    path
        The category path: a cut of meat (등심) is told apart by it.
    is_confirmed
        The last category is the product's own: dishes behind its name are what it is used for.
    """
    if reason := _other_product(product, title):
        return reason
    own = _own_pieces(product, title, path)
    if not own:
        return None if _is_brand_of(product, title, path) else "다른 재료"
    beside = _Beside(product, title, own, path, is_confirmed)
    for piece in title.foods:
        if piece not in own and not beside.allows(piece):
            return f"다른 재료 ({piece.text})"
    return "다른 재료" if all(_goes_on(piece, title) for piece in own) else None


def _other_product(product: str, title: Title) -> str | None:
    words, why = _other_products().get(product, (frozenset[str](), ""))
    found = sorted((words & title.texts()) - {product}, key=len)
    return f"{why} ({found[-1]})" if found else None


def _own_pieces(product: str, title: Title, path: Sequence[str]) -> list[Piece]:
    """Return the pieces that name the product, the surest way that finds any.

    It may be named as a food, by its own name as a use (국거리용), by its cut alone beside the animal
    (한우 안심), by what is in the can, or within a brand (서울우유).
    """
    named = names_of(product)
    own = [
        piece
        for piece in title.pieces
        if (piece.part is Part.FOOD and is_kind_to_buy(product, piece.food))
        or (piece.part is Part.USE and piece.food == product)
        or (piece.part not in (Part.USE, Part.UNREAD) and piece.text in named)
    ]
    own = [piece for piece in own if not _is_flavour(piece, title)]
    return own or _cuts(product, title, path) or _canned(product, title, path) or [
        piece
        for piece in title.pieces
        if piece.part is Part.BRAND and piece.text.endswith(product)
    ]  # fmt: skip


def _cuts(product: str, title: Title, path: Sequence[str]) -> list[Piece]:
    animal = next((animal for animal in CUTS if animal in kinds(product) and animal != product), "")
    if not animal:
        return []
    prefixes, breeds = CUTS[animal]
    short = {
        name.removeprefix(prefix)
        for name in names_of(product)
        for prefix in prefixes
        if name.startswith(prefix) and len(name) - len(prefix) > 1
    }
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


def _canned(product: str, title: Title, path: Sequence[str]) -> list[Piece]:
    if not is_canned(product) or not any("통조림" in level for level in path):
        return []
    inside = set(composition(product)) | {
        name.removesuffix(suffix) for name in names_of(product) for suffix in CANNED
    }
    return [piece for piece in title.foods if piece.food in inside]


def _is_flavour(piece: Piece, title: Title) -> bool:
    after = title.after(piece)
    return after is not None and after.text in FLAVOURS and after.word - piece.word <= 1


def _is_brand_of(product: str, title: Title, path: Sequence[str]) -> bool:
    """Tell of a title that names brand and size only, on the product's own shelf: 요구르트 > 바이오."""
    food = table().get(product)
    shelf = foods().get(key(path[-1])) if len(path) > 1 else None
    accepted = {product} | _kind_rules().get(product, _NO_KINDS).accepts
    words = NAMELESS.get(product, ())
    return (
        food is not None
        and food.group in BRANDED_GROUPS
        and shelf in accepted
        and not title.foods
        and (not words or any(word in title.text for word in words))
    )


_OTHER_HEADS = frozenset({Part.WORD, Part.UNREAD})


def _goes_on(piece: Piece, title: Title) -> bool:
    """Tell of a compound whose head is another noun: 감자필러, 우유거품기."""
    after = title.after(piece)
    return after is not None and after.word == piece.word and after.part in _OTHER_HEADS


class _Beside(NamedTuple):
    """What may stand in a title beside the pieces that name the product."""

    product: str
    title: Title
    own: Sequence[Piece]
    path: Sequence[str]
    is_confirmed: bool

    def allows(self, piece: Piece) -> bool:
        """Tell whether another food of the title leaves it the product."""
        return (
            self._is_part_or_family(piece)
            or self._is_breed_or_use(piece)
            or self._is_material(piece)
            or self._is_absent_or_praise(piece)
            or self._is_general_word(piece)
            or self._is_suggestion(piece)
        )

    def _is_part_or_family(self, piece: Piece) -> bool:
        food = piece.food
        if food in composition(self.product) or food == self.product:
            return True
        if self.product.endswith((piece.text, food)):
            return True  # 완두콩 is a 콩, 방울토마토 a 토마토
        if self.product in kinds(food):
            return food not in _kind_rules().get(self.product, _NO_KINDS).refuses
        bare = piece.text[1:] if piece.text[0] in PREFIXES else ""
        if bare and {foods().get(bare), node_names().get(bare)} & set(kinds(self.product)):
            return True
        return any(food in composition(named.food) for named in self.own if named.food)

    def _is_breed_or_use(self, piece: Piece) -> bool:
        """Tell of 한우 beside a cut, and of a cut beside what it is minced or sliced for."""
        return any(
            animal in kinds(self.product)
            and (
                piece.food in breeds
                or (
                    animal in kinds(piece.food)
                    and (self.product in breeds or self.product.endswith(MINCED))
                )
            )
            for animal, (_, breeds) in CUTS.items()
        )

    def _is_material(self, piece: Piece) -> bool:
        """Tell of 국산콩 and 우리쌀, with the origin in one word, and of the grain of a paste."""
        before = self.title.before(piece)
        is_in_paste = PASTES in kinds(self.product) and piece.food in GRAINS_OF_PASTES
        return (is_in_paste and not self._is_behind(piece)) or (
            piece.food in MATERIALS
            and before is not None
            and before.part is Part.ORIGIN
            and before.word == piece.word
        )

    def _is_absent_or_praise(self, piece: Piece) -> bool:
        after = self.title.after(piece)
        if after is None or after.word - piece.word > 1:
            return False
        is_praise = piece.food in SWEET_PREFIXES and after in self.own and after.word == piece.word
        return is_praise or after.text in WITHOUT or after.text in FED_OR_GROWN

    def _is_general_word(self, piece: Piece) -> bool:
        """Tell of 두반장 소스 among the sauces: a word for its kind behind a product's name."""
        food = table().get(self.product)
        return (
            piece.text in KINDS_OF_SEASONING
            and food is not None
            and food.group in SAUCE_GROUPS
            and any(piece.text in level for level in self.path)
            and self._is_behind(piece)
        )

    def _is_suggestion(self, piece: Piece) -> bool:
        group = table()[piece.food].group if piece.food in table() else ""
        return self.is_confirmed and self._is_behind(piece) and group in BEHIND_A_CONFIRMED_NAME

    def _is_behind(self, piece: Piece) -> bool:
        first = self.own[0]
        return (
            self.title.pieces.index(piece) > self.title.pieces.index(first)
            and piece.word != first.word
        )
