"""Texts of others (models, shops, files) as a terminal may show them: never as markup or commands."""

import unicodedata

from rich.text import Text

_REORDERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that change the direction of what follows them, and so what a line seems to say."""


def printable(text: str) -> str:
    """Return `text` without what a terminal obeys; line breaks stay."""
    return "".join(
        letter
        for letter in text
        if letter == "\n" or (unicodedata.category(letter) != "Cc" and letter not in _REORDERING)
    )


def plain(text: str, style: str = "") -> Text:
    """Return `text` for rich as it stands: no markup, no emoji codes, no links."""
    return Text(printable(text), style=style)
