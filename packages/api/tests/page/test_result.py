"""Reading, paying, going on: what a result shows, and what a person can do with it."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from packages.api.tests.page.journeys import Journey
from packages.api.tests.page.server import Scenario, canned


@pytest.fixture
def searched(person: Journey, scenario: Scenario) -> Journey:
    """Return a person with a result that has everything: offers, gaps, a fallback, cheaper ways."""
    scenario.results = ["search", "other", "book"]
    return person.ask("케토", "우유")


def test_the_recipe_comes_with_cautions_first_and_its_source_in_words(searched: Journey) -> None:
    main = searched.page.locator("main")
    expect(searched.heading).to_have_text("콜리플라워 닭볶음밥")
    expect(searched.heading).to_be_focused()
    expect(main).to_contain_text("AI가 제때 답하지 않아 레시피북에서 골랐습니다.")
    spoken = main.inner_text()
    assert spoken.index("먼저 확인해 주세요") < spoken.index("만드는 법")
    expect(main).to_contain_text("케토, 당뇨병 기준으로 확인했습니다.")


def test_allergens_are_told_with_their_path_and_the_packaging(searched: Journey) -> None:
    main = searched.page.locator("main")
    for words in (
        "확인했고 나오지 않음",
        "'카제인' → 우유로 보았습니다.",
        "굴소스 → 간장 → 대두",
        "표에 없어 판단하지 못한 재료: 쪽파",
        "마지막 판단은 포장의 표시를 따라 주세요.",
        "쪽파 대신 집에 있는 대파로 만들 수 있습니다.",
    ):
        expect(main).to_contain_text(words)


def test_nutrition_stands_beside_the_limits(searched: Journey) -> None:
    bars = searched.page.locator(".bars li")
    expect(bars.nth(0)).to_contain_text("순탄수화물")
    expect(bars.nth(0)).to_contain_text("16.6 g 이하")
    expect(bars.nth(1)).to_contain_text("55 % 이상")
    fill = bars.nth(0).locator(".fill")
    share = float(fill.evaluate("bar => parseFloat(bar.style.inlineSize)"))
    assert share == pytest.approx(1.3 / (16.6 * 1.15) * 100, abs=0.001)


def test_what_is_not_counted_and_what_was_looked_for_is_told(searched: Journey) -> None:
    main = searched.page.locator("main")
    searched.page.get_by_text("영양 성분 모두 보기").click()
    for words in (
        "kcal 쪽파 제외",
        "7.6 g 이상굴소스 제외",
        "279 mg 이상",
        "재료 무게의 95%를 계산했습니다. 쪽파 제외",
        "밀, 보리 없음 (이유: 글루텐이 들어 있음)",
    ):
        expect(main).to_contain_text(words)


def test_amounts_are_fractions_of_pieces_and_spoons(searched: Journey) -> None:
    main = searched.page.locator("main")
    for words in ("¼개", "2½큰술", "300 g"):
        expect(main).to_contain_text(words)


def test_costs_tell_both_totals_gaps_budget_and_cheaper_ways(searched: Journey) -> None:
    searched.view("비용")
    expect(searched.page.locator(".panel.costs h2")).to_be_focused()
    main = searched.page.locator("main")
    for words in (
        "27,080원", "7,663원", "적어도 21,080원은 듭니다.",
        "예산을 7,080원 넘습니다.", "닭다리살 대신 닭가슴살", "17,880원", "맞는 상품이 없습니다.",
        "판매 가격", "2026.11.24", "지난 가격", "250 g 남음", "새벽마켓 한 곳에서",
        "배송비는 포함하지 않았습니다.", "재료 8개 중 7개의 가격을 찾았습니다.",
        "당근에 포함", "제철 가격", "집에 있다고 봄",
    ):  # fmt: skip
        expect(main).to_contain_text(words)


def answer_with(person: Journey, result: object) -> None:
    def fulfil(route: Route) -> None:
        route.fulfill(json=result)

    person.page.unroute("**/result")
    person.page.route("**/result", fulfil)


def test_cheaper_equivalents_show_without_a_budget(person: Journey) -> None:
    answer = canned("search")
    del answer["budgetRepair"]
    answer_with(person, answer)
    person.ask("케토").view("비용")

    expect(person.page.locator("main")).to_contain_text("닭다리살 대신 닭가슴살")


def test_numbers_may_come_as_json_numbers(person: Journey) -> None:
    def as_numbers(value: object) -> object:
        if isinstance(value, dict):
            return {key: as_numbers(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [as_numbers(entry) for entry in value]
        if isinstance(value, str) and value.replace(".", "").isdigit():
            return float(value)
        return value

    texts = []
    for answer in (canned("book"), as_numbers(canned("book"))):
        answer_with(person, answer)
        person.open().ask("케토")
        panels = [person.page.locator("main").inner_text()]
        panels += [
            person.view(name).page.locator("main").inner_text() for name in ("비용", "장보기")
        ]
        texts.append(panels)
    assert texts[0] == texts[1]


def test_the_list_is_by_shop_and_ticks_stay(searched: Journey) -> None:
    searched.view("장보기")
    page = searched.page
    expect(page.locator(".shop h3 span")).to_have_text(
        ["새벽마켓", "하나로농산", "가까운 마트나 시장"]
    )
    page.get_by_role("checkbox", name="닭다리살").check()
    expect(page.locator(".progress")).to_have_text("5개 중 1개 담음")
    page.reload()
    expect(page.get_by_role("checkbox", name="닭다리살")).to_be_checked()
    expect(page.get_by_role("link", name="콜리플라워 상품 보기")).to_have_attribute(
        "href", "https://search.shopping.naver.com/product/1000"
    )


def test_a_link_that_is_no_web_address_is_no_link(person: Journey) -> None:
    answer = canned("search")
    answer["pricing"][0]["link"] = "javascript:alert(1)"
    answer_with(person, answer)
    person.ask("케토").view("장보기")

    expect(person.page.get_by_role("link", name="상품 보기")).to_have_count(2)


def test_the_list_tells_what_at_home_can_stand_in(searched: Journey) -> None:
    searched.view("장보기")

    expect(searched.page.locator(".panel.list")).to_contain_text(
        "집에 있는 것으로 대신: 쪽파 → 대파"
    )


def test_sources_of_limits_are_korean_and_linked(person: Journey) -> None:
    answer = canned("search")
    unlabelled = answer["recipe"]["checkedRules"][-1]
    del unlabelled["sourceLabel"], unlabelled["sourceUrl"]  # as in a result of before
    answer_with(person, answer)
    person.ask("케토").page.get_by_text("영양 성분 모두 보기").click()

    link = person.page.get_by_role("link", name="하루 탄수화물 50 g 이하를 세 끼로 나눔")
    expect(link).to_have_attribute("href", "https://www.ncbi.nlm.nih.gov/books/NBK499830/")
    expect(link).to_have_attribute("target", "_blank")
    expect(person.page.get_by_text("a third of it per serving")).to_have_count(0)
    expect(person.page.locator("[lang=en]")).to_have_text(["Codex Standard 118-1979"])


def test_the_list_can_be_copied(searched: Journey) -> None:
    searched.view("장보기").page.get_by_role("button", name="목록 복사").click()
    expect(searched.page.get_by_text("복사했습니다.")).to_be_visible()

    copied = searched.page.evaluate("navigator.clipboard.readText()")
    assert "[새벽마켓]\n- 콜리플라워 1송이 4,200원" in copied
    assert "- 쪽파 가격은 매장에서 확인" in copied


def test_the_list_ends_with_its_total(searched: Journey) -> None:
    searched.view("장보기")

    expect(searched.page.locator(".panel.list .total")).to_contain_text("27,080원 이상")


def test_printing_shows_every_part(searched: Journey) -> None:
    searched.page.emulate_media(media="print")

    for part in (".panel.recipe", ".panel.costs", ".panel.list"):
        expect(searched.page.locator(part)).to_be_visible()
    for part in (".tabs", ".more", ".cook-bar"):
        expect(searched.page.locator(part)).to_be_hidden()


def test_another_recipe_leaves_out_what_was_seen(person: Journey, scenario: Scenario) -> None:
    scenario.results = ["book", "other", "search"]
    person.ask("케토", "우유")
    for _ in range(2):
        before = person.session_id
        person.action("다른 레시피")
        person.leave(before)
        person.await_recipe()

    seen = [body["profile"].get("notAgain", []) for body in scenario.bodies_of("POST", "/sessions")]
    assert seen == [[], ["콜리플라워 닭볶음밥"], ["콜리플라워 닭볶음밥", "닭다리살 감자찜"]]
    assert all(
        body["profile"]["allergies"] == ["우유"] for body in scenario.bodies_of("POST", "/sessions")
    )


def test_another_recipe_in_a_new_tab_asks_for_the_conditions_again(
    person: Journey, scenario: Scenario
) -> None:
    person.ask("케토", "우유")
    other = Journey(person.page.context.new_page(), person.url)
    other.open(f"#s={person.session_id}").action("다른 레시피")

    expect(other.page.locator("main .notice").first).to_contain_text("다시 골라 주세요")
    other.ask("비건")
    (_, body) = scenario.bodies_of("POST", "/sessions")
    assert body["profile"]["notAgain"] == ["콜리플라워 닭볶음밥"]


def test_prices_anew_are_a_new_session_of_the_same_recipe(
    person: Journey, scenario: Scenario
) -> None:
    scenario.results = ["book"]
    first = person.ask("케토", "우유").session_id
    person.action("가격 다시 보기")
    person.leave(first)
    person.await_recipe()

    assert scenario.bodies_of("POST", f"/sessions/{first}/reprice") == [{}]
    assert len(scenario.sessions) == 2


def test_prices_that_cannot_be_had_leave_the_recipe_at_hand(
    person: Journey, scenario: Scenario
) -> None:
    first = person.ask("케토").session_id
    scenario.failure = {"code": "PriceQuotaExhausted", "message": "내일 다시 시도해 주세요."}
    person.action("가격 다시 보기")
    expect(person.heading).to_have_text("가격을 다시 알아보지 못했습니다")
    person.page.get_by_role("button", name="레시피로 돌아가기").click()

    assert person.await_recipe().session_id == first


def test_a_refused_wish_is_told_where_it_was_made(person: Journey, scenario: Scenario) -> None:
    person.ask("케토")
    scenario.refusal = (503, {"detail": "오늘은 더 만들 수 없습니다."}, {"Retry-After": "7200"})
    scenario.refused_route = "POST"
    person.action("다른 레시피")

    expect(person.problems).to_have_text(
        "오늘은 더 만들 수 없습니다. 2시간 뒤에 다시 시도할 수 있습니다."
    )


def test_a_shared_link_shows_the_result_and_nothing_more(
    searched: Journey, new_person: Callable[[], Journey], scenario: Scenario
) -> None:
    link = searched.share()
    friend = new_person()
    friend.page.goto(link)
    friend.await_recipe()

    assert friend.recipe == searched.recipe
    expect(friend.page.get_by_text("공유받은 레시피입니다.")).to_be_visible()
    for name in ("다른 레시피", "가격 다시 보기", "공유하기", "잊기"):
        expect(friend.page.get_by_role("button", name=name)).to_have_count(0)
    friend.view("장보기").page.reload()
    expect(friend.page.locator(".shop").first).to_be_visible()
    friend.view("레시피").cook()
    assert scenario.sessions[searched.session_id].access_key not in link
    assert friend.stored() == {}


def test_no_key_travels_in_an_address(
    searched: Journey, new_person: Callable[[], Journey], scenario: Scenario
) -> None:
    friend = new_person()
    friend.page.goto(searched.share())
    friend.await_recipe()
    keys = {
        key
        for session in scenario.sessions.values()
        for key in (session.access_key, session.read_key)
    }
    assert keys
    for _, path, headers, _ in scenario.requests:
        assert not any(key in path + headers.get("Referer", "") for key in keys)
    assert scenario.sessions[searched.session_id].access_key not in searched.page.url


def test_forgetting_clears_the_server_and_the_browser(
    searched: Journey, scenario: Scenario
) -> None:
    link = searched.share()
    searched.view("장보기").page.get_by_role("checkbox", name="닭다리살").check()
    searched.forget()

    assert scenario.sessions == {}
    assert searched.stored() == {}
    assert "우유" not in json.dumps(searched.page.evaluate("() => ({ ...sessionStorage })"))
    searched.page.goto(link)
    expect(searched.heading).to_have_text("레시피를 찾을 수 없습니다")


def test_forgetting_without_a_network_forgets_nothing(searched: Journey) -> None:
    searched.page.context.set_offline(True)
    searched.action("잊기")
    box = searched.page.get_by_role("dialog")
    box.get_by_role("button", name="지우기").click()
    expect(box.get_by_role("alert")).to_contain_text("인터넷 연결을 확인하고")

    assert searched.stored() != {}


def test_a_session_of_another_browser_cannot_be_opened(
    searched: Journey, new_person: Callable[[], Journey]
) -> None:
    stranger = new_person()
    stranger.open(f"#s={searched.session_id}")

    expect(stranger.heading).to_have_text("레시피를 찾을 수 없습니다")
    expect(stranger.page.locator("main")).to_contain_text("열쇠가 없습니다")


def test_two_tabs_do_not_confuse_one_another(person: Journey, scenario: Scenario) -> None:
    scenario.results = ["book", "other"]
    other = Journey(person.page.context.new_page(), person.url).open()
    person.choose("케토", "우유")
    other.choose("일반식", "땅콩")
    person.submit()
    other.submit()
    person.await_recipe()
    other.await_recipe()
    assert person.session_id != other.session_id
    expected = {
        session: person.recipe
        for session, person in ((person.session_id, person), (other.session_id, other))
    }
    for tab in (person, other):
        tab.page.reload()
        assert tab.await_recipe().recipe == expected[tab.session_id]
    person.action("다른 레시피")
    person.page.wait_for_url("**s=sess_2")
    body = scenario.bodies_of("POST", "/sessions")[-1]
    assert body["profile"]["allergies"] == ["우유"]


def test_neither_ticks_nor_forgetting_get_lost_between_tabs(person: Journey) -> None:
    person.ask("케토").view("장보기")
    other = Journey(person.page.context.new_page(), person.url)
    other.page.goto(person.page.url)
    expect(other.page.get_by_role("checkbox", name="닭다리살")).to_be_visible()
    person.page.get_by_role("checkbox", name="닭다리살").check()
    other.page.get_by_role("checkbox", name="콜리플라워").check()
    person.page.reload()
    expect(person.page.locator(".progress")).to_have_text("5개 중 2개 담음")

    person.forget()
    expect(other.page.get_by_text("다른 탭에서 지운 레시피입니다.")).to_be_visible()
