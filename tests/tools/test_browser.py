"""The browser for browser tests: whatever way leads to one, and never none in silence."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import browser


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is found in a folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(browser, "CACHE", folder)
    return folder


def program(folder: Path, name: str, exit_code: int) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def way(name: str, path: Path | None) -> Callable[[], Path | None]:
    def lead() -> Path | None:
        return path

    lead.__name__ = name
    return lead


def test_a_browser_on_the_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium = program(tmp_path, "chromium", 0)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert browser.on_path() == chromium


def test_the_first_way_that_leads_to_one_that_starts_is_kept(tmp_path: Path, cache: Path) -> None:
    broken = program(tmp_path, "broken", 127)
    good = program(tmp_path, "good", 0)
    ways = (way("absent", None), way("broken", broken), way("good", good))

    assert browser.find(ways) == good
    assert (cache / "path").read_text() == str(good)
    assert browser.find(()) == good


def test_a_kept_browser_that_is_gone_is_looked_for_anew(tmp_path: Path) -> None:
    good, later = program(tmp_path, "good", 0), program(tmp_path, "later", 0)
    assert browser.find((way("good", good),)) == good
    good.unlink()

    assert browser.find((way("later", later),)) == later


def test_without_any_browser_every_way_is_named(tmp_path: Path) -> None:
    def refused() -> Path | None:
        raise browser.BrowserNotFound("only root may install packages")

    broken = program(tmp_path, "broken", 1)
    with pytest.raises(browser.BrowserNotFound) as raised:
        browser.find((way("absent", None), refused, way("broken", broken)))

    assert str(raised.value).splitlines()[1:] == [
        "- absent: nothing found",
        "- refused: only root may install packages",
        f"- broken: {broken} does not start",
    ]
