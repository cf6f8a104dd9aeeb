"""What a digest says otherwise than the one before it in the same pull request."""

import difflib
import re

from tools.deploy.plan.digest import COMMENT_LIMIT

MOST_LINES = 40
_BEGIN, _END = "<!-- since the previous plan -->", "<!-- end -->"
_SECTION = re.compile(rf"\n*{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
_FOLDED = "\n<details>"
_LEFT_OUT = "… {left} more lines"


def with_difference(digest: str, previous: str | None) -> str:
    """Return the digest with a section that tells what changed since the `previous` one.

    Parameters
    ----------
    previous
        The earlier digest, with such a section of its own or without; None if this is the first.
    """
    if previous is None:
        return digest
    head, folded = _split(digest)
    lines = list(_difference(_head(previous), head))
    room = COMMENT_LIMIT - len(digest) - len(_BEGIN) - len(_END) - 200
    section = _section(lines, room)
    return f"{head}{section}{folded}" if section else digest


def _head(digest: str) -> str:
    return _SECTION.sub("", _split(digest)[0])


def _split(digest: str) -> tuple[str, str]:
    head, mark, rest = digest.partition(_FOLDED)
    return head.rstrip("\n"), f"\n{mark}{rest}" if mark else "\n"


def _difference(before: str, after: str) -> list[str]:
    compared = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in compared if re.match(r"[+-](?![+-]{2} )", line) and line[1:].strip()]


def _section(lines: list[str], room: int) -> str:
    title = "### Since the previous plan of this pull request"
    if not lines:
        return f"\n\n{_BEGIN}\n{title}\n\nThe same.\n{_END}"
    shown: list[str] = []
    for line in lines[:MOST_LINES]:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    left = len(lines) - len(shown)
    more = [_LEFT_OUT.format(left=left)] if left else []
    fence = "`" * max(
        3, 1 + max((len(run) for run in re.findall("`+", "\n".join(shown))), default=0)
    )
    return "\n".join(["", "", _BEGIN, title, "", f"{fence}diff", *shown, *more, fence, _END])
