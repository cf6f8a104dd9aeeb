"""A browser, the page behind a fake API, and a person who uses it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from packages.api.tests.page.chromium import chromium, people
from packages.api.tests.page.journeys import Journey
from packages.api.tests.page.server import PageServer, Scenario, serve_page


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test that needs the browser."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium."""
    with chromium() as running:
        yield running


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
    """Return a maker of people, each with a browser profile of their own, on a phone."""
    with people(browser, server.url) as make:
        yield make


@pytest.fixture
def person(new_person: Callable[[], Journey]) -> Journey:
    """Return one person who has the page open."""
    return new_person().open()
