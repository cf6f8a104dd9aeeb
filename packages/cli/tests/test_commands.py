import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ai_chef_cli import watch
from ai_chef_cli.main import app
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.execution import ExecutionInput
from ai_chef_common.contracts.result import StoredResult
from ai_chef_common.sessions.model import SessionFailure
from ai_chef_common.sessions.phases import Phase, Status

from .conftest import FakeEnvironment, session

FAILURE = SessionFailure("NoRecipeFits", "조건을 바꿔 주세요.")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "POLL_SECONDS", 0)


@pytest.fixture
def file(tmp_path: Path, profile: dict[str, Any]) -> Path:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(profile), "utf-8")
    return path


def ai_chef(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_completed_run_shows_the_card_and_exits_0(
    environment: FakeEnvironment, stored: StoredResult, file: Path
) -> None:
    environment.states = [None, session(Phase.RECIPE_GENERATION), session(Phase.FINISHED)]
    environment.stored = stored

    done = ai_chef("run", "--profile", file)

    assert done.exit_code == 0
    for text in (
        "아보카도 샐러드",
        "3,500원",
        "네이버쇼핑",
        "참고 가격",
        "2023-04-28",
        "11,500원",
        "5,750원",
    ):
        assert text in done.output
    assert "레시피 찾는 중" in done.output


def test_the_card_tells_nutrition_and_what_it_leaves_out(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    output = ai_chef("result", "sess_1").output.replace("\n", "")

    for fact in ("360 kcal", "12.8 g", "56 mg", "94%", "들기름"):
        assert fact in output


def test_progress_tells_at_which_draft_the_model_is(
    environment: FakeEnvironment, stored: StoredResult, file: Path
) -> None:
    writing = session(Phase.RECIPE_GENERATION)
    again = replace(writing, phase_detail="다시 쓰는 중 2/3")
    environment.states = [writing, again, session(Phase.FINISHED)]
    environment.stored = stored

    shown = ai_chef("run", "--profile", file).stderr.splitlines()

    assert shown[:2] == [" 10% 레시피 찾는 중", " 10% 레시피 찾는 중 · 다시 쓰는 중 2/3"]


def test_status_tells_what_a_phase_is_at(environment: FakeEnvironment) -> None:
    environment.states = [
        replace(session(Phase.RECIPE_GENERATION), phase_detail="다시 쓰는 중 2/3")
    ] * 2

    assert "레시피 찾는 중 · 다시 쓰는 중 2/3 · 10%" in ai_chef("status", "sess_1").output
    shown = json.loads(ai_chef("status", "sess_1", "--json").output)
    assert shown["phaseDetail"] == "다시 쓰는 중 2/3"


def test_the_card_tells_the_minutes_of_steps_and_what_is_at_home(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    output = ai_chef("result", "sess_1").output

    for text in (
        "1. 썬다. (15분, 기다림 10분)",
        "2. 섞는다. (3분)",
        "집에 있는 재료: 소금",
        "더 필요한 재료: 아보카도, 닭가슴살",
        "닭가슴살 대신 집에 있는 두부",
    ):
        assert text in output


def test_the_card_of_a_result_without_minutes_of_steps_shows_the_steps(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    recipe = stored.result.recipe.model_copy(update={"step_minutes": []})
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored.model_copy(
        update={"result": stored.result.model_copy(update={"recipe": recipe})}
    )

    output = ai_chef("result", "sess_1").output

    assert "2. 섞는다." in output
    assert "기다림" not in output


def test_the_card_tells_listed_allergens_and_what_cannot_be_assessed(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    output = ai_chef("result", "sess_1").output

    assert "닭고기(닭가슴살), 대두(간장, 두부)" in output
    assert "판단할 수 없는 재료: 처음 보는 소스" in output
    assert "안전" not in output


def test_the_card_tells_checked_limits_verdicts_cautions_and_the_recipes_source(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    output = ai_chef("result", "sess_1").output

    for fact in (
        "순탄수화물 2.7 g (기준 16.6 g 이하)",
        "땅콩(확인했고 나오지 않음)",
        "! 약을 쓰고 있다면",
        "레시피 출처: 레시피북",
        "레시피북에서 골랐습니다",
    ):
        assert fact in output


def test_the_card_tells_both_costs_the_budget_the_gaps_and_cheaper_ways(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    payload = stored.to_json()
    payload["result"] |= {
        "usedCost": 4200,
        "usedCostPerServing": 2100,
        "totalRange": {"low": 11500},
        "coverage": {"priced": 2, "of": 3},
        "gaps": [{"name": "두릅", "reason": "no_hits"}],
        "budget": {"limit": 10000, "verdict": "over", "difference": -1500},
        "budgetRepair": {
            "replacements": [
                {"ingredient": "닭가슴살", "by": "두부", "before": 8000, "after": 2500}
            ],
            "totalBefore": 11500,
            "totalAfter": 6000,
            "verdict": "unknown",
        },
        "baskets": {
            "split": {"shops": ["가", "나"], "total": 9000, "missing": []},
            "single": {"shops": ["가"], "total": 9700, "missing": []},
            "difference": 700,
            "shipping": "unknown",
        },
    }
    environment.states = [session(Phase.FINISHED)]
    environment.stored = parse(StoredResult, payload)

    shown = ai_chef("result", "sess_1").output

    for fact in (
        "합계 11,500원",
        "쓴 만큼(집에 있던 것 포함) 4,200원",
        "합계는 11,500원 이상",
        "재료 3개 중 2개의 가격",
        "두릅: 검색 결과 없음",
        "예산을 1,500원 넘습니다",
        "닭가슴살 8,000원 → 두부 2,500원",
        "합계 6,000원",
        "한 곳에서 모두 사면 700원 더",
    ):
        assert fact in shown, fact


def test_json_is_one_object_and_nothing_else(
    environment: FakeEnvironment, stored: StoredResult, file: Path
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    done = ai_chef("run", "--profile", file, "--json", "--session-id", "sess_1")

    payload = json.loads(done.stdout)
    assert (payload["sessionId"], payload["status"]) == ("sess_1", "completed")
    assert payload["result"] == stored.result.to_json()


def test_the_profile_is_sent_as_it_was_given(
    environment: FakeEnvironment, stored: StoredResult, file: Path, profile: dict[str, Any]
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    ai_chef("run", "--profile", file, "--session-id", "sess_1")

    assert environment.started == [{"sessionId": "sess_1", "profile": profile}]


def test_reprice_starts_a_new_session_with_the_recipe_of_the_old_one(
    environment: FakeEnvironment, stored: StoredResult, file: Path, profile: dict[str, Any]
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    done = ai_chef("reprice", "sess_0", "--profile", file, "--session-id", "sess_1")

    assert done.exit_code == 0
    assert environment.started == [
        {"sessionId": "sess_1", "profile": profile, "repriceOf": "sess_0"}
    ]


def test_reprice_without_a_profile_takes_what_the_result_tells(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    payload = stored.to_json()
    payload["result"]["recipe"]["diets"] = ["keto", "diabetes"]
    payload["result"]["budget"] = {"limit": 30000, "verdict": "within", "difference": 18500}
    environment.states = [session(Phase.FINISHED)]
    environment.stored = parse(StoredResult, payload)

    assert ai_chef("reprice", "sess_0", "--session-id", "sess_1").exit_code == 0

    (given,) = environment.started
    assert given["repriceOf"] == "sess_0"
    assert parse(ExecutionInput, given).profile.to_json() == {
        "target": "keto",
        "healthConditions": ["diabetes"],
        "allergies": ["땅콩"],
        "cookingLevel": "advanced",
        "budget": 30000,
        "servings": 2,
        "availableIngredients": ["소금"],
        "dislikes": [],
        "notAgain": [],
    }


@pytest.mark.parametrize(("opens", "said"), [(True, ""), (False, "직접 열어")])
def test_open_shows_the_address_and_opens_it(
    environment: FakeEnvironment, monkeypatch: pytest.MonkeyPatch, opens: bool, said: str
) -> None:
    opened: list[str] = []

    def open_browser(address: str) -> bool:
        opened.append(address)
        return opens

    monkeypatch.setattr("webbrowser.open", open_browser)

    done = ai_chef("open")
    quiet = ai_chef("open", "--no-browser")

    assert (done.exit_code, done.stdout) == (0, "https://example.test/\n")
    assert said in done.stderr
    assert quiet.stdout == done.stdout
    assert opened == ["https://example.test/"]


def test_the_shopping_list_groups_what_is_bought_by_shop(
    environment: FakeEnvironment, stored: StoredResult
) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    shown = ai_chef("result", "sess_1", "--shopping-list")
    payload = json.loads(ai_chef("result", "sess_1", "--shopping-list", "--json").stdout)

    assert "장보기 목록" in shown.output
    assert "네이버쇼핑" in shown.output
    assert "합계" in shown.output
    assert payload["sessionId"] == "sess_1"
    assert sum(shop["total"] for shop in payload["shops"]) == 11500
    assert {item["name"] for shop in payload["shops"] for item in shop["items"]} == {
        "아보카도", "닭가슴살",
    }  # fmt: skip


def test_a_failed_run_tells_code_and_message_and_exits_1(
    environment: FakeEnvironment, file: Path
) -> None:
    environment.states = [session(Phase.RECIPE_GENERATION, status=Status.FAILED, error=FAILURE)]

    done = ai_chef("run", "--profile", file)

    assert done.exit_code == 1
    assert "NoRecipeFits" in done.output
    assert FAILURE.message in done.output


def test_a_refused_execution_is_told_although_the_session_is_anothers(
    environment: FakeEnvironment, file: Path
) -> None:
    environment.states = [session(Phase.PRICE_LOOKUP, execution="execution:other")]
    environment.error_name = "SessionConflict"

    done = ai_chef("run", "--profile", file, "--json", "--seconds", "5")

    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"]["code"] == "SessionConflict"


def test_a_run_that_takes_too_long_says_how_to_look_again(
    environment: FakeEnvironment, file: Path
) -> None:
    environment.states = [session(Phase.PRICE_LOOKUP)]

    done = ai_chef("run", "--profile", file, "--session-id", "sess_1", "--seconds", "0")

    assert done.exit_code == 1
    assert "ai-chef status sess_1" in done.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{not json", "JSON"),
        ("[]", "JSON 객체"),
        ('{"target": "carnivore"}', "식단 목표(profile.target)"),
        ('{"surprise": 1}', "1번째 항목은 없는 항목"),
    ],
)
def test_a_bad_profile_is_told_before_anything_starts_and_exits_2(
    environment: FakeEnvironment, tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "profile.json"
    file.write_text(content, "utf-8")

    done = ai_chef("run", "--profile", file)

    assert done.exit_code == 2
    assert message in done.output
    assert environment.started == []


def test_a_missing_profile_file_exits_2(tmp_path: Path) -> None:
    assert ai_chef("run", "--profile", tmp_path / "nowhere.json").exit_code == 2


def test_status_shows_phase_and_progress(environment: FakeEnvironment) -> None:
    environment.states = [session(Phase.PRICE_LOOKUP)]

    done = ai_chef("status", "sess_1")

    assert done.exit_code == 0
    assert "가격 조회 중" in done.output
    assert "60%" in done.output


def test_status_of_a_failed_session_exits_1(environment: FakeEnvironment) -> None:
    environment.states = [session(Phase.PRICE_LOOKUP, status=Status.FAILED, error=FAILURE)]

    done = ai_chef("status", "sess_1", "--json")

    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"] == {"code": FAILURE.code, "message": FAILURE.message}


@pytest.mark.parametrize("command", ["status", "result"])
def test_an_unknown_session_exits_2(environment: FakeEnvironment, command: str) -> None:
    environment.states = [None]

    assert ai_chef(command, "sess_1").exit_code == 2


def test_result_shows_the_card_again(environment: FakeEnvironment, stored: StoredResult) -> None:
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    done = ai_chef("result", "sess_1")

    assert done.exit_code == 0
    assert "아보카도 샐러드" in done.output


def test_the_result_of_a_session_under_way_says_where_it_is(environment: FakeEnvironment) -> None:
    environment.states = [session(Phase.PRICE_LOOKUP)]

    done = ai_chef("result", "sess_1")

    assert done.exit_code == 1
    assert "가격 조회 중(60%)" in done.output


def test_without_a_local_aws_the_person_is_told_to_run_make_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = ai_chef("status", "sess_1")

    assert done.exit_code == 1
    assert "make demo" in done.output
