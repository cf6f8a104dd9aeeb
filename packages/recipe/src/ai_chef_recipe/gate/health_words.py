"""Words of health that a recipe has no need of: where they stand in a text.

The lists of ``health_words.txt`` are sorted by field (symptoms, illnesses, substances, …). Whether a
sentence may use such a word all the same, as a warning does, is decided in ``claims.py``.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ai_chef_recipe.gate.word_lists import sections, spellings

_FIGURE = re.compile(
    r"\d{0,2}(?:\s*지방산)?[은는이가을를]?\s*:?\s*(?:\S{1,4}에\s*)?(?:약\s*)?\d[\d.,]*"
    r"\s*(?:[mµμ]?g|㎎|㎍|mcg|IU|%|밀리|마이크로|그램)",
    re.IGNORECASE,
)
"""Behind a substance: a plain figure of nutrition (칼슘 120 mg)."""

_SHORT = 2
"""Letters of a word that may stand in another by chance: 병이 in 유리병이, 간이 in 시간이."""


class HealthWord(NamedTuple):
    """A word of health in a text: its field as headed in the list, and where it stands."""

    field: str
    start: int
    end: int


class _Spelling(NamedTuple):
    text: str
    field: str
    begins_word: bool
    ends_word: bool


@cache
def _spellings() -> dict[str, list[_Spelling]]:
    """Return all spellings by their first two letters."""
    found: dict[str, list[_Spelling]] = {}
    for field, lines in sections("health_words.txt"):
        for word in " ".join(lines).split():
            for spelling in _spelled(word, field):
                found.setdefault(spelling.text[:_SHORT], []).append(spelling)
    return found


def _spelled(word: str, field: str) -> Iterator[_Spelling]:
    """Yield a word of the list with and without its optional spaces; a last `_` ends the word.

    A first `~` lets another word stand before it: ~세포 is in 암세포.
    """
    body = word.removeprefix("~").removesuffix("_")
    is_short = len(body.partition("_")[0]) <= _SHORT or body.isascii()
    begins_word = is_short and not word.startswith("~")
    for text in spellings(body):
        yield _Spelling(text, field, begins_word, word.endswith("_"))


def health_words_in(text: str) -> Iterator[HealthWord]:
    """Yield the words of health in a text, but for substances that a figure follows."""
    known = _spellings()
    for start in range(len(text) - 1):
        if (letters := text[start : start + _SHORT]) in known:
            for spelling in known[letters]:
                end = start + len(spelling.text)
                if (
                    text.startswith(spelling.text, start)
                    and _stands_alone(text, start, spelling)
                    and not (spelling.field == "substances" and _FIGURE.match(text, end))
                ):
                    yield HealthWord(spelling.field, start, end)


def _stands_alone(text: str, start: int, spelling: _Spelling) -> bool:
    end = start + len(spelling.text)
    if spelling.begins_word and start and text[start - 1].isalpha():
        return False
    return not (spelling.ends_word and text[end : end + 1].isalpha())
