"""What a text says about a food that is not in the dish: comparisons and plain denials.

``크림처럼``, ``호두 크기로``, ``소고기 맛 나는`` and ``깍두기식`` compare; ``우유 없이``,
``밀가루를 한 톨도 쓰지 않은`` and ``대두가 아닌`` deny. A denial counts only in forms that leave nothing
open: ``넣지 않아도``, ``넣지 않고`` (now, but perhaps later) and ``없으면`` are mentions.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

# Patterns stay texts here: `re` compiles and keeps one when it is first used, not at import.

ABSENT_BEFORE = frozenset(["없이", "없이도", "대신", "대신에"])
"""X 없이, X 대신 Y: the food before is not in the dish."""

_LIKE = ("처럼", "마냥")
_SIZED = (
    r"(?:알|톨)?(?:만(?:하게|한|하다|해|큼한)|만)|(?:빛|빛깔|색)(?:이|을|의|으로|에서|에|과|도)?"
)
_SIZED_APART = r"(?:만(?:하게|한|하다|해|큼한)|만)|(?:빛|빛깔|색)(?:의|으로)?"
_STYLE = r"(?:식|풍|형|느낌|모양|꼴)(?:의|으로|이|인|을|이다|이에요|입니다)?"
"""What is written onto a food that only lends its manner or its form: 깍두기식, 증편풍, 소라형."""

_OUTSIDE = r"^(?:껍데기|껍질|꽃|몸통|잎)"
"""Parts that a comparison names (조개껍데기 모양)."""

_LIKE_ITS = r"(?:식감|질감|농도|느낌|맛|모양|비주얼|풍미|촉감|색|빛|노란|부드러|쫄깃|매끈|크리미)"
_FORM = r"(?:크기|모양|꼴)(?:로|으로|의|인|이에요|만큼|만하게|만한|정도로?)?"
_MAKES = ("만들", "만든", "내", "낸", "본", "닮")
"""``조개 모양을 만들어요`` compares, ``새우 모양이 흐트러지지 않게`` does not."""

_LIKENED = r"느낌|못지않|못지\b|부럽|뺨치|흉내|닮"
_IMITATED = r"느낌|흉내"
_ADDED = r"(?:넣은|쓴|섞은|더한|탄|곁들인|얹은|바른|뿌린)"
_AS_IF = r"(?:것처럼|것마냥|것같이|듯이?)(?![가-힣])"
"""생크림을 넣은 것처럼, 치즈를 얹은 듯: as if it were there."""

_AND = frozenset(["와", "과", "와는", "과는", "이랑", "랑"])
_UNLIKE = r"달리|다르|다른"
_APART_FROM = frozenset(["와는", "과는"])
_AS_ONE_DOES = frozenset(
    ["찢듯", "찢듯이", "바르듯", "바르듯이", "빚듯", "빚듯이", "말듯", "말듯이"]
)
"""마른오징어 찢듯, 김밥 말듯: what is done to something else as one does to this."""
_TASTE = r"(?:맛|질감|식감)(?:이|도)?"
_ARISES = r"나(?:는|게|요|도록|고|지)|난다|납니다|날|났"

_TOOL = (
    r"(?:(?:나이프|커터|망치|강판|가위|집게|틀|몰드|절단기|슬라이서|스쿱)(?:로|으로|에|를|을|이|가|의|은|는)?"
    r"|(?:무늬|그림|문양)(?:의|로)?)"
)
_KNIFE = r"칼(?:로|을|은|의|이)?"
"""What is named after a food and holds none: 버터나이프, 쿠키 커터, 고기 망치."""

_FEW_WORDS = (
    "한 방울 방울도 톨 톨도 숟갈 숟갈도 스푼 스푼도 조각 조각도 줌 점 점도 컵 큰술 한방울도 한톨도 "
    "한점도 단 1도 전혀 하나 하나도 조금도 일절 따로 육수 국물 가루 따위 같은 종류 향신 채소 양념 소스"
)
_FEW = frozenset(_FEW_WORDS.split())
"""What may stand between a food and its denial: so little, or what kind of it."""

_BARE_PARTICLES = frozenset(["", "은", "는", "이", "가", "도", "을", "를", "나", "이나", "조차"])
_ADDS_ANOTHER = frozenset(["도", "나", "이나"])
_WITHOUT = r"(?:없이도?|프리(?:로|인|의)?)(?![가-힣])|없는(?![가-힣])|없음|없습니다|없어요"
_WHO_HAS_NONE = ("분", "집", "경우", "날", "사람", "때", "것", "게")
_USED = r"(?:넣|쓰|사용하|들어가|들이|첨가하|더하|섞)지"
_NOT = r"않(?:은|는다|는|아요|았|습니다|으며|음|아$)"
_NOT_USING = r"않고"
_IS_NOT = frozenset(["아닌", "아니라", "아니고", "아니며", "아니에요", "아닙니다", "아니다"])
_NOT_IN = (
    r"(?:넣은|넣는|넣었|쓴|쓰는|들어간|들어가는|들어가요|들어갑니다|넣어요|넣습니다|씁니다|써요)"
)

BEFORE_THE_VERB = 4
"""So many words may stand between 내장 and what is done to it (이쑤시개로 콕 찔러 빼고)."""

_COOKED = r"넣|볶|끓|썰|썬|삶|데[치쳐친]|섞|함께|같이|먹|굽|구워|조[리려린]"
_TAKEN_OUT = r"빼|뺀|뺍|뺄|제거|긁|발라|떼|꺼내|다듬|손질|훑|터|도려"
"""내장을 빼고: what is cleaned out of a fish."""


def is_style(rest: str, following: Sequence[str]) -> bool:
    """Tell whether something is made after the manner of what is named: X풍, X 흉내를 낸."""
    return (
        re.fullmatch(_STYLE, rest) is not None
        or (not rest and bool(following) and re.fullmatch(_STYLE, following[0]) is not None)
        or (
            rest in _BARE_PARTICLES
            and bool(following)
            and re.match(_IMITATED, following[0]) is not None
        )
    )


def is_cleaned_out(following: Sequence[str]) -> bool:
    """Tell whether 내장 is what the cook takes out of a fish."""
    for word in following[:BEFORE_THE_VERB]:
        if re.match(_TAKEN_OUT, word):
            return True
        if re.match(_COOKED, word):
            return False
    return False


def is_compared(rest: str, following: Sequence[str], names_food: Callable[[str], bool]) -> bool:
    """Tell whether a food is only what something is compared with.

    ``rest`` is what is written onto the food, ``following`` the words behind it in its clause.
    With another particle written onto it (``우유를 크림처럼``) the food is there.
    """
    if rest.endswith(_LIKE):
        return True
    rest = re.sub(_OUTSIDE, "", rest)
    first, second = (*following, "", "")[:2]
    is_as_if = rest in {"을", "를"} and re.fullmatch(_ADDED, first) and re.match(_AS_IF, second)
    if is_as_if or (rest in {"알", "톨"} and _says_form(following)):
        return True
    is_tool = (
        re.fullmatch(_TOOL, rest)
        or re.fullmatch(_KNIFE, rest)
        or (not rest and re.fullmatch(_TOOL, first))
    )
    is_likened = rest in _BARE_PARTICLES and rest and re.match(_LIKENED, first)
    if is_tool or is_likened or (rest in _AND and re.match(_UNLIKE, first)):
        return True
    if rest in _APART_FROM and any(re.match(_UNLIKE, word) for word in following[:2]):
        return True
    if rest:
        is_sized = re.fullmatch(_SIZED, rest) is not None
        says_size = not rest.endswith("만") or _says_size(following[:1])
        return (is_sized and says_size) or re.fullmatch(_STYLE, rest) is not None
    return _is_compared_bare(first, second, following, names_food)


def _is_compared_bare(
    first: str, second: str, following: Sequence[str], names_food: Callable[[str], bool]
) -> bool:
    """Tell of a food with nothing written onto it whether the words behind it compare."""
    if re.fullmatch(_SIZED_APART, first):
        return first != "만" or _says_size(following[1:])
    return (
        _says_form(following)
        or first in _AS_ONE_DOES
        or re.match(_LIKENED, first) is not None
        or (first.startswith("같은") and re.match(_LIKE_ITS, second) is not None)
        or (re.fullmatch(_TASTE, first) is not None and re.match(_ARISES, second) is not None)
        or (
            bool(second)
            and not names_food(first)
            and (first.endswith(_LIKE) or _says_form(following[1:]))
        )
    )


def _says_form(words: Sequence[str]) -> bool:
    """Tell whether words go on with the form of something else (모양으로), not of the food itself."""
    first, second = (*words, "", "")[:2]
    if first == "모양을":
        return second.startswith(_MAKES)
    return re.fullmatch(_FORM, first) is not None and not second.startswith("그대로")


def is_denied(rest: str, following: Sequence[str], names_food: Callable[[str], bool]) -> bool:
    """Tell whether the text says that the dish is without a food (see `is_compared`)."""
    if rest not in _BARE_PARTICLES | _AND or not following:
        return False
    if following[0] in ABSENT_BEFORE:
        return rest in {"", "도"}
    if following[0] in _IS_NOT:
        return rest in {"이", "가"}
    adds = rest in _ADDS_ANOTHER or rest in _AND
    for word, after in pairwise((*following, "")):
        if word not in _FEW and not (adds and names_food(word)):
            return _denies(word, after) and (
                rest not in _AND or re.fullmatch(_USED, word) is not None
            )
    return False


def _denies(word: str, after: str) -> bool:
    """Tell whether a word and the one behind it say that a food is not used at all."""
    if re.match(_WITHOUT, word):
        return not (word.startswith("없는") and after.startswith(_WHO_HAS_NONE))
    if re.fullmatch(_USED, word):
        is_never = word.startswith(("쓰", "사용", "들어")) and re.fullmatch(_NOT_USING, after)
        return bool(re.match(_NOT, after) or is_never)
    return word == "안" and re.match(_NOT_IN, after) is not None


def _says_size(words: Sequence[str]) -> bool:
    return bool(words) and words[0].startswith(("한", "하게", "해"))
