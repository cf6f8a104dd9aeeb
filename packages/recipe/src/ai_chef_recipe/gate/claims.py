"""Claims that no recipe can keep: an effect on a body or an illness, or a promise of safety.

A claim is read by its pattern, composed of the word lists in ``claims.txt``: something happens to an
ill or to a function of the body (혈당을 낮춰 주는), a word that is a claim by itself (항암), a patient
who may eat without a care (임산부도 안심하고), food that is safe (먹어도 안전한). Kitchen words that look
alike are none: 칼을 안전하게, 간을 맞추고, 열을 낮추고, 갈변을 예방하고.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_MARK = r"(?:에게|에는|에도|에|까지도?|을|를|이나|이|가|은|는|도|만|의|와|과|로|으로)?"
"""Particles behind what a claim is about."""

_WITHIN = r"[^.!?\n]{0,18}?"
"""The little that may stand between a patient and the promise."""

_TAKEN_BACK = re.compile(
    r"\S{0,2}지(?:는|도)?\s*(?:않|못)"
    r"|\S{0,5}\s*(?:\S+\s+)?(?:없|아니|확인되지|입증되지|증명되지|보장)\S*"
    r"|\S{0,2}\s*약(?:을|과|이나|\s)\s*(?:드|먹|복용|쓰|함께|처방)"
)
"""Behind an effect: it is denied (낮추지는 않습니다, 효과는 없습니다), or a medicine's (낮추는 약)."""

_PRECAUTION = re.compile(r"\S{0,2}(?:하려|하기\s*위|하도록|을\s*위|기\s*위|으려|려면|려고)")
_HAZARD = re.compile(r"식중독|배탈|감염|바이러스|기생충")
"""What a kitchen itself prevents: 식중독을 예방하려면 is a precaution, 식중독을 예방해 주는 a claim."""

_CARE = re.compile(
    r"빼|바꾸|바꿔|따로|확인|피하|피해|줄[이여]|덜|상의|상담|대신|주의|조심|익[히혀힌]|가열|삼가|말아|마세요|않는"
)
"""Between a patient and the word behind: advice (알레르기가 있으면 빼는 게 좋습니다), no promise."""


@cache
def _lists() -> dict[str, list[str]]:
    """Return the word lists by the name before the colon of their heading."""
    lists: dict[str, list[str]] = {}
    text = files(__package__).joinpath("claims.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            words = lists.setdefault(line[1:-1].partition(":")[0], [])
        elif line and not line.startswith("#"):
            words += line.split()
    return lists


def _one_of(*names: str) -> str:
    words = sorted((word for name in names for word in _lists()[name]), key=len, reverse=True)
    return f"(?:{'|'.join(words)})".replace("_", r"\s*")


class _Topic(NamedTuple):
    """What a claim is about, where it stands in a text, and whether one would have less of it."""

    is_ill: bool
    start: int
    end: int


@cache
def _topics() -> dict[str, list[tuple[str, bool]]]:
    """Return ills and functions, each with whether it is an ill, by their first two letters."""
    topics: dict[str, list[tuple[str, bool]]] = {}
    for name, is_ill in (("ills", True), ("functions", False)):
        for word in _lists()[name]:
            for spelling in {word.replace("_", " "), word.replace("_", "")}:
                topics.setdefault(spelling[:2], []).append((spelling, is_ill))
    return topics


def _topics_in(text: str) -> Iterator[_Topic]:
    """Yield what may be the topic of a claim. A table is far faster here than a pattern of all words."""
    topics = _topics()
    for start in range(len(text) - 1):
        for word, is_ill in topics.get(text[start : start + 2], ()):
            if text.startswith(word, start):
                yield _Topic(is_ill, start, start + len(word))


class _Patterns(NamedTuple):
    """What makes a claim, behind an ill, behind a function, behind a patient, and anywhere."""

    ill: re.Pattern[str]
    function: re.Pattern[str]
    sick: re.Pattern[str]
    promise: re.Pattern[str]
    anywhere: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    heads, adverbs = _one_of("heads"), _one_of("adverbs")
    between = rf"(?:{_MARK}\s*{heads})*{_MARK}(?:\s*{adverbs}){{0,3}}\s*"
    promise = rf"{_WITHIN}{_one_of('carefree', 'suited')}"
    return _Patterns(
        ill=re.compile(between + _one_of("good for", "less"), re.IGNORECASE),
        function=re.compile(between + _one_of("good for", "more"), re.IGNORECASE),
        sick=re.compile(rf"\s*(?:체질|\S{{0,2}}\s*{_one_of('having')}\S*){promise}", re.IGNORECASE),
        promise=re.compile(_one_of("patients") + promise, re.IGNORECASE),
        anywhere=re.compile(
            rf"{_one_of('claims by themselves', 'parts', 'eaten')}"
            rf"|{_one_of('groups')}{_WITHIN}{_one_of('harmless')}",
            re.IGNORECASE,
        ),
    )


def claim_in(text: str) -> str | None:
    """Return a claim of a text in its own words, or None if it makes none."""
    return next(_claims(text), None)


def _claims(text: str) -> Iterator[str]:
    patterns = _patterns()
    for topic in _topics_in(text):
        effect = (patterns.ill if topic.is_ill else patterns.function).match(text, topic.end)
        if effect and not _is_excused(text, topic, effect.end()):
            yield text[topic.start : effect.end()]
        suited = topic.is_ill and patterns.sick.match(text, topic.end)
        if suited and not _CARE.search(suited[0]):
            yield text[topic.start : suited.end()]
    for suited in patterns.promise.finditer(text):
        if not _CARE.search(suited[0]):
            yield suited[0]
    if found := patterns.anywhere.search(text):
        yield found[0]


def _is_excused(text: str, topic: _Topic, end: int) -> bool:
    if _TAKEN_BACK.match(text, end):
        return True
    return bool(_HAZARD.match(text, topic.start) and _PRECAUTION.match(text, end))
