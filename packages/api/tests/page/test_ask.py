"""Asking: only the target is needed, and nothing that was typed is silently lost."""

from typing import Any

from playwright.sync_api import Route, expect

from ai_chef_food.household import pantry_choices
from packages.api.tests.page.journeys import Journey
from packages.api.tests.page.server import Scenario


def profile_of(scenario: Scenario) -> dict[str, Any]:
    (body,) = scenario.bodies_of("POST", "/sessions")
    profile: dict[str, Any] = body["profile"]
    return profile


def test_the_target_is_all_that_is_needed(person: Journey, scenario: Scenario) -> None:
    person.ask("비건")

    assert profile_of(scenario) == {
        "target": "vegan",
        "allergies": [],
        "healthConditions": [],
        "servings": 2,
        "cookingLevel": "beginner",
        "availableIngredients": [],
        "dislikes": [],
    }


def test_without_a_target_the_focus_moves_to_what_is_wrong(person: Journey) -> None:
    person.submit()

    expect(person.problems).to_be_focused()
    person.problems.get_by_role("button", name="식단을 하나 골라 주세요.").click()
    expect(person.page.get_by_role("radio").first).to_be_focused()


def test_every_field_reaches_the_contract(person: Journey, scenario: Scenario) -> None:
    person.choose("케토", "우유", "고혈압")
    person.page.get_by_text("묶어서 고르기").click()
    person.page.get_by_role("checkbox", name="갑각류").check()
    person.field("예산").fill("30000")
    person.page.get_by_label("몇 인분").select_option("3")
    person.page.get_by_label("조리 시간").select_option("30")
    person.page.get_by_role("radio", name="고급").check()
    person.page.get_by_role("radio", name="한식").check()
    person.field("집에 있는 재료").fill("두부")
    person.field("싫어하는 재료").fill("가지")
    person.page.get_by_role("checkbox", name="간장", exact=True).check()
    person.submit().await_recipe()

    profile = profile_of(scenario)
    assert set(profile.pop("pantry")) == set(pantry_choices()) - {"간장"}
    assert profile == {
        "target": "keto",
        "allergies": ["우유", "갑각류"],
        "healthConditions": ["hypertension"],
        "servings": 3,
        "maxCookingMinutes": 30,
        "cookingLevel": "advanced",
        "cuisine": "korean",
        "budget": 30000,
        "availableIngredients": ["두부"],
        "dislikes": ["가지"],
    }


def test_a_typed_allergy_says_what_it_is_taken_for(person: Journey, scenario: Scenario) -> None:
    field = person.field("목록에 없는 알레르기")
    field.fill("카제인")
    expect(person.status_of("목록에 없는 알레르기")).to_have_text("카제인 → 우유로 봅니다.")

    field.press("Enter")
    expect(person.chips_of("목록에 없는 알레르기")).to_have_text(["카제인"])
    person.ask("케토")
    assert profile_of(scenario)["allergies"] == ["카제인"]


def test_an_unknown_allergy_is_refused_with_suggestions(person: Journey) -> None:
    field = person.field("목록에 없는 알레르기")
    field.fill("아보카")
    field.press("Enter")

    status = person.status_of("목록에 없는 알레르기")
    expect(status).to_contain_text("모르는 재료입니다. 혹시 이것인가요?")
    expect(field).to_have_attribute("aria-invalid", "true")
    status.get_by_role("button", name="아보카도", exact=True).click()
    expect(person.chips_of("목록에 없는 알레르기")).to_have_text(["아보카도"])
    expect(field).to_be_focused()


def test_a_dish_that_may_hold_anything_is_no_allergy_but_a_dislike(
    person: Journey, scenario: Scenario
) -> None:
    person.field("목록에 없는 알레르기").fill("도시락")
    expect(person.status_of("목록에 없는 알레르기")).to_contain_text("정해지지 않은 음식입니다.")
    person.field("목록에 없는 알레르기").fill("")
    person.field("싫어하는 재료").fill("도시락")
    person.choose("케토").submit().await_recipe()

    assert profile_of(scenario)["dislikes"] == ["도시락"]


def test_what_still_stands_in_a_field_is_not_lost(person: Journey, scenario: Scenario) -> None:
    person.choose("케토").field("목록에 없는 알레르기").fill("들깨")
    person.submit().await_recipe()

    assert profile_of(scenario)["allergies"] == ["들깨"]


