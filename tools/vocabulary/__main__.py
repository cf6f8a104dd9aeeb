"""Compile the closed vocabulary of recipe texts from its word lists.

Usage: python -m tools.vocabulary [--check]

The lists in ``packages/food/vocabulary`` hold dictionary forms. How a verb changes before its
endings (굽다: 굽, 구워, 구우, 구운 …) is computed here, by the morphological analyser kiwipiepy, whose
model is far too large for a Lambda; what ships is its answer, ``words.txt`` and ``predicates.txt``.
``--check`` says whether both are as the lists ask, without needing the analyser.
"""

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterator

from tools.build_package import ROOT

LISTS = ROOT / "packages" / "food" / "vocabulary"
DATA = ROOT / "packages" / "food" / "src" / "ai_chef_food" / "data"

WORD_LISTS = ("nouns", "adverbs", "determiners")
PREDICATE_LISTS = {"verbs": "VV", "adjectives": "VA"}

FORMS = {
    "adverbial": ("어", "EC", ""),
    "conditional": ("으면", "EC", "면"),
    "adnominal": ("은", "ETM", ""),
    "prospective": ("을", "ETM", ""),
    "nominal": ("음", "ETN", ""),
    "formal": ("습니다", "EF", "니다"),
    "past": ("었", "EP", ""),
    "present": ("는", "ETM", ""),
    "honorific": ("으세요", "EF", "요"),
}
"""For each kind of ``endings.csv``: an ending to join, its tag, and what of it is no part of the base."""

DECLARATIVE = ("ᆫ다", "EF", "다")
"""끓인다: the base 끓인 takes the endings of ``adnominal``."""

FIRST_SYLLABLE, FINALS, RIEUL = ord("가"), 28, 8
"""Hangul syllables count through their final consonants. Open stems are also written uncontracted
(하여, 두었), and people write 썰은 for 썬; before ㄴ and
ㅅ the final ㄹ of a stem goes (줄어드니)."""


def digest() -> str:
    """Return what the compiled files are to say that they were made from."""
    lists = sorted(LISTS.glob("*.txt"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in lists)).hexdigest()[:16]


def words(name: str) -> list[str]:
    """Return the entries of a word list, in order, without comments and empty lines."""
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def bases(kiwi: "object", lemma: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield (base, kind of endings that it takes) for one dictionary form, e.g. ``굽다:VV-I``."""
    form, _, marked = lemma.partition(":")
    stem, tag = form.removesuffix("다"), marked or tag
    yield stem, "stem"
    for kind, (ending, ending_tag, cut) in (*FORMS.items(), ("adnominal", DECLARATIVE)):
        if tag.startswith("VA") and (kind, ending) == ("adnominal", DECLARATIVE[0]):
            continue
        surface = kiwi.join([(stem, tag), (ending, ending_tag)])  # type: ignore[attr-defined]
        yield surface.removesuffix(cut), kind
    final = (ord(stem[-1]) - FIRST_SYLLABLE) % FINALS
    if not final:
        bright = stem.endswith("하")
        yield stem + ("여" if bright else "어"), "adverbial"
        yield stem + ("였" if bright else "었"), "past"
    if final == RIEUL:
        yield stem + "은", "adnominal"
        yield stem[:-1] + chr(ord(stem[-1]) - RIEUL), "causal"


def compile_predicates() -> dict[str, set[str]]:
    """Return the kinds of endings by base, of every verb and adjective."""
    from kiwipiepy import Kiwi  # noqa: PLC0415 - only compiling needs it, in its own environment

    kiwi = Kiwi()
    found: dict[str, set[str]] = {}
    for name, tag in PREDICATE_LISTS.items():
        for lemma in words(name):
            for base, kind in bases(kiwi, lemma, tag):
                found.setdefault(base, set()).add(kind)
    return found


def main() -> int:
    """Write the compiled files, or compare their digests."""
    parser = argparse.ArgumentParser(prog="vocabulary", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    heading = f"# compiled from packages/food/vocabulary {digest()}"
    files = {name: DATA / name for name in ("words.txt", "generic.txt", "predicates.txt")}
    if parser.parse_args().check:
        stale = [
            name for name, path in files.items() if not path.read_text("utf-8").startswith(heading)
        ]
        for name in stale:
            print(f"{name} is not what the word lists ask: run make vocabulary")
        return 1 if stale else 0
    plain = dict.fromkeys(word for name in WORD_LISTS for word in words(name))
    files["words.txt"].write_text("\n".join([heading, *plain]) + "\n", "utf-8")
    general = words("generic")
    files["generic.txt"].write_text("\n".join([heading, *general]) + "\n", "utf-8")
    kinds = sorted(compile_predicates().items())
    with (DATA / "endings.csv").open(encoding="utf-8", newline="") as rows:
        letters = {row["kind"]: row["letter"] for row in csv.DictReader(rows)}
    lines = [f"{base} {''.join(sorted(letters[kind] for kind in takes))}" for base, takes in kinds]
    files["predicates.txt"].write_text("\n".join([heading, *lines]) + "\n", "utf-8")
    print(f"{len(plain)} words, {len(kinds)} bases of verbs and adjectives")
    return 0


if __name__ == "__main__":
    sys.exit(main())
