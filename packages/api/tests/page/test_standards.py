"""What holds on every screen: accessibility, weight, content policy, texts; and pictures of each."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.pricing import PriceBasis, Season, Unpriced
from ai_chef_common.contracts.profile import CookingLevel, Target
from ai_chef_common.contracts.recipe import RecipeSourceKind
from ai_chef_common.contracts.result import BudgetVerdict, Result
from ai_chef_common.sessions.phases import Phase
from ai_chef_food.verdicts import Measure
from ai_chef_testing.repository import ROOT
from packages.api.tests.page.journeys import Journey, accessibility_faults
from packages.api.tests.page.server import PAGE, PageServer, Scenario, canned

SCREENS = ROOT / ".local" / "screens"
WIDTHS = {360: 780, 1280: 900}
MOST_BYTES = 60 * 1024
TEXTS: dict[str, Any] = json.loads((PAGE / "texts.json").read_text())


def ask(person: Journey, _scenario: Scenario) -> None:
    person.choose("케토", "우유", "당뇨병")
    person.field("예산").fill("30000")
    for name in ("두부", "대파"):
        person.field("집에 있는 재료").fill(name)
        person.field("집에 있는 재료").press("Enter")
        expect(person.chips_of("집에 있는 재료").last).to_have_text(name)
    person.field("목록에 없는 알레르기").fill("카제인")
    expect(person.status_of("목록에 없는 알레르기")).to_contain_text("우유로 봅니다")


def ask_unknown(person: Journey, _scenario: Scenario) -> None:
    person.field("목록에 없는 알레르기").fill("아보카")
    person.submit()
    expect(person.problems).to_be_visible()


def ask_again(person: Journey, _scenario: Scenario) -> None:
    person.ask("케토").open()


def wait(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.PRICE_LOOKUP
    person.choose("케토").submit()
    expect(person.page.locator("li.current")).to_contain_text("재료 가격")


def wait_offline(person: Journey, scenario: Scenario) -> None:
    wait(person, scenario)
    person.page.context.set_offline(True)
    expect(person.page.locator(".waiting .notice")).to_be_visible()


def failure(person: Journey, scenario: Scenario) -> None:
    message = "모든 조건에 맞는 레시피가 없습니다. 다음 조건을 바꿔 다시 시도해 주세요: 알레르기"
    scenario.failure = {"code": "NoRecipeFits", "message": message}
    person.choose("케토").submit()
    expect(person.heading).to_have_text("레시피를 만들지 못했습니다")


def recipe(person: Journey, scenario: Scenario) -> None:
    scenario.results = ["search"]
    person.ask("케토")


def costs(person: Journey, scenario: Scenario) -> None:
    recipe(person, scenario)
    person.view("비용")


def shopping(person: Journey, scenario: Scenario) -> None:
    recipe(person, scenario)
    person.view("장보기").page.get_by_role("checkbox", name="닭다리살").check()


def cook(person: Journey, scenario: Scenario) -> None:
    recipe(person, scenario)
    person.cook()
    for _ in range(2):
        person.page.get_by_role("button", name="다음").click()
    person.page.get_by_role("button", name="타이머").first.click()


def share(person: Journey, scenario: Scenario) -> None:
    recipe(person, scenario)
    person.action("공유하기")


def forget(person: Journey, scenario: Scenario) -> None:
    recipe(person, scenario)
    person.action("잊기")


def shared(person: Journey, scenario: Scenario) -> None:
    recipe(person, scenario)
    link = person.share()
    person.page.evaluate("localStorage.clear()")
    person.page.goto(link)
    person.page.reload()
    expect(person.page.get_by_text("공유받은 레시피입니다.")).to_be_visible()


def gone(person: Journey, _scenario: Scenario) -> None:
    person.open("#s=sess_unknown")
    expect(person.heading).to_have_text("레시피를 찾을 수 없습니다")


STATES: list[Callable[[Journey, Scenario], None]] = [
    ask, ask_unknown, ask_again, wait, wait_offline, failure, recipe, costs, shopping, cook, share,
    forget, shared, gone,
]  # fmt: skip


def picture(person: Journey, width: int, path: Path) -> None:
    """Take the whole screen: in a window as high as it, or bars that stay would hide parts of it."""
    if not person.page.get_by_role("dialog").count():
        height = person.page.evaluate("document.documentElement.scrollHeight")
        person.page.set_viewport_size({"width": width, "height": height})
    person.page.screenshot(path=path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_screen_is_accessible_and_fits(
    browser: Browser,
    server: PageServer,
    state: Callable[[Journey, Scenario], None],
    scheme: Any,
) -> None:
    context = browser.new_context(color_scheme=scheme, locale="ko-KR", reduced_motion="reduce")
    try:
        person = Journey(context.new_page(), server.url).open()
        state(person, server.scenario)
        person.page.locator("main details").evaluate_all("all => all.forEach(d => d.open = true)")
        SCREENS.mkdir(parents=True, exist_ok=True)
        for width, height in WIDTHS.items():
            person.page.set_viewport_size({"width": width, "height": height})
            assert accessibility_faults(person.page) == []
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert person.page.evaluate(wide) == 0, f"scrolls sideways at {width} px"
            picture(person, width, SCREENS / f"{state.__name__}-{width}-{scheme}.png")
    finally:
        context.close()


SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, select, summary, label:has(input)")]
    .filter((target) => target.checkVisibility() && !target.closest("[hidden]"))
    .map((target) => [target.textContent, target.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 44)
    .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("state", [ask_unknown, wait, recipe, costs, shopping, cook, share])
def test_touch_targets_are_at_least_44_px(
    new_person: Callable[[], Journey],
    scenario: Scenario,
    state: Callable[[Journey, Scenario], None],
) -> None:
    person = new_person().open()
    state(person, scenario)

    assert person.page.evaluate(SMALL_TARGETS) == []


def test_the_page_is_light() -> None:
    weights = {file.name: file.stat().st_size for file in PAGE.iterdir()}
    counted = {name: size for name, size in weights.items() if name.endswith((".js", ".css"))}

    assert sum(counted.values()) <= MOST_BYTES, counted


def test_every_korean_text_stands_in_one_file() -> None:
    for file in PAGE.glob("*.*"):
        content = re.sub(r"(?m)//.*$|/\*.*?\*/|<noscript>.*</noscript>", "", file.read_text())
        content = content.replace("[가-힣]", "")
        if file.name != "texts.json":
            assert not re.search("[가-힣]", content), file.name


def test_every_module_is_preloaded() -> None:
    html = (PAGE / "index.html").read_text()
    for module in PAGE.glob("*.js"):
        assert f'"{module.name}"' in html


def test_every_path_to_a_text_leads_to_one() -> None:
    for file in [*PAGE.glob("*.js"), PAGE / "index.html"]:
        named = r'(?:\b(?:t|entry)\(|data-text=|data-label=)"([\w.]+)"'
        for path in re.findall(named, file.read_text()):
            here: Any = TEXTS
            for name in path.split("."):
                assert name in here, f"{file.name}: {path}"
                here = here[name]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("levels", CookingLevel),
        ("ask.targets", Target),
        ("recipe.measures", Measure),
        ("recipe.origins", RecipeSourceKind),
        ("recipe.verdicts", ("found", "no_listed_match", "cannot_assess")),
        ("costs.bases", PriceBasis),
        ("costs.seasons", Season),
        ("costs.unpriced", Unpriced),
        ("costs.verdicts", BudgetVerdict),
    ],
)
def test_every_code_of_the_contract_has_its_text(path: str, codes: Any) -> None:
    here: Any = TEXTS
    for name in path.split("."):
        here = here[name]
    assert set(here) == {str(code) for code in codes}


@pytest.mark.parametrize("name", ["book", "other", "search"])
def test_canned_results_keep_the_contract(name: str) -> None:
    answer = canned(name)
    parse(Result, answer)
