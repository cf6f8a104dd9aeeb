"""Whether a recipe serves animal food raw or half raw, in so many words.

Dishes that are raw by nature (육회, 생선회, 초밥) are a family of the taxonomy. Here are the words: a
raw state that is said outright (날것, 레어, 반숙), and a name such as 생굴, which is only how the
shops call fresh ones if a step of the recipe cooks.
"""

import re
from collections.abc import Iterable, Iterator

_SAID = re.compile(
    r"날\s?것|날\s?고기|날\s?생선|날\s?로\s|생으로|익히지\s?않|안\s?익힌|덜\s?익(?!으면)|설익|반숙|미디엄\s?레어|레어로|"
    r"핏물이\s?(?:살짝\s?)?도는|핑크빛이\s?(?:남|돌)|회로\s?(?:뜨|떠|썰|먹|드)|횟감|회용|사시미용|날계란|날달걀|생계란|생달걀|날노른자|생노른자"
)
_FRESH = re.compile(
    r"(?:^|[^가-힣])(?:생|날)\s?(?:굴|연어|참치|새우|오징어|문어|낙지|전복|가리비|조개|홍합|꽃게|게|고등어|광어|우럭|"
    r"소고기|쇠고기|한우|육우|계란|달걀|노른자|흰자|고기|생선)"
)
_WITHOUT_HEAT = re.compile(
    r"(?:끓이|삶|굽|볶|찌|튀기|데치|익히|부치|가열하|조리하|열을\s?가하)지\s?(?:않|말|마세요|마시)"
)
_HEAT = re.compile(
    r"끓|삶|굽|구워|구운|볶|찌(?:고|는|면|기)|쪄|찐|튀기|튀겨|데치|데쳐|데친|익히|익혀|익으|익을|익힌|부치|부쳐|지지|지져|조리(?:고|면|듯)|졸이|졸여|가열|오븐|에어프라이어|전자레인지|예열"
)


def raw_words(names: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """Yield the words that tell of raw animal food, each once.

    Parameters
    ----------
    names
        The ingredients' names as written.
    texts
        Name, description and steps of the recipe.
    """
    ingredients, whole = " , ".join(names), " . ".join(texts)
    found = [match.group().strip() for match in _SAID.finditer(f"{ingredients} . {whole}")]
    if not _HEAT.search(_WITHOUT_HEAT.sub("", whole)):
        found += [match.group().strip() for match in _FRESH.finditer(f" {ingredients} . {whole}")]
    yield from dict.fromkeys(found)
