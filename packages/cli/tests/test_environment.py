import json
from pathlib import Path

import pytest
from botocore.config import Config

from ai_chef_cli.environment import Environment, EnvironmentUnreachable


@pytest.fixture
def nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that a local AWS was started here and has died since."""
    file = tmp_path / ".local" / "aws.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"url": "http://127.0.0.1:9", "pid": 1, "folder": ""}), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "ai_chef_cli.environment.CLIENT_CONFIG",
        Config(connect_timeout=0.2, retries={"total_max_attempts": 1}),
    )


def test_the_local_aws_is_found_from_a_folder_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nobody_answers: None
) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    assert Environment("local").endpoint_url == "http://127.0.0.1:9"


def test_an_environment_on_aws_has_no_endpoint_of_its_own() -> None:
    assert Environment("dev").endpoint_url is None


def test_a_local_aws_that_is_stopped_is_started_by_make_up(nobody_answers: None) -> None:
    environment = Environment("local")

    with pytest.raises(EnvironmentUnreachable, match="make up") as caught:
        environment.start({}, "name")
    with pytest.raises(EnvironmentUnreachable, match="make up"):
        environment.execution_error("execution:1")
    assert "로그인" not in str(caught.value)
