"""One way of writing a text, and one way of comparing names.

Every text that a person or a model sends passes `normalize` once, at the contract, before anything
looks at it: the same word typed on another keyboard must not mean something else.
"""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_ORDINARY = re.compile("[가-힣 -~]*")
"""Composed syllables and printable ASCII, which is nearly every text: only its spaces can change."""
_KEY = re.compile("[가-힣a-z0-9]*")
"""What is its own key, as nearly every name of the tables is: thousands are read at a cold start."""
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\ufe0f]")
_DOTS = str.maketrans(dict.fromkeys("ㆍᆞ‧・•∙⋅", "·"))
"""What Korean keyboards and word processors write for the middle dot of a list (a vowel among them)."""
SIGHS = str.maketrans(dict.fromkeys("\u1172\u116e\u110f\u1112", " "))
"""Lone ㅠ, ㅜ, ㅋ and ㅎ, as `normalize` leaves them: tears and laughter name nothing."""
_LONE_JAMO = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb]+")


def normalize(text: str) -> str:
    """Return `text` composed (NFC), in ordinary width, without invisible characters.

    Full-width letters, half-width Hangul and loose letters (ㅇㅜㅇㅠ) become what they stand for;
    runs of white space become one space. Signs such as ½, ① and ℃ stay as they are.
    """
    if _ORDINARY.fullmatch(text):
        return _SPACES.sub(" ", text).strip()
    text = _PICTURES.sub(" ", text).translate(_DOTS)
    composed = unicodedata.normalize("NFC", "".join(map(_plain, text)))
    composed = _LONE_JAMO.sub(lambda match: unicodedata.normalize("NFKC", match.group()), composed)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", composed)).strip()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if unicodedata.east_asian_width(character) in {"F", "H"}:
        return unicodedata.normalize("NFKC", character)
    return character


def key(name: str) -> str:
    """Return what two spellings of one name share: no spaces, no case, no lone letters."""
    if _KEY.fullmatch(name):
        return name
    return _LONE_JAMO.sub("", _SPACES.sub("", normalize(name))).casefold()
