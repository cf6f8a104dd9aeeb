"""A headless Chromium, and people who each use it with a profile of their own, on a phone."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    expect,
    sync_playwright,
)

from ai_chef_testing.repository import ROOT
from packages.api.tests.page.journeys import Journey

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 360, "height": 780}
PATIENCE = 20_000
"""Milliseconds that a screen may take: other tests run beside these."""

EXPECTED = "Failed to load resource"
"""Chromium's own line about an answer of 4xx or 5xx, which tests provoke."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium until the block ends."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        finder = [sys.executable, str(ROOT / "tools" / "browser.py")]
        found = subprocess.run(finder, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stderr
        path = found.stdout.strip()
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def people(browser: Browser, url: str) -> Iterator[Callable[[], Journey]]:
    """Yield a maker of people at the page of `url`.

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
        context.set_default_timeout(PATIENCE)
        context.on("console", hear)
        context.on("weberror", lambda error: fail(error.error))
        contexts.append(context)
        return Journey(context.new_page(), url)

    yield make
    for context in contexts:
        context.close()
    assert faults == []
