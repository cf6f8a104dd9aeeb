"""Claims that no recipe can keep: an effect on a body or an illness, or a promise of safety.

A recipe has no need of the words of health (당뇨, 면역, 한의사): a text that uses one is refused, wherever
it stands (``health_words.txt``), and so is a cook's word that what follows makes a body's (속이 편한,
``phrases.txt``), unless the sentence warns or advises. The lists of ``claims.txt`` compose what is left: a
complaint or a function with an effect behind it (콜레스테롤을 낮추는), a patient who may eat without a care
(임산부도 안심하고). Cooking words that look alike stay allowed: 칼을 안전하게, 간을 맞추고, 열을 낮추고.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ai_chef_recipe.gate.health_words import HealthWord, health_words_in
from ai_chef_recipe.gate.phrases import phrases_in
from ai_chef_recipe.gate.word_lists import sections

_MARK = r"(?:에게|에는|에도|에|까지도?|을|를|이나|이|가|은|는|도|만|의|와|과|로|으로)?"
"""Particles behind what a claim is about."""

_WITHIN = r"[^.!?\n]{0,18}?"
"""The little that may stand between a patient and the promise."""

_TAKEN_BACK = (
    r"\S{0,2}지(?:는|도)?\s*(?:않|못)"
    r"|\S{0,5}\s*(?:\S+\s+)?(?:없|아니|확인되지|입증되지|증명되지|보장)\S*"
    r"|\S{0,2}\s*약(?:을|과|이나|\s)\s*(?:드|먹|복용|쓰|함께|처방)"
)
"""Behind an effect: it is denied (낮추지는 않습니다, 효과는 없습니다), or a medicine's (낮추는 약)."""

_PRECAUTION = r"\S{0,2}(?:하려|하기\s*위|하도록|을\s*위|기\s*위|으려|려면|려고)"
_HAZARD = r"식중독|배탈|감염|바이러스|기생충"
"""What cooking itself prevents: 식중독을 예방하려면 is a precaution, 식중독을 예방해 주는 a claim."""

_CARE = (
    r"빼(?!\s*(?:주는|줍|준다))|바꾸|바꿔(?!\s*보)|따로|확인|피하|피해|줄[이여](?!\s*(?:주는|줍|준다))|덜(?!어)"
    r"|상의|상담|대신|주의|조심|익[히혀힌]|가열|삼가|말아|마세요|마십|남기|않는"
)
"""Between a patient and the word behind: advice (알레르기가 있으면 빼는 게 좋습니다), no promise."""

_SENTENCE = r"[^.!?\n]*"
_WARNING = (
    r"(?:드시|먹이|먹|마시|쓰|넣|주)지(?:는)?\s*(?:마|말|않는)"
    r"|(?<![가-힣])(?:피하(?!지방)|피해\s*(?:주|야|드)|삼가|주의(?!력)|조심|상의|상담|확인(?!되)|물어|문의|제한)"
    r"|대신하지\s*않|(?:것|식단|식품|음식|글|레시피|요리)이?가?\s*아[니닙]|안내를\s*(?:따|받)"
    r"|(?:과|병원|응급실)에\s*(?:가세|가야|가시|가서)|진료를\s*받|중단하"
)
"""A sentence that warns may name an illness, a medicine or a doctor."""
_HAZARD_AHEAD = r"수\s*있(?:으니|으므로|어서|기)|위험이?\s*(?:있|크|높)|우려|쉬우(?:니|므로)"
"""A sentence that says what may go wrong may name a complaint: 배탈이 날 수 있으니 익힙니다."""

_DENIED = r"지(?:는|도)\s*(?:않|못)|효과는?\s*없|확인되지|입증되지|대신하지"
_SICK_PERSON = (
    r".{0,12}?(?:(?:있|앓|높|심하|심한|걸리|고생하|시달리)\S*"
    r"(?:면|\s*(?:분|사람|가족|손님|친구|아이|부모님|아버지|어머니|남편|아내))"
    r"|(?:분|사람|아이|어르신)들?(?:은|는|이라면)|(?<!고민이)(?<!걱정이)라면|약을\s*(?:드|먹|복용)|환자)"
)
"""Behind an illness: advice to a person who has it (당뇨가 있으면 밥을 줄입니다)."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: most recipes name nothing of health."""
    return re.compile(pattern)


@cache
def _lists() -> dict[str, list[str]]:
    """Return the word lists by the name before the colon of their heading."""
    lists: dict[str, list[str]] = {}
    for name, lines in sections("claims.txt"):
        lists.setdefault(name, []).extend(word for line in lines for word in line.split())
    return lists


