"""Claims that no recipe can keep: an effect on a body or an illness, or a promise of safety.

A claim is read by its pattern, composed of the word lists in ``claims.txt``: an illness by its name
(당뇨), a complaint or a function of the body with an effect on it (피로를 풀어 주는), a word that is a claim
by itself (항암), a patient who may eat without a care (임산부도 안심하고), food that is safe (먹어도
안전한). Advice is none (당뇨가 있으면 밥을 줄입니다), nor are cooking words that look alike: 칼을 안전하게,
간을 맞추고, 열을 낮추고, 갈변을 예방하고.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, cached_property
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
"""What cooking itself prevents: 식중독을 예방하려면 is a precaution, 식중독을 예방해 주는 a claim."""

_CARE = re.compile(
    r"빼|바꾸|바꿔|따로|확인|피하|피해|줄[이여]|덜|상의|상담|대신|주의|조심|익[히혀힌]|가열|삼가|말아|마세요|마십|남기|않는"
)
"""Between a patient and the word behind: advice (알레르기가 있으면 빼는 게 좋습니다), no promise."""

_SENTENCE = re.compile(r"[^.!?\n]*")
_DENIED = re.compile(r"지(?:는|도)\s*(?:않|못)|효과는?\s*없|확인되지|입증되지|대신하지")
_SICK_PERSON = re.compile(
    r".{0,12}?(?:(?:있|앓|높|심하|심한|걸리|고생하|시달리)\S*(?:면|\s*분|\s*사람)|라면|약을\s*(?:드|먹|복용)|환자)"
)
"""Behind an illness: advice to a person who has it (당뇨가 있으면 밥을 줄입니다)."""


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


class _Kind(StrEnum):
    """What a topic of claims is; the names are those of the word lists."""

    ILLNESS = "illnesses"
    COMPLAINT = "complaints"
    FUNCTION = "functions"


class _Topic(NamedTuple):
    """What a claim may be about, and where it stands in a text."""

    kind: _Kind
    start: int
    end: int


@cache
def _topics() -> dict[str, list[tuple[str, _Kind]]]:
    """Return the topics of claims, each with its kind, by their first two letters."""
    topics: dict[str, list[tuple[str, _Kind]]] = {}
    for kind in _Kind:
        for word in _lists()[kind]:
            for spelling in {word.replace("_", " "), word.replace("_", "")}:
                topics.setdefault(spelling[:2], []).append((spelling, kind))
    return topics


def _topics_in(text: str) -> Iterator[_Topic]:
    """Yield the topics of a text. A table is far faster here than a pattern of all words.

    A word of two letters counts only where a word begins: 준비만 is no 비만.
    """
    topics = _topics()
    for start in range(len(text) - 1):
        for word, kind in topics.get(text[start : start + 2], ()):
            is_whole = len(word) > 2 or start == 0 or not "가" <= text[start - 1] <= "힣"
            if is_whole and text.startswith(word, start):
                yield _Topic(kind, start, start + len(word))


class _Patterns:
    """What makes a claim; compiled when first needed, since most recipes name no complaint at all."""

    @cached_property
    def homonyms(self) -> re.Pattern[str]:
        return re.compile(_one_of("homonyms"))

    @cached_property
    def complaint(self) -> re.Pattern[str]:
        """What stands behind a complaint that something is done to."""
        return re.compile(_between() + _one_of("good for", "less"), re.IGNORECASE)

    @cached_property
    def function(self) -> re.Pattern[str]:
        """What stands behind a function that something is done for."""
        return re.compile(_between() + _one_of("good for", "more"), re.IGNORECASE)

    @cached_property
    def sick(self) -> re.Pattern[str]:
        """What stands behind a complaint that somebody has, with a promise to that person."""
        someone = rf"(?:체질|\S{{0,2}}\s*{_one_of('having')}\S*)"
        return re.compile(
            rf"(?:{_MARK}\s*{_one_of('heads')})*\s*{someone}{_WITHIN}{_one_of('carefree', 'suited')}"
        )

    @cached_property
    def patient(self) -> re.Pattern[str]:
        return re.compile(_one_of("patients") + _WITHIN + _one_of("carefree", "suited"))

    @cached_property
    def carefree(self) -> re.Pattern[str]:
        return re.compile(_one_of("carefree"))

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        return re.compile(
            rf"{_one_of('claims by themselves', 'parts', 'eaten')}"
            rf"|{_one_of('groups')}{_WITHIN}{_one_of('harmless')}",
            re.IGNORECASE,
        )


@cache
def _between() -> str:
    """Return what may stand between a topic and an effect: heads with particles, then adverbs."""
    heads, adverbs = _one_of("heads"), _one_of("adverbs")
    return rf"(?:{_MARK}\s*{heads})*{_MARK}(?:\s*{adverbs}){{0,3}}\s*"


_PATTERNS = _Patterns()


def claim_in(text: str) -> str | None:
    """Return a claim of a text in its own words, or None if it makes none."""
    plain = _PATTERNS.homonyms.sub(lambda found: " " * len(found[0]), text)
    return next(_claims(plain), None)


def _claims(text: str) -> Iterator[str]:
    for topic in _topics_in(text):
        end = _claim_end(text, topic)
        if end is not None:
            yield text[topic.start : end]
    for suited in _PATTERNS.patient.finditer(text):
        if not _CARE.search(suited[0]):
            yield suited[0]
    if found := _PATTERNS.anywhere.search(text):
        yield found[0]


def _claim_end(text: str, topic: _Topic) -> int | None:
    """Return where the claim about a topic ends, or None if the text only names it."""
    if topic.kind is _Kind.ILLNESS:
        return None if _is_advice(text, topic) else topic.end
    pattern = _PATTERNS.complaint if topic.kind is _Kind.COMPLAINT else _PATTERNS.function
    effect = pattern.match(text, topic.end)
    if effect and not _is_excused(text, topic, effect.end()):
        return effect.end()
    suited = _PATTERNS.sick.match(text, topic.end)
    return suited.end() if suited and not _CARE.search(suited[0]) else None


def _is_advice(text: str, illness: _Topic) -> bool:
    """Tell whether a sentence tells a sick person to take care, or takes its claim back."""
    rest = _SENTENCE.match(text, illness.end)
    behind = rest[0] if rest else ""
    if _DENIED.search(behind):
        return True
    is_to_sick = _SICK_PERSON.match(behind) and _CARE.search(behind)
    return bool(is_to_sick) and not _PATTERNS.carefree.search(behind)


def _is_excused(text: str, topic: _Topic, end: int) -> bool:
    if _TAKEN_BACK.match(text, end):
        return True
    return bool(_HAZARD.match(text, topic.start) and _PRECAUTION.match(text, end))
