"""A profile from flags, or from a person who is asked."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ai_chef_cli import profiles, watch
from ai_chef_cli.main import app
from ai_chef_cli.profile_fields import profile_fields
from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import ProfileInput
from ai_chef_common.contracts.result import StoredResult
from ai_chef_common.sessions.phases import Phase

from .conftest import FakeEnvironment, session

Answers = Callable[[Iterable[str]], None]


@pytest.fixture
def cooking(
    environment: FakeEnvironment, stored: StoredResult, monkeypatch: pytest.MonkeyPatch
) -> FakeEnvironment:
    """Return an environment in which every session completes."""
    monkeypatch.setattr(watch, "POLL_SECONDS", 0)
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored
    return environment


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Sit somebody at the terminal who gives answers, and then leaves."""

    def give(texts: Iterable[str]) -> None:
        left = list(texts)

        def answer(prompt: str) -> str:
            print(prompt)  # noqa: T201 - as input() does
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("ai_chef_cli.main.can_ask", lambda: True)
        monkeypatch.setattr("builtins.input", answer)

    return give


def ai_chef(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def sent(environment: FakeEnvironment) -> dict[str, Any]:
    (started,) = environment.started
    assert parse(ProfileInput, started["profile"])
    profile: dict[str, Any] = started["profile"]
    return profile


def test_flags_make_a_profile(cooking: FakeEnvironment) -> None:
    done = ai_chef("run", "--target", "keto", "--allergy", "우유", "--budget", "20000")

    assert done.exit_code == 0, done.output
    assert sent(cooking) == {"target": "keto", "allergies": ["우유"], "budget": 20000}


def test_every_field_of_a_profile_has_its_flag(cooking: FakeEnvironment) -> None:
    given = {
        "target": "비건", "health_conditions": "고혈압,임신", "allergies": "땅콩, 게",
        "cooking_level": "중급", "budget": "20,000원", "servings": "3", "max_cooking_minutes": "40",
        "available_ingredients": "두부,대파", "dislikes": "가지", "cuisine": "한식", "pantry": "소금",
        "not_again": "두부, 파 볶음",
    }  # fmt: skip

    done = ai_chef(
        "run", *(part for field in profile_fields() for part in (field.flag, given[field.name]))
    )

    assert done.exit_code == 0, done.output
    assert set(given) == set(ProfileInput.model_fields)
    assert sent(cooking) == {
        "target": "비건", "healthConditions": ["고혈압", "임신"], "allergies": ["땅콩", "게"],
        "cookingLevel": "중급", "budget": 20000, "servings": 3, "maxCookingMinutes": 40,
        "availableIngredients": ["두부", "대파"], "dislikes": ["가지"], "cuisine": "한식",
        "pantry": ["소금"], "notAgain": ["두부, 파 볶음"],
    }  # fmt: skip


def test_a_flag_of_a_list_may_be_given_again_and_an_empty_pantry_is_empty(
    cooking: FakeEnvironment,
) -> None:
    ai_chef("run", "--target", "keto", "--allergy", "우유", "--allergy", "게", "--pantry", "")

    assert sent(cooking) == {"target": "keto", "allergies": ["우유", "게"], "pantry": []}


def test_flags_win_over_the_file(cooking: FakeEnvironment, tmp_path: Path) -> None:
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({"target": "keto", "budget": 10000}), "utf-8")

    ai_chef("run", "--profile", file, "--budget", "20000", "--servings", "4")

    assert sent(cooking) == {"target": "keto", "budget": 20000, "servings": 4}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--target", "kato"), "식단 목표(profile.target)"),
        (("--target", ""), "식단 목표(profile.target)"),
        (("--budget", "20000"), "식단 목표(profile.target): 꼭 필요한"),
        (("--target", "keto", "--budget", "이만"), "예산: 정수로"),
        ((), "ai-chef options"),
    ],
)
def test_flags_that_make_no_profile_start_nothing(
    cooking: FakeEnvironment, arguments: tuple[str, ...], message: str
) -> None:
    done = ai_chef("run", *arguments)

    assert done.exit_code == 2
    assert message in done.output.replace("\n", "")
    assert cooking.started == []


def test_a_person_is_asked_until_each_answer_can_be_used(
    cooking: FakeEnvironment, answers: Answers
) -> None:
    answers([
        "", "99", "1",          # a target is required, and 99 is none
        "고혈압, 3",            # by label, by number
        "유유", "우유",         # a name that cannot be read
        "중급",
        "이만", "20,000",
        "3",
        "3", "40",              # at least 5 minutes
        "두부, 대파", "",
    ])  # fmt: skip

    done = ai_chef("run")

    assert done.exit_code == 0, done.output
    assert sent(cooking) == {
        "target": "keto", "healthConditions": ["고혈압", "kidney_disease"], "allergies": ["우유"],
        "availableIngredients": ["두부", "대파"], "cookingLevel": "중급", "servings": 3,
        "maxCookingMinutes": 40, "budget": 20000,
    }  # fmt: skip
    assert "1. 케토 (keto)" in done.output
    assert "아는 재료 이름이 아닙니다" in done.output.replace("\n", "")


def test_with_enter_alone_only_the_target_is_sent(
    cooking: FakeEnvironment, answers: Answers
) -> None:
    answers(["비건", *[""] * (len(profiles.ASKED) - 1)])

    ai_chef("run")

    assert sent(cooking) == {"target": "비건"}


def test_who_leaves_starts_nothing(cooking: FakeEnvironment, answers: Answers) -> None:
    answers(["keto"])

    done = ai_chef("run")

    assert done.exit_code == 2
    assert "그만두었습니다" in done.output
    assert cooking.started == []


def test_check_finds_what_is_wrong_without_any_environment(tmp_path: Path) -> None:
    file = tmp_path / "typo.json"
    file.write_text(json.dumps({"target": "keto", "allergies": ["유유"]}), "utf-8")

    wrong = ai_chef("check", "--profile", file)
    missing = ai_chef("check", "--profile", tmp_path / "nowhere.json")
    file.write_text(json.dumps({"target": "keto", "allergies": ["우유"]}), "utf-8")
    right = ai_chef("check", "--profile", file)

    assert (wrong.exit_code, missing.exit_code, right.exit_code) == (2, 2, 0)
    assert "알레르기 1번째 값" in wrong.output
    assert "nowhere.json" in missing.output.replace("\n", "")
    assert right.output == ""


def test_options_lists_codes_and_labels_that_a_profile_takes() -> None:
    shown = ai_chef("options")
    listed = json.loads(ai_chef("options", "--json").stdout)

    assert (shown.exit_code, shown.stderr) == (0, "")
    for field in profile_fields():
        for option in listed[field.json_name] if field.choices else []:
            assert option["code"] in shown.output
            assert option["label"] in shown.output
            for text in option.values():
                value = [text] if field.is_list else text
                assert profiles.problems({"target": "general"} | {field.json_name: value}) == []
    allergens = [text for option in listed["allergies"] for text in option.values()]
    assert profiles.problems({"target": "general", "allergies": allergens}) == []
    assert "소금" in listed["pantry"]
    assert listed["servings"] == {"min": 1, "max": 12}


def test_nobody_is_asked_while_no_local_aws_answers(
    answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(["keto"])
    monkeypatch.chdir(tmp_path)

    done = ai_chef("run")

    assert done.exit_code == 1
    assert "make demo" in done.output
    assert "케토" not in done.output
