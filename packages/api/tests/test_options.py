"""What forms are made from, and how typed names are read."""

from urllib.parse import quote

import pytest

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import ProfileInput
from ai_chef_common.normalize import normalize
from ai_chef_food.taxonomy import labelled, offered_families
from ai_chef_testing.http_api import Api


def test_every_option_is_accepted_in_a_profile(api: Api) -> None:
    options = api("GET", "/options").json

    def codes(name: str) -> list[str]:
        return [option["code"] for option in options[name]]

    assert codes("allergens") == list(labelled())
    assert len(codes("allergens")) == 22
    for target in codes("targets"):
        for cuisine in codes("cuisines"):
            given = {
                "target": target,
                "cuisine": cuisine,
                "healthConditions": codes("healthConditions"),
            }
            assert parse(ProfileInput, given)
    profile = normalize(
        parse(
            ProfileInput,
            {
                "target": "keto",
                "allergies": codes("allergens") + codes("groups"),
                "pantry": codes("staples"),
                "cookingLevel": codes("cookingLevels")[-1],
            },
        )
    )
    assert profile.resolved_allergies == []


def test_labels_are_korean_and_limits_are_those_of_the_contract(api: Api) -> None:
    options = api("GET", "/options").json

    for name, listed in options.items():
        if name != "limits":
            assert listed
            for option in listed:
                assert any("가" <= letter <= "힣" for letter in option["label"])
    assert options["limits"] == {
        "servings": {"min": 1, "max": 12, "default": 2},
        "maxCookingMinutes": {"min": 5, "max": 480},
        "budget": {"min": 1000, "max": 10000000},
    }
    assert "순탄수화물" in options["targets"][0]["description"]


def test_a_form_offers_what_people_choose_from_and_no_more(api: Api) -> None:
    options = api("GET", "/options").json
    groups, staples = ([one["code"] for one in options[name]] for name in ("groups", "staples"))

    assert groups == list(offered_families())
    assert "물" not in staples
    assert {"소금", "간장"} <= set(staples)


def test_options_are_not_sent_twice(api: Api) -> None:
    first = api("GET", "/options")

    again = api("GET", "/options", headers={"If-None-Match": f"W/{first.headers['ETag']}"})

    assert (again.status, again.body) == (304, "")


@pytest.mark.parametrize(
    ("typed", "means", "kind"),
    [
        ("우유", ["우유"], "allergen"),
        ("카제인", ["우유"], "allergen"),
        ("갑각류", ["갑각류"], "group"),
        ("내장", ["내장"], "family"),
        ("오이", ["오이"], "ingredient"),
        ("땅콩 (심함)", ["땅콩"], "allergen"),
    ],
)
def test_a_typed_name_is_read_as_a_profile_reads_it(
    api: Api, typed: str, means: list[str], kind: str
) -> None:
    answer = api("GET", "/options/ingredients", query=f"q={quote(typed)}")

    found = answer.json
    assert answer.status == 200
    assert (found["known"], found["suggestions"], found["query"]) == (True, [], typed)
    (match,) = found["matches"]
    assert (match["means"], match["kind"]) == (means, kind)


def test_a_list_is_read_name_by_name(api: Api) -> None:
    found = api("GET", "/options/ingredients", query=f"q={quote('카제인, 땅콩')}").json

    assert [match["typed"] for match in found["matches"]] == ["카제인", "땅콩"]


@pytest.mark.parametrize(("typed", "suggestion"), [("복숭하", "복숭아"), ("아보카토", "아보카도")])
def test_what_is_not_known_comes_with_names_that_look_like_it(
    api: Api, typed: str, suggestion: str
) -> None:
    found = api("GET", "/options/ingredients", query=f"q={quote(typed)}").json

    assert (found["known"], found["matches"], found["reason"]) == (False, [], "unknown")
    assert suggestion in found["suggestions"]


@pytest.mark.parametrize("query", ["", "q=", f"q={'가' * 101}", "other=우유"])
def test_a_query_without_a_name_is_refused(api: Api, query: str) -> None:
    answer = api("GET", "/options/ingredients", query=query)

    assert answer.status == 400
    assert answer.json["errors"][0]["parameter"] == "q"
