"""Forms that make another product of a food (가루, 즙, 절임 …), and those that only come later."""

from functools import cache
from typing import NamedTuple

from ai_chef_food.ingredients import table
from ai_chef_food.taxonomy import kinds
from ai_chef_food.text import normalize
from ai_chef_price.matching.kinds import is_kind_to_buy
from ai_chef_price.matching.products import CANNED, is_canned, names_of
from ai_chef_price.matching.title import Part, Piece, Title
from ai_chef_price.matching.uses import is_for_another_use
from ai_chef_price.tables import rows, split

DISHES = frozenset({"볶음", "조림", "튀김", "무침", "구이", "찜", "국", "탕", "찌개", "전", "전골"})
SEVERAL = 2
DRIED = "말린 것"


class Form(NamedTuple):
    """A form: its words, where they stand, and the groups and ingredients that it suits.

    ``where`` is ``any``, ``after`` the ingredient's name (양파즙, 양파 즙), ``before`` it in the same
    word (건표고), or ``family`` where a title names the ingredient's family too (채소 혼합).
    ``otherwise`` is ``refuse``, or ``later`` for what a recipe does not ask for but could use.
    """

    name: str
    where: str
    words: frozenset[str]
    suits: frozenset[str]
    otherwise: str


@cache
def _forms() -> tuple[Form, ...]:
    return tuple(
        Form(
            row["form"],
            row["where"],
            frozenset(split(row["words"])),
            frozenset(split(row["suits"])),
            row["otherwise"],
        )
        for row in rows("matching/forms")
    )


@cache
def _nonfoods() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["why"], frozenset(split(row["words"]))) for row in rows("matching/nonfood"))


def nonfood_refusal(product: str, title: Title) -> str | None:
    """Return why a title is no food for people, or None."""
    own = names_of(product)
    for why, words in _nonfoods():
        found = sorted(words & title.texts() - own)
        found = [word for word in found if not any(word in name for name in own)]
        if found:
            return f"{why} ({found[0]})"
    return None


def form_refusal(product: str, title: Title, wanted: str, *, is_confirmed: bool) -> str | None:
    """Return the form that makes another product of the ingredient, or None.

    Parameters
    ----------
    wanted
        The recipe's own words: a form that it names is no reason.
    is_confirmed
        The last category is the product's own: several dishes behind its name are what it is for.
    """
    if is_confirmed:
        title = _without_suggestions(product, title)
    form = _first(product, title, wanted, "refuse")
    return f"{form[0].name} ({form[1]})" if form else None


def _without_suggestions(product: str, title: Title) -> Title:
    """Return a title without the dishes behind the ingredient's name, if there are several."""
    places = [
        place
        for place, piece in enumerate(title.pieces)
        if piece.part is Part.FOOD and is_kind_to_buy(product, piece.food)
    ]
    if not places:
        return title
    head, rest = title.pieces[: places[0] + 1], title.pieces[places[0] + 1 :]
    dishes = [piece for piece in rest if piece.word != head[-1].word and _is_dish(piece)]
    if len(dishes) < SEVERAL:
        return title
    return title._replace(pieces=(*head, *(piece for piece in rest if piece not in dishes)))


def _is_dish(piece: Piece) -> bool:
    food = table().get(piece.food)
    return piece.text in DISHES or (food is not None and food.group == "dish")


def is_sold_dried(product: str) -> bool:
    """Tell whether shops sell an ingredient dried, by its name or as ``forms.csv`` says."""
    group = table()[product].group if product in table() else ""
    is_named_so = product.startswith(("건", "말린", "마른")) or product.endswith(("말랭이", "고지"))
    return is_named_so or any(
        form.suits & {group, *kinds(product)} for form in _forms() if form.name == DRIED
    )


def poorness(product: str, title: Title, wanted: str) -> int:
    """Return by how many marks a title is a poorer choice than a plain one, 0 for a plain one.

    It may have a form that a recipe does not ask for unless it says so (냉동, 절단), lack the one
    that the recipe names (다진 마늘), or be for another use (구이용 for 김밥용).
    """
    return (
        (_first(product, title, wanted, "later") is not None)
        + _lacks_form(product, title, wanted)
        + is_for_another_use(wanted, title)
    )


def _lacks_form(product: str, title: Title, wanted: str) -> bool:
    """Tell of a title without the form that the recipe names but its ingredient does not."""
    asked = normalize(wanted).replace(" ", "")
    return any(
        not form.words & title.texts() and not any(word in title.text for word in form.words)
        for form in _forms()
        if form.otherwise == "later"
        and any(len(word) > 1 and word in asked and word not in product for word in form.words)
    )


def _first(product: str, title: Title, wanted: str, otherwise: str) -> tuple[Form, str] | None:
    """Return the first form of a kind in a title that does not suit the product, and its word."""
    group = table()[product].group if product in table() else ""
    for form in _forms():
        if form.otherwise != otherwise or form.suits & {group, product}:
            continue
        if form.name in CANNED and is_canned(product):
            continue
        if not _is_asked_for(form, product, wanted):
            for piece in title.pieces:
                if word := _word_of(form, piece, title, product, wanted):
                    return form, word
    return None


def _is_asked_for(form: Form, product: str, wanted: str) -> bool:
    """Tell whether the ingredient or the recipe names the form itself (양파즙, 냉동 새우)."""
    return any(
        product.endswith(word) or (len(word) > 1 and (word in product or word in wanted))
        for word in form.words
    )


def _word_of(form: Form, piece: Piece, title: Title, product: str, wanted: str) -> str | None:
    """Return the word of a form that a piece is, or that its name begins with (냉동새우)."""
    if piece.part is Part.FOOD and form.otherwise == "later":
        return next((word for word in form.words if piece.text.startswith(word)), None)
    if piece.part is Part.FOOD and piece.food == product and piece.text not in wanted:
        return _form_in_name(form, piece.text, product)
    is_own = piece.text in names_of(product) or piece.text == wanted
    is_there = piece.text in form.words and not is_own and _stands(form, piece, title, product)
    return piece.text if is_there else None


def _form_in_name(form: Form, name: str, product: str) -> str | None:
    """Return the word of a form that a name of the product adds to it: 파슬리가루, 염장톳."""
    behind = name.removeprefix(product) if name.startswith(product) else ""
    if behind in form.words and form.where != "before":
        return behind
    before = name.removesuffix(product) if name.endswith(product) else ""
    return before if before in form.words and form.where in ("any", "before") else None


def _stands(form: Form, piece: Piece, title: Title, product: str) -> bool:
    """Tell whether a piece stands where its form makes another product."""
    if piece.part is Part.USE:
        return False
    if form.where == "family":
        above = set(kinds(product)) - {product}
        return any(food.food in above for food in title.foods)
    if form.where == "before":
        after = title.after(piece)
        return after is not None and after.word == piece.word and after.part is Part.FOOD
    before = title.before(piece)
    return form.where == "any" or (
        before is not None
        and before.part is Part.FOOD
        and before.segment == piece.segment
        and piece.word - before.word <= 1
        and (is_kind_to_buy(product, before.food) or piece.word == before.word)
    )
