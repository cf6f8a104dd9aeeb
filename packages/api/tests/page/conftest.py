"""A browser, the page behind a fake API, and a person who uses it."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, sync_playwright

from ai_chef_testing.repository import ROOT
from packages.api.tests.page.journeys import Journey
from packages.api.tests.page.server import PageServer, Scenario, serve_page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 360, "height": 780}
EXPECTED = "Failed to load resource"
"""Chromium's own line about an answer of 4xx or 5xx, which tests provoke."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        finder = [sys.executable, str(ROOT / "tools" / "browser.py")]
        found = subprocess.run(finder, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stderr
        path = found.stdout.strip()
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def server() -> Iterator[PageServer]:
    """Yield the page behind a fake API."""
    with serve_page() as running:
        yield running


@pytest.fixture
def scenario(server: PageServer) -> Scenario:
    """Return what the fake API does."""
    return server.scenario


@pytest.fixture
def new_person(browser: Browser, server: PageServer) -> Iterator[Callable[[], Journey]]:
    """Return a maker of people, each with a browser profile of their own, on a phone.

    Anything in the console, as of a broken content policy, is a fault.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and EXPECTED not in message.text:
            faults.append(message.text)

    def fail(error: Error) -> None:
        faults.append(str(error))

    def make() -> Journey:
        context = browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale="ko-KR",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(10_000)
        context.on("console", hear)
        context.on("weberror", lambda error: fail(error.error))
        contexts.append(context)
        return Journey(context.new_page(), server.url)

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def person(new_person: Callable[[], Journey]) -> Journey:
    """Return one person who has the page open."""
    return new_person().open()
