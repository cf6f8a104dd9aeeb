"""The files of words that claims are read by: lines under headings, and words with optional spaces."""

import re
from collections.abc import Iterator
from importlib.resources import files


def sections(file: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections of a list in its order: the heading up to its colon, and the lines below.

    A line goes on where the next is indented by four spaces. Comments begin with ``#``.
    """
    text = files(__package__).joinpath(file).read_text("utf-8")
    heading, lines = "", list[str]()
    for line in re.sub(r"\n {4}", " ", text).splitlines():
        if line.startswith("["):
            if lines:
                yield heading, lines
            heading, lines = line.strip("[]").partition(":")[0], []
        elif line and not line.startswith("#"):
            lines.append(line)
    yield heading, lines


def spellings(word: str) -> set[str]:
    """Return a word of a list as it may be written: each `_` a space, or none."""
    return {word.replace("_", " "), word.replace("_", "")}
