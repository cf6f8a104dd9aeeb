"""Phrases that make a claim: a word with what follows it.

간 is a liver and a seasoning, 속 a stomach and a filling, 피 blood and a dumpling's skin: what has to
follow to make such a word the body's stands in ``phrases.txt`` (간을 보호하는, 속이 편한), and so does
what is said of people and their habits (꾸준히 먹으면) and of safety (아기도 안심하고).
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ai_chef_recipe.gate.health_words import HealthWord
from ai_chef_recipe.gate.word_lists import sections, spellings

_ADVERBS = (
    r"더|덜|잘|확|싹|쑥|푹|쏙|쫙|뻥|뚝|쭉|훅|좀|너무|많이|안|빨리|금방|금세|훨씬|저절로|절로"
    r"|\S{1,5}(?:게|히|으로|없이)"
)
_BETWEEN = {
    ":": r"(?:\s+(?:[^\s.,!?]+\s+){1,2}?)?\s*",
    "=": rf"\s*(?:(?:{_ADVERBS})\s+){{0,2}}",
}
"""What may stand before what follows, by the mark of the entry: two words, or only adverbs."""

_ENTRY = re.compile(r"(?P<words>.+?) \((?P<particles>.+?)\) (?P<mark>:|=) (?P<followers>.+)")


def _one_of(words: list[str]) -> str:
    return f"(?:{'|'.join(word.replace('_', r'\s*') for word in words)})"


class _Entry:
    """Words with the particles and what follows them; compiled when one of the words first appears."""

    def __init__(self, particles: list[str], between: str, followers: list[str]) -> None:
        self._particles = particles
        self._between = between
        self._followers = followers

    @cached_property
    def behind(self) -> re.Pattern[str]:
        """Return the pattern of what stands behind a word of this entry."""
        particles = [particle.replace("_", "") for particle in self._particles]
        behind = self._between + _one_of(self._followers)
        return re.compile(rf"(?:{'|'.join(particles)}){behind}")


@cache
def _entries() -> dict[str, list[tuple[str, _Entry]]]:
    """Return words and their entries by the first two letters of the word."""
    groups: dict[str, list[str]] = {}
    entries: dict[str, list[tuple[str, _Entry]]] = {}
    for heading, lines in sections("phrases.txt"):
        for line in lines:
            entry = _ENTRY.fullmatch(line)
            if not entry:
                groups.setdefault(heading, []).extend(line.split())
                continue
            written = re.sub(r"<(\w+)>", lambda name: _one_of(groups[name[1]]), entry["followers"])
            made = _Entry(entry["particles"].split(), _BETWEEN[entry["mark"]], written.split())
            for word in entry["words"].split():
                for spelling in spellings(word):
                    entries.setdefault(spelling[:2], []).append((spelling, made))
    return entries


@cache
def _first_letter() -> re.Pattern[str]:
    """Return the pattern of a letter that may begin one of the words, where a word begins."""
    return re.compile(rf"(?<![가-힣A-Za-z])[{''.join({word[0] for word in _entries()})}]")


def phrases_in(text: str) -> Iterator[HealthWord]:
    """Yield the phrases of the list in a text."""
    entries = _entries()
    for letter in _first_letter().finditer(text):
        start = letter.start()
        for key in (letter[0], text[start : start + 2]):
            for word, entry in entries.get(key, ()):
                if text.startswith(word, start) and (
                    found := entry.behind.match(text, start + len(word))
                ):
                    yield HealthWord("phrases", start, found.end())
