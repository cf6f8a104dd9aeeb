"""Waiting: phases are told, and neither a reload, a lost network nor a busy server loses a recipe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from ai_chef_common import errors
from ai_chef_common.sessions.phases import Phase
from packages.api.tests.page.journeys import Journey
from packages.api.tests.page.server import Scenario


def polls(scenario: Scenario) -> int:
    return len(scenario.bodies_of("GET", "/sessions/sess_0"))


def test_the_phase_is_shown_and_announced_once(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.PRICE_LOOKUP
    person.choose("케토").submit()

    expect(person.heading).to_have_text("레시피를 준비하고 있습니다")
    expect(person.heading).to_be_focused()
    expect(person.page.get_by_role("progressbar")).to_have_js_property("value", 60)
    announcer = person.page.locator("#announcer")
    expect(announcer).to_have_text(Phase.PRICE_LOOKUP.label)
    expect(person.page.locator("li.current")).to_contain_text("재료 가격 하는 중")

    person.page.evaluate("""() => {
        window.said = 0;
        new MutationObserver(() => window.said++).observe(
            document.getElementById("announcer"), { childList: true, characterData: true });
    }""")
    scenario.phase_detail = "2곳 남음"
    expect(person.page.locator(".phase")).to_contain_text("2곳 남음")
    assert person.page.evaluate("window.said") == 0


def test_a_reload_while_waiting_goes_on(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.RECIPE_GENERATION
    person.choose("케토").submit()
    expect(person.page.locator(".phase")).to_contain_text(Phase.RECIPE_GENERATION.label)
    person.page.reload()
    expect(person.page.locator(".phase")).to_contain_text(Phase.RECIPE_GENERATION.label)
    scenario.stuck_at = None

    person.await_recipe()
    assert len(scenario.bodies_of("POST", "/sessions")) == 1


def test_a_closed_tab_is_found_again(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.RECIPE_GENERATION
    person.choose("케토").submit()
    expect(person.page.locator(".phase")).to_contain_text(Phase.RECIPE_GENERATION.label)
    context = person.page.context
    person.page.close()
    scenario.stuck_at = None

    again = Journey(context.new_page(), person.url).open()
    again.page.get_by_role("link", name="만드는 중").click()
    again.await_recipe()


def test_a_lost_network_is_told_and_resumed(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.RECIPE_GENERATION
    person.choose("케토").submit()
    expect(person.page.locator(".phase")).to_contain_text(Phase.RECIPE_GENERATION.label)

    person.page.context.set_offline(True)
    expect(person.page.locator(".waiting .notice")).to_contain_text("인터넷 연결이 끊겼습니다.")
    expect(person.page.locator("#announcer")).to_contain_text("인터넷 연결이 끊겼습니다.")
    scenario.stuck_at = None
    person.page.context.set_offline(False)
    person.await_recipe()


def test_a_retry_after_is_never_undercut(
    new_person: Callable[[], Journey], scenario: Scenario
) -> None:
    person = new_person()
    person.page.clock.install()
    person.open()
    scenario.refusal = (503, {}, {"Retry-After": "40"})
    scenario.refused_route = "GET sessions/sess_0"
    person.choose("케토").submit()
    expect(person.page.locator(".waiting .notice")).to_contain_text(
        "서버가 잠시 응답하지 않습니다."
    )
    assert polls(scenario) == 1

    person.page.clock.run_for(38_000)
    person.page.evaluate("dispatchEvent(new Event('online'))")
    person.page.clock.run_for(500)
    assert polls(scenario) == 1

    scenario.refusal = None
    person.page.clock.run_for(30_000)
    person.await_recipe()


def test_a_server_without_retry_after_is_asked_less_and_less(
    new_person: Callable[[], Journey], scenario: Scenario
) -> None:
    person = new_person()
    person.page.clock.install()
    person.open()
    scenario.refusal = (502, {}, {})
    scenario.refused_route = "GET sessions/sess_0"
    person.choose("케토").submit()
    expect(person.page.locator(".waiting .notice")).to_be_visible()
    seconds_before_each = []
    for number in range(1, 7):
        expect(person.page.locator(".waiting .notice")).to_be_visible()
        person.page.wait_for_timeout(200)
        waited = 0
        while polls(scenario) == number:
            person.page.clock.run_for(1_000)
            person.page.wait_for_timeout(60)  # by the real clock: a request takes its way
            waited += 1
        seconds_before_each.append(waited)

    assert seconds_before_each[0] <= 4
    assert seconds_before_each[2] < seconds_before_each[4]
    assert seconds_before_each[-1] >= 20


def test_a_failure_says_why_and_leads_back_to_the_conditions(
    person: Journey, scenario: Scenario
) -> None:
    scenario.failure = {"code": "NoRecipeFits", "message": "모든 조건에 맞는 레시피가 없습니다."}
    person.choose("케토", "우유").submit()

    expect(person.heading).to_have_text("레시피를 만들지 못했습니다")
    expect(person.heading).to_be_focused()
    expect(person.page.get_by_text("모든 조건에 맞는 레시피가 없습니다.")).to_be_visible()
    person.page.get_by_text("문의할 때 필요한 정보").click()
    expect(person.page.get_by_text("NoRecipeFits")).to_be_visible()
    expect(person.page.get_by_text("sess_0")).to_be_visible()

    person.page.get_by_role("button", name="조건 바꾸기").click()
    expect(person.page.get_by_role("checkbox", name="우유", exact=True)).to_be_checked()


@pytest.mark.parametrize(
    ("error", "first"),
    [
        (errors.NoRecipeFits(["allergies"]), "조건 바꾸기"),
        (errors.InvalidInput([]), "조건 바꾸기"),
        (errors.RecipeModelThrottled(), "같은 조건으로 다시"),
        (errors.RecipeRejected(["allergies"]), "같은 조건으로 다시"),
        (errors.StepCrashed(), "같은 조건으로 다시"),
        (errors.ExecutionAborted(), "같은 조건으로 다시"),
        (errors.UnexpectedError(), "같은 조건으로 다시"),
    ],
    ids=lambda value: value.code() if isinstance(value, errors.AiChefError) else "",
)
def test_each_kind_of_failure_offers_first_what_helps(
    person: Journey, scenario: Scenario, error: errors.AiChefError, first: str
) -> None:
    scenario.failure = {"code": error.code(), "message": error.user_message}
    person.choose("케토").submit()

    expect(person.page.get_by_text(error.user_message)).to_be_visible()
    expect(person.page.locator(".message .primary")).to_have_text(first)
    expect(person.page.locator(".message .actions button")).to_have_count(2)


def test_a_slow_model_is_told_and_waited_for(
    new_person: Callable[[], Journey], scenario: Scenario
) -> None:
    scenario.stuck_at = Phase.RECIPE_GENERATION
    person = new_person()
    person.page.clock.install()
    person.open().choose("케토").submit()
    expect(person.page.locator(".phase")).to_contain_text(Phase.RECIPE_GENERATION.label)
    expect(person.page.locator(".waiting .hint")).to_contain_text("화면을 닫아도 계속됩니다.")

    person.page.clock.run_for(26_000)
    expect(person.page.locator(".waiting .hint")).to_contain_text("평소보다 조금 오래")
    scenario.stuck_at = None
    person.page.clock.run_for(30_000)
    person.await_recipe()


def test_a_function_that_is_down_is_told_in_the_form_and_nothing_is_lost(
    person: Journey, scenario: Scenario
) -> None:
    scenario.refusal = (502, {}, {})
    scenario.refused_route = "POST sessions"
    person.choose("케토", "우유").submit()
    expect(person.problems).to_contain_text("서버가 잠시 응답하지 않습니다.")

    scenario.refusal = None
    person.submit().await_recipe()
    (_, body) = scenario.bodies_of("POST", "/sessions")
    assert body["profile"]["allergies"] == ["우유"]


def test_a_recipe_is_had_by_keyboard_alone(person: Journey) -> None:
    keyboard = person.page.keyboard
    keyboard.press("Tab")
    expect(person.page.get_by_role("radio").first).to_be_focused()
    keyboard.press("Space")
    keyboard.press("Enter")
    person.await_recipe()
    expect(person.heading).to_be_focused()

    for _ in range(2):
        keyboard.press("Tab")
    expect(person.page.get_by_role("link", name="비용", exact=True)).to_be_focused()
    keyboard.press("Enter")
    expect(person.page.locator(".panel.costs h2")).to_be_focused()


def test_a_failure_can_be_tried_again_as_it_was(person: Journey, scenario: Scenario) -> None:
    scenario.failure = {"code": "StepTimedOut", "message": "처리 시간이 너무 오래 걸렸습니다."}
    person.choose("케토", "우유").submit()
    again = person.page.get_by_role("button", name="같은 조건으로 다시")
    expect(again).to_be_visible()
    scenario.failure = None
    again.click()
    person.await_recipe()

    first, second = scenario.bodies_of("POST", "/sessions")
    assert first == second
    assert len(scenario.sessions) == 2


def test_waiting_can_be_given_up(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.RECIPE_GENERATION
    person.choose("케토").submit()
    person.page.get_by_role("button", name="그만두기").click()

    expect(person.page.locator("main .notice")).to_have_text("만들던 레시피를 그만두었습니다.")
    assert scenario.sessions == {}
    expect(person.page.get_by_role("radio", name="케토")).to_be_checked()


def test_going_elsewhere_stops_the_polling(person: Journey, scenario: Scenario) -> None:
    scenario.stuck_at = Phase.RECIPE_GENERATION
    person.choose("케토").submit()
    expect(person.page.locator(".phase")).to_contain_text(Phase.RECIPE_GENERATION.label)
    person.page.get_by_role("link", name="AI Chef").click()
    expect(person.heading).to_have_text("오늘 무엇을 만들어 볼까요?")
    person.page.wait_for_timeout(300)
    before = polls(scenario)
    person.page.wait_for_timeout(1_500)

    assert polls(scenario) == before
