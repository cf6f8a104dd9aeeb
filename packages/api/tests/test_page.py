"""The page is served under an address that changes with it, and is kept for ever there."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ai_chef_api import page as module
from ai_chef_testing.http_api import Api


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a small page of the test's own."""
    page = tmp_path / "page"
    (page / "parts").mkdir(parents=True)
    (page / "index.html").write_text(
        '<link rel="stylesheet" href="./style.css"><a href="#s=1"></a>'
        '<script type="module" src="main.js"></script><a href="https://example.test/main.js"></a>'
    )
    (page / "style.css").write_text("body { color: red }")
    (page / "main.js").write_text('import "./parts/one.js";')
    (page / "parts" / "one.js").write_text("export {};")
    (page / "icon.png").write_bytes(b"\x89PNG\xff")
    (page / "notes.md").write_text("not for people")
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    module.page.cache_clear()
    yield page
    module.page.cache_clear()


def test_the_index_points_to_assets_that_may_be_kept_for_ever(folder: Path, api: Api) -> None:
    index = api("GET", "/")
    (style,) = re.findall(r'href="(assets/[0-9a-f]{16}/style\.css)"', index.body)
    (script,) = re.findall(r'src="(assets/[0-9a-f]{16}/main\.js)"', index.body)
    answer = api("GET", f"/{script}")
    part = api("GET", f"/{script.replace('main.js', 'parts/one.js')}")

    assert index.headers["Cache-Control"] == "no-cache"
    assert 'href="#s=1"' in index.body
    assert 'href="https://example.test/main.js"' in index.body
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert part.body == "export {};", "relative addresses stay as they are"
    assert api("GET", f"/{style}").headers["Content-Type"] == "text/css; charset=utf-8"


def test_an_asset_that_changes_changes_the_address_of_all(folder: Path, api: Api) -> None:
    before = api("GET", "/")
    (folder / "parts" / "one.js").write_text("export const one = 1;")
    module.page.cache_clear()
    after = api("GET", "/")

    assert before.body != after.body
    assert before.headers["ETag"] != after.headers["ETag"]


def test_what_a_browser_has_is_not_sent_again(folder: Path, api: Api) -> None:
    for path in ("/", "/" + next(iter(module.page().assets))):
        first = api("GET", path)
        again = api("GET", path, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status, again.status, again.body) == (200, 304, "")


def test_what_is_no_part_of_the_page_is_not_served(folder: Path, api: Api) -> None:
    assert not [name for name in module.page().assets if name.endswith(".md")]
    image = next(name for name in module.page().assets if name.endswith(".png"))
    assert base64.b64decode(api("GET", f"/{image}").body) == b"\x89PNG\xff"


def test_the_page_in_the_package_is_served(api: Api) -> None:
    index = api("GET", "/")

    assert index.status == 200
    assert index.headers["Content-Type"] == "text/html; charset=utf-8"
    for path in re.findall(r'(?:src|href)="(assets/[^"]+)"', index.body):
        assert api("GET", f"/{path}").status == 200
