"""The page on the local AWS, in a real browser: what somebody does who cooks from it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from ai_chef_testing.stack.deployed import Deployed
from packages.api.tests.page.chromium import chromium, people
from packages.api.tests.page.journeys import Journey, accessibility_faults


@pytest.fixture
def new_person(deployed: Deployed) -> Iterator[Callable[[], Journey]]:
    """Return a maker of people at the page that the root module deployed."""
    with chromium() as browser, people(browser, f"{deployed.api_url}/") as make:
        yield make


def test_somebody_with_a_milk_allergy_cooks_by_the_page_and_goes_on(
    new_person: Callable[[], Journey],
) -> None:
    person = new_person().open().choose("케토", "우유").submit()
    expect(person.page).to_have_url(re.compile("#s="))
    person.page.reload()
    person.await_recipe()
    assert accessibility_faults(person.page) == []
    expect(person.page.locator("main")).to_contain_text("케토 기준으로 확인했습니다.")

    person.cook().page.get_by_role("link", name="레시피로 돌아가기").click()
    person.await_recipe().view("비용").view("장보기")
    expect(person.page.locator("main")).to_contain_text("원")

    first, recipe = person.session_id, person.recipe
    person.view("레시피").action("가격 다시 보기")
    person.leave(first).await_recipe()
    assert person.recipe == recipe

    repriced = person.session_id
    person.action("다른 레시피")
    person.leave(repriced).await_recipe()
    assert person.recipe != recipe

    reader = new_person()
    reader.page.goto(person.share())
    reader.await_recipe()
    assert reader.recipe == person.recipe

    person.forget()
