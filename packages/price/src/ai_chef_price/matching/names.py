"""Whether the head noun of a title is the product: what it names, and what stands beside it."""

from collections.abc import Sequence
from functools import cache

from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import composition, kinds
from ai_chef_food.text import key, normalize
from ai_chef_price.matching.beside import COOKED_AS, Beside
from ai_chef_price.matching.cuts import cuts_named
from ai_chef_price.matching.kinds import NO_RULES, is_kind_to_buy, kind_rules
from ai_chef_price.matching.products import (
    CANNED,
    is_canned,
    names_of,
    requirements,
    requirements_of,
)
from ai_chef_price.matching.title import Part, Piece, Title, foods
from ai_chef_price.tables import rows, split

FILLETS = frozenset({"순살", "살", "정육", "필렛", "필레"})

FLAVOURS = frozenset({"맛", "향", "풍미", "플레이버", "플레버"})
DRIED_NAMES = ("건", "말린", "마른", "드라이", "건조")
GROUND_NAMES = ("가루", "분말", "파우더", "후레이크", "플레이크")
DRY_WORDS = frozenset({
    "건조", "말린", "드라이", "홀", "후레이크", "플레이크", "가루", "분말", "파우더", "럽드", "위드",
})  # fmt: skip
"""What a recipe's name for a dried herb begins or ends with, and what titles say of one."""

BRANDED_GROUPS = frozenset({"dairy", "egg", "water", "seasoning", "oil", "sweetener", "processed"})
NAMELESS = {"플레인요거트": ("플레인", "그릭", "무가당", "설탕무첨가", "무첨가")}
"""What a title without the product's name has to say."""


@cache
def _other_products() -> dict[str, tuple[frozenset[str], str]]:
    return {
        row["ingredient"]: (frozenset(split(row["words"])), row["why"])
        for row in rows("matching/other_products")
    }


def name_refusal(
    product: str, title: Title, path: Sequence[str], wanted: str, *, is_confirmed: bool
) -> str | None:
    """Return why the title's head noun is not the product, or None if it is.

    Parameters
    ----------
    path
        The category path: a cut of meat (등심) is told apart by it.
    wanted
        The recipe's own words: what they name is no other product.
    is_confirmed
        The last category is the product's own: dishes behind its name are what it is used for.
    """
    if reason := _other_product(product, title, wanted, is_confirmed=is_confirmed):
        return reason
    own = _own_pieces(product, title, path, is_confirmed=is_confirmed)
    if not own:
        return None if _is_brand_of(product, title, path) else "다른 재료"
    beside = Beside(product, title, own, path, is_confirmed)
    for piece in title.foods:
        if piece not in own and not beside.allows(piece):
            return f"다른 재료 ({piece.text})"
    return "다른 재료" if all(_goes_on(piece, title) for piece in own) else None


def asks_for_dried(wanted: str) -> bool:
    """Tell whether a recipe's name for a herb asks for a dried one (건바질, 파슬리가루)."""
    plain = normalize(wanted)
    return plain.startswith(DRIED_NAMES) or plain.endswith(GROUND_NAMES)


def _other_product(product: str, title: Title, wanted: str, *, is_confirmed: bool) -> str | None:
    words, why = _other_products().get(product, (frozenset[str](), ""))
    asked = {word for name in requirements_of(wanted) for word in requirements()[name].met}
    if normalize(wanted) != product and asks_for_dried(wanted):
        asked |= DRY_WORDS
    words = frozenset(word for word in words - asked if word not in wanted)
    if is_confirmed and ("쇠고기" in kinds(product) or "돼지고기" in kinds(product)):
        words -= COOKED_AS
    named = {word for word in words & title.texts() if word not in product}
    named |= {  # one name of the product, such as 스프레이휘핑크림
        word
        for piece in title.foods
        for word in words
        if piece.food == product and len(word) > 1 and piece.text.startswith(word)
    }
    named |= {
        word for word in words if word[0].isdigit() and word in title.text
    }  # 2배식초, 3분카레
    found = sorted(named - {product}, key=len)
    return f"{why} ({found[-1]})" if found else None


def _own_pieces(
    product: str, title: Title, path: Sequence[str], *, is_confirmed: bool
) -> list[Piece]:
    """Return the pieces that name the product, the surest way that finds any.

    It may be named as a food, by its own name as a use (국거리용), by its cut alone beside the animal
    (한우 안심), by what is in the can, or within a brand (서울우유).
    """
    named = names_of(product)
    own = [
        piece
        for piece in title.pieces
        if (piece.part is Part.FOOD and is_kind_to_buy(product, piece.food))
        or (piece.part is Part.USE and _is_use_of(product, piece, is_confirmed=is_confirmed))
        or (piece.part not in (Part.USE, Part.UNREAD) and piece.text in named)
        or (is_confirmed and _is_variety(product, piece))
    ]
    own = [piece for piece in own if not _is_flavour(piece, title)] or _filleted(product, title)
    return own or cuts_named(product, title, path) or _canned(product, title, path) or _qualified(
        product, title
    ) or [
        piece
        for piece in title.pieces
        if piece.part is Part.BRAND and piece.text.endswith(product)
    ]  # fmt: skip


def _is_use_of(product: str, piece: Piece, *, is_confirmed: bool) -> bool:
    """Tell of 국거리용, and on the product's own shelf of a dish made of it: 닭볶음탕용 for 닭고기."""
    return piece.food == product or (is_confirmed and product in composition(piece.food))


def _is_variety(product: str, piece: Piece) -> bool:
    """Tell of 원황배 among the pears: on its own shelf a short name counts behind an unread one."""
    is_word = piece.part is Part.UNREAD and piece.ends and piece.text != product
    return is_word and len(product) == 1 and piece.text.endswith(product)


def _canned(product: str, title: Title, path: Sequence[str]) -> list[Piece]:
    if not is_canned(product) or not any("통조림" in level for level in path):
        return []
    inside = set(composition(product)) | {
        name.removesuffix(suffix) for name in names_of(product) for suffix in CANNED
    }
    return [piece for piece in title.foods if piece.food in inside]


def _filleted(product: str, title: Title) -> list[Piece]:
    """Return the pieces that name 대구 beside 순살, or 닭다리 beside 정육."""
    if not (product.endswith("살") and FILLETS & title.texts()):
        return []
    return [piece for piece in title.foods if piece.food == product.removesuffix("살")]


def _qualified(product: str, title: Title) -> list[Piece]:
    """Return the pieces that name 우유 in a title that says 저지방 elsewhere."""
    for requirement in requirements().values():
        for word in requirement.asked:
            base = foods().get(product.removeprefix(word)) if product.startswith(word) else None
            if base and base != product and any(met in title.text for met in requirement.met):
                return [piece for piece in title.foods if piece.food == base]
    return []


def _is_flavour(piece: Piece, title: Title) -> bool:
    after = title.after(piece)
    return after is not None and after.text in FLAVOURS and after.word - piece.word <= 1


def _is_brand_of(product: str, title: Title, path: Sequence[str]) -> bool:
    """Tell of a title that names brand and size only, on the product's own shelf: 요구르트 > 바이오."""
    food = table().get(product)
    shelf = foods().get(key(path[-1])) if len(path) > 1 else None
    accepted = {product} | kind_rules().get(product, NO_RULES).accepts
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