def test_an_unknown_allergy_left_in_the_field_stops_the_form(
    person: Journey, scenario: Scenario
) -> None:
    person.choose("케토").field("목록에 없는 알레르기").fill("콰글루")
    person.submit()

    expect(person.problems).to_contain_text("'콰글루', 모르는 재료입니다.")
    assert scenario.bodies_of("POST", "/sessions") == []


def test_a_name_that_cannot_be_looked_up_is_sent_as_typed(
    person: Journey, scenario: Scenario
) -> None:
    scenario.refusal = (503, {}, {})
    scenario.refused_route = "options/ingredients"
    person.choose("케토").field("목록에 없는 알레르기").fill("들깨")
    person.submit().await_recipe()

    assert profile_of(scenario)["allergies"] == ["들깨"]


def test_a_name_can_be_taken_back(person: Journey) -> None:
    field = person.field("싫어하는 재료")
    field.fill("가지")
    field.press("Enter")
    person.page.get_by_role("button", name="가지 빼기").click()

    expect(person.chips_of("싫어하는 재료")).to_have_count(0)
    expect(field).to_be_focused()


def test_a_budget_out_of_range_is_told_at_its_field(person: Journey, scenario: Scenario) -> None:
    field = person.choose("케토").field("예산")
    for typed in ("500", "삼만", "99999999"):
        field.fill(typed)
        person.submit()
        expect(person.problems).to_contain_text("1,000원부터 10,000,000원 사이의 숫자")
        expect(field).to_have_attribute("aria-invalid", "true")
    assert scenario.bodies_of("POST", "/sessions") == []


def test_what_the_api_refuses_leads_to_the_field(person: Journey, scenario: Scenario) -> None:
    problem = {
        "code": "InvalidInput",
        "detail": "입력 내용을 확인해 주세요.",
        "errors": [
            {"pointer": "/profile/budget", "detail": "1000 이상이어야 합니다."},
            {"parameter": "Idempotency-Key", "detail": "너무 깁니다."},
        ],
    }
    scenario.refusal = (400, problem, {})
    scenario.refused_route = "POST sessions"
    person.choose("케토").submit()

    expect(person.problems).to_be_focused()
    person.problems.get_by_role("button", name="예산: 1000 이상이어야 합니다.").click()
    expect(person.field("예산")).to_be_focused()


def test_too_many_requests_say_when_to_come_back(person: Journey, scenario: Scenario) -> None:
    problem = {"code": "TooManyRequests", "detail": "지금은 요청이 많습니다."}
    scenario.refusal = (429, problem, {"Retry-After": "600"})
    scenario.refused_route = "POST sessions"
    person.choose("케토").submit()

    expect(person.problems).to_contain_text("지금은 요청이 많습니다.")
    expect(person.problems).to_contain_text("10분 뒤에 다시 시도할 수 있습니다.")
    scenario.refusal = None
    person.submit().await_recipe()


def test_a_lost_answer_and_a_second_try_start_one_session(
    person: Journey, scenario: Scenario
) -> None:
    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    person.page.route("**/sessions", lose_answer, times=1)
    person.choose("케토").submit()
    expect(person.problems).to_contain_text("인터넷 연결을 확인하고")
    person.submit().await_recipe()

    assert len(scenario.bodies_of("POST", "/sessions")) == 2
    assert len(scenario.sessions) == 1


def test_the_profile_is_kept_only_if_the_person_wants(person: Journey) -> None:
    person.ask("케토", "우유")
    assert "profile" not in person.stored()
    person.open()
    expect(person.page.get_by_role("radio", name="케토")).not_to_be_checked()

    person.page.get_by_label("이 조건을 이 브라우저에 저장").check()
    person.ask("비건", "땅콩")
    person.open()
    expect(person.page.get_by_role("radio", name="비건")).to_be_checked()
    expect(person.page.get_by_role("checkbox", name="땅콩", exact=True)).to_be_checked()

    person.page.get_by_label("이 조건을 이 브라우저에 저장").uncheck()
    person.ask("비건")
    assert "profile" not in person.stored()


def test_the_page_without_its_api_offers_to_try_again(person: Journey, scenario: Scenario) -> None:
    scenario.refusal = (503, {}, {})
    scenario.refused_route = "options"
    person.page.reload()
    expect(person.heading).to_have_text("연결하지 못했습니다")
    expect(person.heading).to_be_focused()

    scenario.refusal = None
    person.page.get_by_role("button", name="다시 시도").click()
    expect(person.heading).to_have_text("오늘 무엇을 만들어 볼까요?")