def _one_of(*names: str) -> str:
    words = sorted((word for name in names for word in _lists()[name]), key=len, reverse=True)
    return f"(?:{'|'.join(words)})".replace("_", r"\s*")


class _Patterns:
    """What makes a claim; compiled when first needed, since most recipes name no complaint at all."""

    @cached_property
    def homonyms(self) -> re.Pattern[str]:
        return re.compile(_one_of("homonyms"))

    @cached_property
    def topic(self) -> re.Pattern[str]:
        """What a claim may be about: a complaint or a function; its group names which."""
        lists = "complaints", "functions"
        return re.compile(
            rf"(?<![가-힣])(?:{'|'.join(f'(?P<{name}>{_one_of(name)})' for name in lists)})"
        )

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
    def within_words(self) -> re.Pattern[str]:
        return re.compile(_one_of("claims within words"))


@cache
def _between() -> str:
    """Return what may stand between a topic and an effect: heads with particles, then adverbs."""
    heads, adverbs = _one_of("heads"), _one_of("adverbs")
    return rf"(?:{_MARK}\s*{heads})*{_MARK}(?:\s*{adverbs}){{0,3}}\s*"


_PATTERNS = _Patterns()


def claim_in(text: str) -> str | None:
    """Return a claim of a text in its own words, or None if it makes none."""
    if next(_claims(text), None) is None:
        return None
    plain = _PATTERNS.homonyms.sub(lambda found: " " * len(found[0]), text)
    return next(_claims(plain), None)


def _claims(text: str) -> Iterator[str]:
    for word in (*health_words_in(text), *phrases_in(text)):
        if not _is_warning(text, word):
            effect = _PATTERNS.complaint.match(text, word.end)
            yield text[word.start : effect.end() if effect else word.end]
    for topic in _PATTERNS.topic.finditer(text):
        end = _claim_end(topic)
        if end is not None:
            yield text[topic.start() : end]
    for suited in _PATTERNS.patient.finditer(text):
        if not _compiled(_CARE).search(suited[0]):
            yield suited[0]
    if found := _PATTERNS.within_words.search(text):
        yield found[0]


def _claim_end(topic: re.Match[str]) -> int | None:
    """Return where the claim about a topic ends, or None if the text only names it."""
    text = topic.string
    is_complaint = topic.lastgroup == "complaints"
    pattern = _PATTERNS.complaint if is_complaint else _PATTERNS.function
    effect = pattern.match(text, topic.end())
    if effect and not _is_excused(topic, effect.end()):
        return effect.end()
    suited = _PATTERNS.sick.match(text, topic.end())
    return suited.end() if suited and not _compiled(_CARE).search(suited[0]) else None


def _is_warning(text: str, word: HealthWord) -> bool:
    """Tell whether the sentence of a word of health warns of something, and promises nothing."""
    begin = max(text.rfind(mark, 0, word.start) for mark in ".!?\n") + 1
    sentence = _compiled(_SENTENCE).match(text, begin)
    if sentence is None or _PATTERNS.carefree.search(sentence[0]):
        return False
    for pattern in (_PATTERNS.complaint, _PATTERNS.function):
        if effect := pattern.match(text, word.end):
            return bool(_compiled(_TAKEN_BACK).match(text, effect.end()))
    if word.field in ("symptoms", "illnesses") and _compiled(_HAZARD_AHEAD).search(sentence[0]):
        return True
    if word.field == "people" and _compiled(_CARE).search(sentence[0]):
        return True
    return bool(_compiled(_WARNING).search(sentence[0])) or _is_advice(text, word)


def _is_advice(text: str, word: HealthWord) -> bool:
    """Tell whether a sentence tells a sick person to take care, or takes its claim back."""
    rest = _compiled(_SENTENCE).match(text, word.end)
    behind = rest[0] if rest else ""
    if _compiled(_DENIED).search(behind):
        return True
    is_to_sick = _compiled(_SICK_PERSON).match(text, word.end) and _compiled(_CARE).search(behind)
    return bool(is_to_sick) and not _PATTERNS.carefree.search(behind)


def _is_excused(topic: re.Match[str], end: int) -> bool:
    if _compiled(_TAKEN_BACK).match(topic.string, end):
        return True
    return bool(
        _compiled(_HAZARD).match(topic[0]) and _compiled(_PRECAUTION).match(topic.string, end)
    )
