"""What may stand in a title beside a product's name and leave it that product."""

from collections.abc import Sequence
from typing import NamedTuple

from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import composition, kinds, node_names
from ai_chef_price.matching.cuts import CUTS, MINCED, is_cut_of
from ai_chef_price.matching.kinds import NO_RULES, kind_rules
from ai_chef_price.matching.title import PREFIXES, Part, Piece, Title, foods

SWEET_PREFIXES = frozenset({"꿀", "설탕"})
"""Foods that praise another one when written directly before it: 꿀고구마, 설탕수박."""

FED_OR_GROWN = frozenset({"먹은", "먹인", "먹고", "키운", "기른", "자란", "숙성"})
WITHOUT = frozenset(
    {"무첨가", "제로", "프리", "없는", "없이", "안넣은", "뺀", "대신", "대체", "아님"}
)
PLACES = frozenset({"대구", "청주", "영양", "무안"})
"""Names of towns that are foods too: beside another product they tell where it comes from."""

MATERIALS = frozenset({"콩", "대두", "쌀", "밀", "보리"})
KINDS_OF_SEASONING = frozenset({"소스", "오일", "시럽", "양념"})
SAUCE_GROUPS = frozenset({"seasoning", "oil", "sweetener"})
BEHIND_A_CONFIRMED_NAME = frozenset({"dish", "water"})
PASTES = "장류"
GRAINS_OF_PASTES = MATERIALS | {"현미", "찹쌀", "수수", "메주"}
COOKED_AS = frozenset({"스테이크", "불고기", "수육", "제육", "장조림", "구이", "육전", "샤브샤브"})
"""On the shelf of raw beef and pork these say what a cut is for."""

GROWN = frozenset({"fruit", "vegetable", "grain", "mushroom"})
PRAISING_GROUPS = frozenset({"dish", "processed", "sweetener"})
"""What grows is named by what it tastes like: 카스테라감자."""

BEFORE_THE_NAME = frozenset(
    {"김밥", "샌드위치", "떡볶이", "찌개", "전골", "샤브샤브", "월남쌈", "샐러드", "국물"}
)
"""Dishes that one word with the product's name says its use by: 김밥단무지."""


class Beside(NamedTuple):
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
            or self._is_use(piece)
            or self._is_variety(piece)
        )

    def _is_part_or_family(self, piece: Piece) -> bool:
        food = piece.food
        if food in composition(self.product) or food == self.product:
            return True
        if self.product.endswith((piece.text, food)):
            return True  # 완두콩 is a 콩, 방울토마토 a 토마토
        if self.product in kinds(food):
            return food not in kind_rules().get(self.product, NO_RULES).refuses
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
                    is_cut_of(animal, prefixes, piece)
                    and (self.product in breeds or self.product.endswith(MINCED))
                )
            )
            for animal, (prefixes, breeds) in CUTS.items()
        )

    def _is_material(self, piece: Piece) -> bool:
        """Tell of 국산콩 and 우리쌀, with the origin in one word, and of the grain of a paste."""
        before = self.title.before(piece)
        after = self.title.after(piece)
        food = table().get(self.product)
        is_of_seasoning = (
            piece.food in GRAINS_OF_PASTES
            and food is not None
            and food.group in SAUCE_GROUPS
            and after in self.own
            and after is not None
            and after.word == piece.word
        )
        is_in_paste = PASTES in kinds(self.product) and piece.food in GRAINS_OF_PASTES
        return (is_of_seasoning or (is_in_paste and not self._is_behind(piece))) or (
            piece.food in MATERIALS
            and before is not None
            and before.part is Part.ORIGIN
            and before.word == piece.word
        )

    def _is_absent_or_praise(self, piece: Piece) -> bool:
        if piece.text in PLACES:
            return True
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
        is_there = self.is_confirmed and self._is_behind(piece)
        return is_there and _group(piece.food) in BEHIND_A_CONFIRMED_NAME

    def _is_use(self, piece: Piece) -> bool:
        """Tell of 김밥단무지, and of 등심 스테이크 on the shelf of raw meat."""
        after = self.title.after(piece)
        if after in self.own and after and after.word == piece.word:
            return piece.text in BEFORE_THE_NAME
        is_meat = {"쇠고기", "돼지고기"} & set(kinds(self.product))
        return bool(is_meat) and self.is_confirmed and piece.text in COOKED_AS

    def _is_variety(self, piece: Piece) -> bool:
        """Tell of 감홍사과 and 카스테라감자 on their own shelves: what a plant's variety is called."""
        is_in_name = any(
            named.word == piece.word and named.ends and piece is not named for named in self.own
        )
        is_syllable = len(piece.text) == 1
        return (
            self.is_confirmed
            and is_in_name
            and _group(self.product) in GROWN
            and (is_syllable or _group(piece.food) in PRAISING_GROUPS)
        )

    def _is_behind(self, piece: Piece) -> bool:
        first = self.own[0]
        return (
            self.title.pieces.index(piece) > self.title.pieces.index(first)
            and piece.word != first.word
        )


def _group(name: str) -> str:
    return table()[name].group if name in table() else ""
