"""What a person does on the page, in a real browser: used with the fake API and with the real one."""

import re
from dataclasses import dataclass
from typing import Any, cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

LONG = 60_000
"""Milliseconds until a recipe must have come; a real workflow may start cold."""


@dataclass
class Journey:
    """One person with one tab."""

    page: Page
    url: str

    def open(self, fragment: str = "") -> "Journey":
        """Open the page, at a screen if a fragment names one."""
        self.page.goto(self.url + fragment)
        expect(self.heading).to_be_visible()
        return self

    @property
    def heading(self) -> Locator:
        """The heading of the screen."""
        return self.page.locator("h1")

    @property
    def problems(self) -> Locator:
        """What the form or an action complains about."""
        return self.page.locator(".problems:visible")

    def choose(self, target: str, *more: str) -> "Journey":
        """Choose a target, and allergens or conditions, by their labels."""
        self.page.get_by_role("radio", name=re.compile(f"^{target}")).check()
        for label in more:
            self.page.get_by_role("checkbox", name=label, exact=True).check()
        return self

    def field(self, label: str) -> Locator:
        """Return a text field by its label, opening the section that it stands in."""
        found = (
            self.page.locator("form")
            .get_by_label(label, exact=True)
            .and_(self.page.locator("input[type=text]"))
        )
        section = found.locator("xpath=ancestor::details[not(@open)]")
        if section.count():
            section.locator("summary").first.click()
        return found

    def status_of(self, label: str) -> Locator:
        """Return what is said about a name typed into a field."""
        field = self.field(label).locator("xpath=ancestor::div[contains(@class, 'field')]")
        return field.locator(".lookup")

    def chips_of(self, label: str) -> Locator:
        """Return the names that a field has taken."""
        return self.page.get_by_role("list", name=label, exact=True).get_by_role("listitem")

    def submit(self) -> "Journey":
        """Send the form."""
        self.page.get_by_role("button", name="레시피 만들기").click()
        return self

    def ask(self, target: str, *more: str) -> "Journey":
        """Ask for a recipe and wait until it is there."""
        return self.choose(target, *more).submit().await_recipe()

    def await_recipe(self) -> "Journey":
        """Wait until a result is shown."""
        expect(self.page.locator("nav.tabs")).to_be_visible(timeout=LONG)
        return self

    def leave(self, session_id: str) -> "Journey":
        """Wait until another session is shown than this one."""
        expect(self.page).not_to_have_url(re.compile(f"s={session_id}"))
        return self

    @property
    def recipe(self) -> str:
        """The name of the recipe that is shown."""
        return self.heading.inner_text()

    @property
    def session_id(self) -> str:
        """The session in the address."""
        found = re.search(r"#s=([^&]+)", self.page.url)
        assert found, self.page.url
        return found[1]

    def view(self, name: str) -> "Journey":
        """Go to 레시피, 비용 or 장보기."""
        self.page.locator("nav.tabs").get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator("nav.tabs [aria-current=page]")).to_have_text(name)
        return self

    def cook(self) -> "Journey":
        """Start cook mode."""
        self.page.get_by_role("link", name="요리 시작하기").click()
        expect(self.heading).to_contain_text("1단계")
        return self

    def action(self, name: str) -> "Journey":
        """Use one of the ways on below a result."""
        self.page.locator(".more").get_by_role("button", name=name).click()
        return self

    def share(self) -> str:
        """Return the link that is offered for sharing."""
        self.action("공유하기")
        link = self.page.get_by_label("공유 링크").input_value()
        self.page.get_by_role("button", name="닫기").click()
        return link

    def forget(self) -> "Journey":
        """Forget the session, and confirm it."""
        self.action("잊기")
        self.page.get_by_role("dialog").get_by_role("button", name="지우기").click()
        expect(self.page.get_by_text("레시피를 지웠습니다.").first).to_be_visible()
        return self

    def stored(self) -> dict[str, Any]:
        """Return what the browser remembers for all tabs, without the prefix of the keys."""
        script = "() => Object.entries(localStorage)"
        entries = cast("list[list[str]]", self.page.evaluate(script))
        return {key.split(":", 2)[2]: value for key, value in entries}


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the screen: the rule and where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node.get('failureSummary', '')}"
        for fault in found
        for node in fault["nodes"]
    ]
