"""Whatever stands in a file, a title or the environment: words, and never a traceback."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import NoCredentialsError, ProfileNotFound
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner, Result

from ai_chef_cli.card import card
from ai_chef_cli.environment import Environment, EnvironmentUnreachable, aws_in_words
from ai_chef_cli.main import app
from ai_chef_cli.plain import plain, printable
from ai_chef_cli.shopping import by_shop, list_table
from ai_chef_common.contracts.result import StoredResult
from ai_chef_common.sessions.phases import Phase

from .conftest import FakeEnvironment, session

HOSTILE = (
    "두부 [/b]",
    "[link=https://example.test]두부[/link]",
    "[red]두부",
    "\x1b[31m두부\x1b[0m",
    "\x1b]8;;https://example.test\x07두부\x1b]8;;\x07",
    "두부\x9b2J",
    "두부 \u202e개세",
    ":smile: 두부",
)


def ai_chef(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def must_be_told(done: Result, code: int, *words: str) -> None:
    assert done.exit_code == code, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    shown = done.output.replace("\n", "")
    for word in words:
        assert word in shown


def written(renderable: Any) -> str:
    out = StringIO()
    Console(file=out, force_terminal=True, width=200, color_system="truecolor").print(renderable)
    return out.getvalue()


@pytest.mark.parametrize("text", HOSTILE)
def test_titles_and_shops_are_shown_as_text(stored: StoredResult, text: str) -> None:
    line = stored.result.pricing[0].model_copy(update={"shop": text, "product": text})
    recipe = stored.result.recipe.model_copy(
        update={"name": text, "description": text, "steps": [text], "cautions": [text]}
    )
    hostile = stored.result.model_copy(
        update={"recipe": recipe, "pricing": [line, *stored.result.pricing[1:]]}
    )

    for shown in (written(card(hostile)), written(list_table(by_shop(hostile)))):
        assert "두부" in shown
        assert "]8;;" not in shown.replace(printable(text), "")
        assert "\x9b" not in shown
        assert "\u202e" not in shown
        assert "\x07" not in shown
        assert printable(text).strip() in shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left_in_a_text(text: str) -> None:
    shown = plain(text).plain

    assert not any(ord(letter) < 32 and letter != "\n" for letter in shown)
    assert not any(0x7F <= ord(letter) <= 0x9F for letter in shown)
    assert plain(shown).plain == shown


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", 2),
        (b"[" * 200_000, 2),
        (b'{"target": ' + b"[" * 200_000, 2),
        (b"1" * 5_000, 2),
        (b"null", 2),
        (b"", 2),
        (b'{"target": "keto", "budget": ' + b"9" * 5_000 + b"}", 2),
        (b'{"target": "\\ud800"}', 2),
        (json.dumps({"target": "keto", "pantry": ["가" * 41]}).encode(), 2),
    ],
    ids=["no text", "deep", "deep within", "long number", "null", "empty", "long budget",
         "half a letter", "long name"],
)  # fmt: skip
def test_a_profile_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, code: int) -> None:
    file = tmp_path / "profile.json"
    file.write_bytes(content)

    must_be_told(ai_chef("run", "--profile", file), code)


@pytest.mark.parametrize("name", ["absent.json", ".", "a\0b"])
def test_a_profile_that_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    must_be_told(ai_chef("run", "--profile", f"{tmp_path}/{name}"), 2)


def test_a_profile_with_the_mark_of_windows_editors_is_read(
    environment: FakeEnvironment, stored: StoredResult, tmp_path: Path, profile: dict[str, Any]
) -> None:
    file = tmp_path / "profile.json"
    file.write_text(json.dumps(profile), "utf-8-sig")
    environment.states = [session(Phase.FINISHED)]
    environment.stored = stored

    must_be_told(ai_chef("run", "--profile", file), 0)


@pytest.mark.parametrize("command", ["status", "result", "trace", "forget", "reprice"])
@pytest.mark.parametrize("session_id", ["", " ", "a/b", "a" * 65, "[/b]", "세션", "a\n"])
def test_a_session_id_that_is_none_is_told(command: str, session_id: str) -> None:
    must_be_told(ai_chef(command, session_id), 2, "세션 번호는")


def test_an_empty_new_session_id_is_told_and_not_replaced(
    tmp_path: Path, profile: dict[str, Any]
) -> None:
    file = tmp_path / "profile.json"
    file.write_text(json.dumps(profile))

    must_be_told(ai_chef("run", "--profile", file, "--session-id", ""), 2, "세션 번호는")


@pytest.mark.parametrize("env", ["", "DEV", "../x", "[/b]", "a" * 40])
def test_an_environment_that_cannot_be_is_told(env: str) -> None:
    must_be_told(ai_chef("status", "sess_1", "--env", env), 1, "환경 이름은")


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", "{}", '{"url": 7}', '{"url": "nowhere"}', "[" * 100_000, '{"url": ""}'],
)
def test_a_broken_file_of_the_local_aws_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    file = tmp_path / ".local" / "aws.json"
    file.parent.mkdir()
    file.write_text(content)
    monkeypatch.chdir(tmp_path)

    must_be_told(ai_chef("status", "sess_1"), 1, "make down", "make up")


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take away every way to credentials."""
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


@pytest.mark.parametrize("command", ["status", "result", "trace", "forget", "reprice"])
def test_missing_credentials_are_told_as_such(nobody: None, command: str) -> None:
    must_be_told(ai_chef(command, "sess_1", "--env", "dev"), 1, "로그인 정보", "aws sso login")


def test_missing_credentials_are_told_by_a_run(
    nobody: None, tmp_path: Path, profile: dict[str, Any]
) -> None:
    file = tmp_path / "profile.json"
    file.write_text(json.dumps(profile))

    done = ai_chef("run", "--profile", file, "--env", "dev")

    must_be_told(done, 1, "로그인 정보")


def test_a_profile_of_aws_that_does_not_exist_is_told(
    nobody: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "[/nobody]")

    must_be_told(ai_chef("status", "sess_1", "--env", "dev"), 1, "AWS_PROFILE")


def test_what_boto3_raises_is_told_by_its_cause() -> None:
    for error, word in (
        (NoCredentialsError(), "로그인"),
        (ProfileNotFound(profile="p"), "AWS_PROFILE"),
    ):
        with pytest.raises(EnvironmentUnreachable, match=word), aws_in_words("dev"):
            raise error
    assert Environment("dev").endpoint_url is None


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "utf-8"])
@pytest.mark.parametrize("arguments", [("--help",), ("status", ""), ("run", "--profile", "없음")])
def test_an_output_that_knows_no_korean_gets_escapes_and_no_traceback(
    encoding: str, arguments: tuple[str, ...]
) -> None:
    program = "from ai_chef_cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding, "TERM": "dumb"},
        capture_output=True, check=False,
    )  # fmt: skip

    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr
    assert done.returncode in (0, 2)
