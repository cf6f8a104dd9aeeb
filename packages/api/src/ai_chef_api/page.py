"""The page: static files beside this module, under an address that changes with their content.

All files but the index stand below ``assets/<hash>/``, so that they may be kept for ever and their
own relative addresses stay as they are. Only the index is asked for anew.
"""

import hashlib
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from ai_chef_api.guard import etag_of

INDEX = "index.html"
CONTENT_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}
_LOCAL_ADDRESS = re.compile(r'\b(src|href)="(?:\./)?([^":?#]+)"')


class File(NamedTuple):
    """One file of the page as it is served."""

    content: bytes
    content_type: str
    etag: str

    @property
    def is_text(self) -> bool:
        """Tell whether it can travel as text."""
        return not self.content_type.startswith(("image/png", "image/x-icon", "font/"))


class Page(NamedTuple):
    """The index as the entry, and the assets by their address below the page's own."""

    entry: File
    assets: dict[str, File]


@cache
def page() -> Page:
    """Read the page, and point its index to the assets' address."""
    contents = {
        name: file.read_bytes() for name, file in sorted(_files(files(__package__) / "page"))
    }
    index = contents.pop(INDEX).decode()
    digest = hashlib.sha256(
        b"".join(name.encode() + b"\0" + content for name, content in contents.items())
    ).hexdigest()[:16]
    folder = f"assets/{digest}"

    def pointed(match: re.Match[str]) -> str:
        attribute, name = match.groups()
        return f'{attribute}="{folder}/{name}"' if name in contents else match.group()

    assets = {f"{folder}/{name}": _file(name, content) for name, content in contents.items()}
    return Page(_file(INDEX, _LOCAL_ADDRESS.sub(pointed, index).encode()), assets)


def _files(folder: Traversable, above: str = "") -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_dir():
            found.extend(_files(entry, f"{name}/"))
        elif name.rsplit(".", 1)[-1] in CONTENT_TYPES:
            found.append((name, entry))
    return found


def _file(name: str, content: bytes) -> File:
    content_type = CONTENT_TYPES[name.rsplit(".", 1)[-1]]
    return File(content, content_type, etag_of(content))
