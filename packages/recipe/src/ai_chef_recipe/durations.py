"""Times that a cooking step says: ``20분 끓인다``, ``1시간 30분``, ``앞뒤로 3분씩``, ``8~10분``."""

import re
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

SECONDS = {"시간": 3600, "분": 60, "초": 1}
OVERNIGHT_SECONDS = 8 * SECONDS["시간"]

_NATIVE: dict[str, float] = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "반": 0.5,
}
_SINO: dict[str, float] = {
    "오": 5,
    "십": 10,
    "십오": 15,
    "이십": 20,
    "삼십": 30,
    "사십": 40,
    "오십": 50,
}
_WORDS = {"시간": _NATIVE, "분": _SINO, "초": _SINO}

_NUMBER = r"\d+(?:\.\d+)?"
_DURATION = re.compile(
    rf"(?:(?P<low>{_NUMBER})(?:\s*(?:시간|분|초)?\s*[~∼–-]\s*(?P<high>{_NUMBER}))?"
    rf"|(?<![가-힣])(?P<word>{'|'.join(sorted({*_NATIVE, *_SINO}, key=len, reverse=True))}))"
    r"\s*(?P<unit>시간|분(?![도량]|의\s*\d)|초)(?P<half>\s*반(?![가-힣]))?"
)
"""A number or a number word with its unit; 3분의 1 and 5분도미 are no times."""

_OVERNIGHT = re.compile(r"하룻밤|밤새")
_EVERY = re.compile(r"\s*(?:마다|간격|에 한 번)")
_OF_A_WHOLE = re.compile(r"(?:처음|마지막|그중|중간에)\s*(?:약\s*)?$")
_AT_A_POINT = re.compile(r"[가-힣]{0,2}\s*(?:지나|지났|됐을|되었을|남았)")
_MEANWHILE = re.compile(r"그동안|그사이|그 사이|동시에|(?:는|던) (?:동안|사이)")
_MORE = re.compile(r"(?:간|쯤|정도|동안)?\s*더")
_TOTAL = re.compile(r"(?:총|모두 합쳐|합쳐|전체)\s*(?:약\s*)?$")
_PER_SIDE = re.compile(r"(?:앞뒤|앞·뒤|양면|양쪽|한 ?면|각 ?면|면마다|뒤집어)[^.]*$")
_EACH = re.compile(r"(?:간|쯤|정도)?씩")


class _Duration(NamedTuple):
    """``is_part`` of a whole that another duration tells, ``is_total`` of all that are told."""

    seconds: float
    is_part: bool
    is_total: bool


def stated_minutes(text: str) -> int:
    """Return the minutes that a step's own text says it takes, rounded up; 0 if it says none.

    Times that follow each other add up (8분 끓이고 3분 더 끓인다 is 11); of a range the longer end
    counts; a part of a whole (20분 찌되 마지막 5분은 …) adds nothing to it, how often something is
    done (5분마다) is no time; what happens meanwhile (그동안 5분 데친다) takes no longer; ``씩`` beside
    both sides counts twice.
    """
    found = list(_durations(text))
    if not found:
        return 0
    in_turn = sum(one.seconds for one in found if not one.is_part and not one.is_total)
    total = max((one.seconds for one in found if one.is_total), default=0)
    longest = max(one.seconds for one in found)
    return ceil((max(total, longest) if total else max(in_turn, longest)) / SECONDS["분"])


def _durations(text: str) -> Iterator[_Duration]:
    """Yield every duration; a unit that follows another (1시간 30분) continues it."""
    for _ in _OVERNIGHT.finditer(text):
        yield _Duration(OVERNIGHT_SECONDS, is_part=False, is_total=False)
    end, seconds, before = 0, 0.0, ""
    for match in _DURATION.finditer(text):
        amount = _seconds(match)
        if amount is None:
            continue
        if seconds and not text[end : match.start()].strip():
            seconds += amount
        else:
            if seconds:
                yield from _judged(before, text[end:], seconds)
            before, seconds = text[end : match.start()], amount
        end = match.end()
    if seconds:
        yield from _judged(before, text[end:], seconds)


def _seconds(match: re.Match[str]) -> float | None:
    unit = match["unit"]
    number = (
        _WORDS[unit].get(match["word"]) if match["word"] else float(match["high"] or match["low"])
    )
    if number is None:
        return None
    return (number + (0.5 if match["half"] else 0)) * SECONDS[unit]


def _judged(before: str, after: str, seconds: float) -> Iterator[_Duration]:
    """Yield the duration of `seconds` that stands between two texts, unless it is none."""
    if _EVERY.match(after):
        return
    if _EACH.match(after) and _PER_SIDE.search(before):
        seconds *= 2
    is_part = bool(
        (_OF_A_WHOLE.search(before) and not _MORE.match(after))
        or _AT_A_POINT.match(after)
        or _MEANWHILE.search(before)
    )
    yield _Duration(seconds, is_part, bool(_TOTAL.search(before)))
