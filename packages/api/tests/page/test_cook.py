"""Cook mode: large steps, a screen that stays on, and timers that keep running."""

from typing import Any

import pytest
from playwright.sync_api import expect

from packages.api.tests.page.journeys import Journey
from packages.api.tests.page.server import Scenario

WAKE_LOCK = """() => {
    window.locks = [];
    Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
        const lock = { kind, release: () => { lock.released = true; } };
        window.locks.push(lock);
        return lock;
    } } });
}"""


@pytest.fixture
def cook(person: Journey) -> Journey:
    """A person at the first step."""
    return person.ask("케토").cook()


def test_steps_go_forward_and_back_by_button_and_key(cook: Journey) -> None:
    page = cook.page
    expect(cook.heading).to_be_focused()
    page.get_by_role("button", name="다음").click()
    expect(cook.heading).to_have_text("2단계 / 5")
    expect(cook.heading).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".words")).to_contain_text("8분 볶아")
    page.keyboard.press("ArrowLeft")
    expect(cook.heading).to_have_text("2단계 / 5")
    page.reload()
    expect(cook.heading).to_have_text("2단계 / 5")
    for _ in range(3):
        page.get_by_role("button", name="다음").click()
    page.get_by_role("button", name="요리 끝내기").click()
    cook.await_recipe()


def test_a_step_shows_how_much_of_what_it_needs(cook: Journey) -> None:
    expect(cook.page.locator(".step > .rows")).to_have_text("콜리플라워300 g")


def test_the_screen_is_kept_on_until_cooking_ends(person: Journey) -> None:
    person.ask("케토").page.evaluate(WAKE_LOCK)
    person.cook()
    expect(person.page.get_by_text("화면을 켜 두었습니다.")).to_be_visible()
    assert person.page.evaluate("window.locks.map(({ kind }) => kind)") == ["screen"]

    person.page.get_by_role("link", name="레시피로 돌아가기").click()
    person.await_recipe()
    assert person.page.evaluate("window.locks.every(({ released }) => released)")


def test_a_browser_that_cannot_keep_the_screen_on_says_so(person: Journey) -> None:
    person.ask("케토").page.evaluate(
        "() => Object.defineProperty(navigator, 'wakeLock', { value: undefined })"
    )
    person.cook()

    expect(person.page.get_by_text("자동 잠금 시간을 늘려 주세요.")).to_be_visible()


@pytest.mark.parametrize(
    ("step", "times"),
    [
        ("팬에 8분 볶는다.", [["8분", 480]]),
        ("5~7분 굽는다.", [["5~7분", 300]]),
        ("1시간 30분 동안 둔다.", [["1시간 30분", 5400]]),
        ("1시간 반 끓이고 30초 뜸을 들인다.", [["1시간 반", 5400], ["30초", 30]]),
        ("두 시간 재운다.", [["두 시간", 7200]]),
        ("20분간 재우고 3분 더 끓인다.", [["20분", 1200], ["3분", 180]]),
        ("0.5시간 둔다.", [["0.5시간", 1800]]),
        ("2인분을 그릇에 담는다.", []),
        ("물을 3분의 1만 붓는다.", []),
        ("충분히 익힌다.", []),
        ("10분량을 덜어 둔다.", []),
        ("180도에서 굽는다.", []),
    ],
)
def test_timers_are_found_in_the_text(person: Journey, step: str, times: list[list[Any]]) -> None:
    found = person.page.evaluate(
        """async (step) => {
            const { href } = document.querySelector("link[href$='/timers.js']");
            return (await import(href)).timesIn(step).map(({ time, seconds }) => [time, seconds]);
        }""",
        step,
    )
    assert found == times


def test_a_timer_runs_on_every_screen_and_over_a_reload(person: Journey) -> None:
    page = person.page
    page.clock.install()
    person.open().ask("케토").cook()
    for _ in range(2):
        page.get_by_role("button", name="다음").click()
    page.get_by_role("button", name="8분 타이머").click()
    page.clock.run_for(61_000)
    expect(page.locator("#timers time")).to_have_text("06:59")

    page.get_by_role("link", name="레시피로 돌아가기").click()
    person.await_recipe()
    page.reload()
    expect(page.locator("#timers")).to_contain_text("3단계 · 8분")
    page.clock.run_for(420_000)
    expect(page.locator("#timers time")).to_have_text("끝")
    page.clock.run_for(1_000)
    expect(page.locator("#announcer")).to_have_text("3단계 · 8분 타이머가 끝났습니다.")
    page.get_by_role("button", name="3단계 · 8분 타이머 멈추기").click()
    expect(page.locator("#timers")).to_be_hidden()


def test_resting_time_of_a_step_offers_a_timer(person: Journey, scenario: Scenario) -> None:
    scenario.results = ["other"]
    person.ask("일반식")
    expect(person.page.locator(".steps li").nth(2)).to_contain_text("기다리는 시간 25분")
    expect(person.page.locator(".steps li").nth(0)).to_contain_text("손이 가는 시간 8분")
